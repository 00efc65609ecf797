"""Takes a typed line apart, guesses the columns of a table, and reads its rows."""
