"""What is kept and printed of a judged case."""
