"""Submissions: what became of a bill after it was handed out, until the plan answered."""
