"""Reads what a bill is made of, and the bills that were issued."""
