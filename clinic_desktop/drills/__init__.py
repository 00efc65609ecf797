"""Restores that were tried: what was found, kept in the record."""
