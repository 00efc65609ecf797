"""Authorizations: what a payer granted before it is given, and how much of it is left."""
