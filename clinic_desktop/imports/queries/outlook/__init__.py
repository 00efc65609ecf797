"""What would come of each row of a file, by what is on record now. Nothing is written."""
