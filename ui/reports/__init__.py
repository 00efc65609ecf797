"""The reports over all clients, on the screen."""
