"""When an open clinic is locked by itself, and what is left of it then: nothing."""
