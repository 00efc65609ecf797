"""Plans the visits of typed lines, and does what a scheduler’s file says."""
