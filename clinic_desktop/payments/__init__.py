"""Payments: what was paid for which visit, and how."""
