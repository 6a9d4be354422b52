"""The pages of coming in."""
