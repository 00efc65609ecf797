"""Visits: what was done on a day, for how many minutes, and how many units that gives."""
