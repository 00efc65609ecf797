"""Reads what was typed about a client’s health, and says what follows from it."""
