"""What is due, who is to be followed up, and what is still to be set up."""
