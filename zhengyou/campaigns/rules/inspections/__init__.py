"""Rules of inspection rounds (督查, domain.md P15): how many of each stratum, and which, so that anyone can check
it."""
