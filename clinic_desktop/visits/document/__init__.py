"""Visit notes on paper, for payer and prescriber."""
