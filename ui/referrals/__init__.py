"""The prescribers and what they order, on the screen."""
