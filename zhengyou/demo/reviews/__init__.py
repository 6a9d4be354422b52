"""One round of leader reviews in the demonstration, half of it held."""
