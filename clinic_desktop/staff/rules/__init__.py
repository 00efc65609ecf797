"""What people may do, and what a password must be."""
