"""Pure values: money, dates, identifiers, problems. No input, no output, no clock."""
