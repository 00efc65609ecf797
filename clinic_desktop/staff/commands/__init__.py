"""What is done with the people of a clinic, and in an emergency."""
