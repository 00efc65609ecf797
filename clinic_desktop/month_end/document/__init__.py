"""What a month end hands out together: the print run, the list, labels and address pages."""
