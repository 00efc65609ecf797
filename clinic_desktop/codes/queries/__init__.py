"""Finds diagnosis codes as they are typed, and says which release speaks for a day."""
