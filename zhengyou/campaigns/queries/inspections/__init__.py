"""Reading inspection rounds (督查, domain.md P15): rounds, the frame, visits, what is known of a unit, figures."""
