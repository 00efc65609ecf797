"""What was paid for which visit, on the screen."""
