"""Answers that are kept, calls that are logged, next steps that are taken on, determinations that are kept."""
