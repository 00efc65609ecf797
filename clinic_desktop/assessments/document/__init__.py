"""An assessment on paper, for payer and prescriber."""
