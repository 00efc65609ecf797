"""The rules of codes: their form, the families they are searched in, the order of what is found, the releases."""
