"""A client's cases, on the screen."""
