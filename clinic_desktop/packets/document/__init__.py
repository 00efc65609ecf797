"""A packet on paper: its cover, its index, its criteria and its parts, bound into volumes."""
