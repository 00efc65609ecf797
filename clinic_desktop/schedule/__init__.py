"""Visits planned in seconds: typed in one line, or read from the file of whatever scheduler the clinic uses."""
