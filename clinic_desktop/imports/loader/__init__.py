"""Reads a file: its letters, its table, the words of its headings; and looks through it beside the window."""
