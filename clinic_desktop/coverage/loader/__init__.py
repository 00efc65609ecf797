"""Reads rule packs, and cases that are written down as files."""
