"""What is typed about an assessment, what a joint can do, and what changed between two."""
