"""Who supervises treatments here, and what payers said about billing under a supervisor."""
