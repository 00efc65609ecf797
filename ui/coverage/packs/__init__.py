"""The rule packs of the clinic in the settings: the list, and what comes of one that comes or goes."""
