"""The scanner: the only folder that opens a stranger’s file, in a process of its own and within limits."""
