"""Phrases: a clinic’s own words for its notes, each typed by a shortcut."""
