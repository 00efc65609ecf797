"""Reads denials and their appeals, what is due of them, and what the record holds for an answer."""
