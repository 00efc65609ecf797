"""The figure, what can be marked on it, and a map."""
