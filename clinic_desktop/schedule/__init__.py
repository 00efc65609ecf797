"""The day’s visits read from a calendar or a list that another program wrote."""
