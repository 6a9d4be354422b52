"""Secret ballots, from the sheet to the published result."""
