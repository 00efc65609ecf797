"""One client’s record on paper."""
