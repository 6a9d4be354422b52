"""What holds for coming in, without a database."""
