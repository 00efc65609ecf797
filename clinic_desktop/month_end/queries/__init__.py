"""Reads what a month has: what can be issued, what cannot and why, and what was issued."""
