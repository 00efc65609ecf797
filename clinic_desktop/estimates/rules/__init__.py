"""When one is due, what it says, and when it no longer fits."""
