"""What the chart knows of a case, by the keys of a coverage case file, and where it is from."""
