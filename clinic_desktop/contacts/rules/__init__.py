"""What was typed about a contact, and what is said of one."""
