"""Months of plausible records for the demonstration campaign: what branches did, late, left undone and excused."""
