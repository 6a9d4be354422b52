"""Written summaries of members: what is on record to begin with, who has handed in, who reads what (domain.md M28)."""
