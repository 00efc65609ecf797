"""Packets: what a payer asked for, in order, indexed and stamped, and kept as it went out."""
