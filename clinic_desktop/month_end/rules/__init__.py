"""Which document a case gets at the end of a month, which days a month end is about, and its words."""
