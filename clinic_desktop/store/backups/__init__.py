"""Copies of a clinic: made, verified, listed, thinned, read again, tried and brought back."""
