"""What can be read of a damaged file, written into a new one beside it; what is missing from the trail and a backup."""
