"""What is done about treatment plans."""
