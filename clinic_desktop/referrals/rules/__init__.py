"""Reads what was typed about prescribers, prescriptions and diagnoses; says when a prescription counts."""
