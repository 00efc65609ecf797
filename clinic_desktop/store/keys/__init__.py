"""Who may open a clinic: the key file with one slot a person, the ring of an open clinic, the tries that failed."""
