"""The line on Today that plans a visit in seconds, and the page that reads a scheduler’s file."""
