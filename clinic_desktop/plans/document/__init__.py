"""The treatment plan on paper, for payer and prescriber."""
