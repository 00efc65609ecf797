"""What a column is, what a cell says, what comes of a row."""
