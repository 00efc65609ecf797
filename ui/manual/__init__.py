"""The built-in manual: F1 opens it where it speaks of what the person does."""
