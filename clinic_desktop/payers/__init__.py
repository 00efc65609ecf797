"""Payers: insurers and programs, and their departments with phone, fax, address and hours."""
