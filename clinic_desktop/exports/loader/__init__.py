"""Writes the export into a folder, file by file."""
