"""Issues what a month end chose, and leaves a case out of it for good."""
