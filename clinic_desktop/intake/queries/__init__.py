"""Reads what is on record about a client’s health."""
