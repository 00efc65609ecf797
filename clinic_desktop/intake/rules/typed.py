"""What was typed about a client’s health, where somebody can see it."""

import unicodedata

from clinic_desktop.values.text import is_blank, plain

_OTHER_WAY = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI"})
# First strong isolate, and its end.
_ISOLATE, _END = "\u2068", "\u2069"


def told(text: str) -> str:
    """The text as `plain` leaves it, "" where nobody would see anything of it."""
    return "" if is_blank(text) else plain(text)


def apart(text: str) -> str:
    """The text to stand inside a sentence: one of the other direction, or a mark of it, turns no words around it."""
    turns = any(unicodedata.bidirectional(letter) in _OTHER_WAY for letter in text)
    return f"{_ISOLATE}{text}{_END}" if turns else text
