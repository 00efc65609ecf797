"""Import rows, take an import back."""
