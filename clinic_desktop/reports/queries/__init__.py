"""Reads each report."""
