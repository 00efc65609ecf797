"""What is concluded from a denial: whose appeal, which action, by when; and what was typed, read."""
