"""Looks and writes beside the window: over connections of its own, into the folder that was chosen."""
