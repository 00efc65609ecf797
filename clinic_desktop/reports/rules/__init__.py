"""What reports are reckoned by: periods, ages, how cells are written, and pictures."""
