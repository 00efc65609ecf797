"""Answers that are kept, calls that are logged, determinations that are kept."""
