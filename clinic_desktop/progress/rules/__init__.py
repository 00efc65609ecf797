"""What a progress report tells from the record, and when the next one is due."""
