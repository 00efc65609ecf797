"""The client's chart."""
