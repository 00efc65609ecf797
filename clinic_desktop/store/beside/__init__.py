"""What lies beside a clinic’s file and outlives it: where it stood, what was seen of it last, where it is."""
