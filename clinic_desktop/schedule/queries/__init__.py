"""Reads who is meant, in which case, and what comes of each line that was typed or read."""
