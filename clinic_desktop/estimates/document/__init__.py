"""The Good Faith Estimate on paper."""
