"""The clients, on the screen."""
