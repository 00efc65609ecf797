"""Settings: the clinic's own facts, its people, and this computer."""
