"""Policies: the insurance of a case, in the order in which it pays."""
