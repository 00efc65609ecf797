"""Reads letters, the record that they are made from, and what they tell of a denial."""
