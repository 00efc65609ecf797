"""Packages, memberships and gift cards: sold, used, ended."""
