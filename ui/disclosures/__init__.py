"""The log of what was told to whom."""
