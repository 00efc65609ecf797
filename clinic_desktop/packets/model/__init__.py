"""What a packet is."""
