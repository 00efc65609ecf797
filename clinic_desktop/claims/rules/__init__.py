"""What stands in each box, and whether it fits."""
