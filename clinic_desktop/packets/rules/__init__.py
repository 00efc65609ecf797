"""What a packet should hold, what it leaves out, what is wrong with it, and what of the record proves what."""
