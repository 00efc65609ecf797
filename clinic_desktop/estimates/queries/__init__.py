"""Reads estimates, and what they are made from."""
