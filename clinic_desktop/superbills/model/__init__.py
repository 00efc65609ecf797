"""A bill as it stands on paper, what is found about it, and what was issued."""
