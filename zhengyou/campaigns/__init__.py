"""THE LOOP: plans become campaigns, campaigns expectations, expectations are met by records."""
