"""What a bill comes to, what it cites, what is found about it before it is issued, and where that is put right."""
