"""The forms and the page of a client’s health: history, red flags, consents."""
