"""What is looked at: the whole check, and the parts of it that know the rooms."""
