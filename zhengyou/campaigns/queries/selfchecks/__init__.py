"""Reading self-checks: sheets, what is on record for them, the others, how far a node is (domain.md P8)."""
