"""Reads what is known already, what was imported, and what stands on it."""
