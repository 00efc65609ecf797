"""Who supervises here, in settings; what a payer said about it, on the payer’s page."""
