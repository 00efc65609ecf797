"""The people who sign in, on the screen."""
