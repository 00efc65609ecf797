"""Counts the units that the minutes of a visit give, and says how."""
