"""Reads visits, their notes, the visits of a day, and what a visit is read against."""
