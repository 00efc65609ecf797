"""Diagnosis codes as they are found and listed."""
