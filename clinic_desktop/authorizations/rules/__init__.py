"""What is typed about an authorization, and which visits count on which."""
