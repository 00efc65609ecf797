"""Issues and voids bills, and takes upon itself what a payer may bounce."""
