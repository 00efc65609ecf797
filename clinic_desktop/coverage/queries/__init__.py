"""Reads what is kept of the coverage of a case, and what the chart knows."""
