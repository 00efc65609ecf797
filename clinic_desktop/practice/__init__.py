"""Practice: the clinic's own facts, its therapists and their credentials, its services."""
