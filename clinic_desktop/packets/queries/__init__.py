"""Reads packets, what the record offers for them, and what stands around them."""
