"""What is done with visits and with their notes."""
