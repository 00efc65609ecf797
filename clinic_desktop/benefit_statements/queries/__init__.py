"""Reads statements, what they teach, and what superbills brought back."""
