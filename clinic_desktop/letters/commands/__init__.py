"""Writes letters, issues and voids them, notes how they went out, and keeps the clinic's own words for them."""
