"""Visits on the screen: what was given, by whom, how long; the note about it."""
