"""Benefit statements: what plans said about visits, what that teaches, and what superbills brought back."""
