"""A table of another program, what its columns are, what comes of each row, and what an import brought."""
