"""The progress report on paper, for payer and prescriber."""
