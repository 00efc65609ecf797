"""What is looked at before a packet is issued."""
