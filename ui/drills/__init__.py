"""The second place of the backups, and restores that are tried: what runs by itself, and how it is shown."""
