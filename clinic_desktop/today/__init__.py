"""Today: what is due, and what is still to be set up."""
