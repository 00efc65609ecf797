"""The whole record in open formats, and one client’s record on paper: out of the program, without asking anyone."""
