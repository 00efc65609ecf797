"""The payers, on the screen."""
