"""What the demonstration's members and branches promise, and what came of it."""
