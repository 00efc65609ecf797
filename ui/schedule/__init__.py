"""Where a day’s visits are read from a file."""
