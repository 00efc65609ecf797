"""Submissions: the rules."""
