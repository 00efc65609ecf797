"""What is asked about a client’s health, what was found and answered, and what was agreed to."""
