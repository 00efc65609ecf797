"""A case’s authorizations, on the screen."""
