"""The check of a clinic: each part counts what it looked at and what is wrong, and changes nothing."""
