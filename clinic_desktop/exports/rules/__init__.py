"""What is exported, how it is named, and what is left out with its reason."""
