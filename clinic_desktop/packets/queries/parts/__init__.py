"""What the record offers for a packet: a file for each place that parts come from."""
