"""Reads the files of data that triage and clock go by, and writes the deadlines for a calendar."""
