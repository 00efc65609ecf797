"""Reads files that came from anywhere, and keeps their pages before a row speaks of them."""
