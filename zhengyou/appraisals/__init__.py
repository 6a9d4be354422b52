"""Appraisals: rounds of secret ballots, from the question sheet to the published result. Ballots know no person."""
