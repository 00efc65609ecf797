"""The claim worksheet: what goes into the numbered boxes of the 02/12 claim form, in their order."""
