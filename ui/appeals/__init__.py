"""Denials and appeals on the screen."""
