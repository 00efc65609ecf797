"""A case’s contact log, on the screen."""
