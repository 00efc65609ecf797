"""Reads the file of a scheduler: a calendar (ICS) or a table (CSV). What lies in it is read, or it is said why not."""
