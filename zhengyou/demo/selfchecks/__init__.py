"""A round of self-checks of the demonstration's branches."""
