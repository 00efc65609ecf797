"""The benefit statements, on the screen."""
