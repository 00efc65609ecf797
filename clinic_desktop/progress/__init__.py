"""Progress reports: baseline, now and goal of a case, made from its record, and when the next one is due."""
