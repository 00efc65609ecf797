"""Search: one box over every room."""
