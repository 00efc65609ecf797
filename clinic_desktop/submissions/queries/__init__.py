"""Submissions: what is read."""
