"""Contacts: the log of a case, who said what on which day, and what is to follow."""
