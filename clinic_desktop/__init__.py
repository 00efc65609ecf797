"""Clinic Desktop: the clinic itself. No Qt below this folder."""

VERSION = "0.1.0"
