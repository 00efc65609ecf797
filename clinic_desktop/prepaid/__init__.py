"""Packages, memberships and gift cards: what was paid before it is used, and what each still holds."""
