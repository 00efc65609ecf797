"""What an estimate is, and what is said about it."""
