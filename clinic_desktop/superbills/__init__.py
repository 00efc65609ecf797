"""Superbills: what a client hands to the insurer, checked before it is issued, and the receipt where it cannot be."""
