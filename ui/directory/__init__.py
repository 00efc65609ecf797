"""The directory: everybody outside whom the clinic writes to and calls."""
