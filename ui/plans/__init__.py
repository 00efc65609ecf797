"""The forms and papers of treatment plans."""
