"""The builder of packets."""
