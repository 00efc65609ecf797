"""What became of a bill, on the screen."""
