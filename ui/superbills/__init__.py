"""Superbills: choose visits, check them, see the paper, issue it; and what was issued."""
