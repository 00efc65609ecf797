"""Enters denials, opens, sends and answers appeals."""
