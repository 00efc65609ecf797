"""What a treatment plan comes to, what may be typed into it, and how it goes."""
