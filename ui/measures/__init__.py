"""The forms, lists and trends of outcome measures."""
