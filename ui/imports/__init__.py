"""Files of other programs: what their columns are, what would come of each row, and what was imported."""
