"""A case's policies, on the screen."""
