"""The figure that marks are made on, and what it looked like then and now."""
