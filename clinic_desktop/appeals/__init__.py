"""Denials and appeals: what a plan said no to, what to do about it, and by when."""
