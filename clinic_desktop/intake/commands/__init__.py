"""What is done with a client’s health record."""
