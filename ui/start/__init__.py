"""Before a clinic is open: first run, sign-in, and what to do when that does not work."""
