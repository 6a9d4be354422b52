"""Two rounds of inspection of the district: one finished with its circular, one under way."""
