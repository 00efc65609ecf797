"""The clinic’s phrases: their list, and how a note takes them."""
