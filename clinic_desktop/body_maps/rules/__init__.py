"""Where a point of the figure is, what was drawn, and how two maps differ."""
