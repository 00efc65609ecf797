"""Estimates: the Good Faith Estimate of those who pay for their care themselves (45 CFR 149.610)."""
