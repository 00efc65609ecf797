"""What was typed about a client’s health, where somebody can see it."""

from clinic_desktop.values.text import is_blank, plain


def told(text: str) -> str:
    """The text as `plain` leaves it, "" where nobody would see anything of it."""
    return "" if is_blank(text) else plain(text)
