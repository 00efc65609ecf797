"""Diagnosis codes, on the screen: the search, and the releases that are loaded."""
