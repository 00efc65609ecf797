"""Values: money, dates, identifiers and what is wrong with them. Pure: no files, no clock, no screen."""
