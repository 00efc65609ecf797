"""Reads a superbill that is written down as a file, a case, and asks the checks about it."""
