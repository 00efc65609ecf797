"""Reads what a search finds, out of every room."""
