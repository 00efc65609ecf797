"""How measures are scored, what a change comes to, and how both are said."""
