"""Figures: named, documented numbers with their rows; docs/figures.md lists them."""
