"""What may stand behind a key of a file, and what is said when something else does."""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from clinic_desktop.values.dates import FIRST_YEAR, LAST_YEAR
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say

# Reads the value of a key; raises Unreadable.
Kind = Callable[[object], Any]
# For any count or number of a document.
_MOST = 1_000_000
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_SAID_LETTERS = 40
# As they are written in a file.
_LIST, _TEXT, _TIME = '["A", "B"]', '"A B"', '"14:30"'


class Written(str):
    """A number with a point as it is written in the file: no amount is ever rounded."""

    __slots__ = ()


def text(value: object) -> str:
    """Any text."""
    if not isinstance(value, str) or isinstance(value, Written):
        raise Unreadable(say("Write text in quotes."))
    return value


def yes_no(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Unreadable(say("Write true or false."))
    return value


def whole(value: object) -> int:
    """A whole number, never below 0."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST:
        raise Unreadable(say("Write a whole number, 0 or more."))
    return value


def day(value: object) -> date:
    """A day, without a time."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Unreadable(say("Write a date without quotes, like 2026-11-23."))
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Unreadable(say("Check the year: it can be from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR))
    return value


def cents(value: object) -> int:
    """Dollars as a number or as text, in cents."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Unreadable(say("Write an amount in dollars, like 35.00."))
    if not isinstance(value, str):
        # A number of thousands of digits cannot be written out.
        return parse_cents(str(value) if abs(value) <= _MOST * _MOST else str(_MOST * _MOST))
    return parse_cents(value.replace("_", "").removeprefix("+") if isinstance(value, Written) else value)


def clock(value: object) -> str:
    """A time of day, "14:30"."""
    if isinstance(value, time):
        return f"{value.hour:02d}:{value.minute:02d}"
    if not isinstance(value, str) or (value and not re.fullmatch(_CLOCK, value)):
        raise Unreadable(say("Write a time like {example}.", example=_TIME))
    return value


def words(value: object) -> tuple[str, ...]:
    """A list of words, or one text with spaces or commas between them."""
    if isinstance(value, str) and not isinstance(value, Written):
        return tuple(value.replace(",", " ").split())
    return _texts(value, say("Write a list like {example}, or {other}.", example=_LIST, other=_TEXT))


def code(value: object) -> str:
    """A code, without spaces around it and in capitals."""
    return _capitals(text(value))


def codes(value: object) -> tuple[str, ...]:
    """Words in capitals."""
    return tuple(map(_capitals, words(value)))


def as_parsed(parse: Callable[[str], str]) -> Kind:
    """Text in the form that the record keeps it in; what cannot be right stays as it came, for the checks to see."""

    def read(value: object) -> str:
        typed = text(value)
        try:
            return parse(typed)
        except Unreadable:
            return typed

    return read


def lines(value: object) -> tuple[str, ...]:
    """A list of lines, or one text of several lines."""
    if isinstance(value, str) and not isinstance(value, Written):
        return tuple(value.strip("\n").splitlines())
    return _texts(value, say("Write a list like {example}.", example=_LIST))


def one_of(*known: str) -> Kind:
    """One of these words."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in known:
            return value
        said = ", ".join(one for one in known if one)
        near = nearest(value, known) if isinstance(value, str) else ""
        if near:
            raise Unreadable(say("Did you mean “{near}”? It is one of {known}.", near=near, known=said))
        raise Unreadable(say("Write one of {known}.", known=said))

    return read


def nearest(typed: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    """The known word that looks most like what was typed, "" when none does."""
    return next(iter(difflib.get_close_matches(typed[:_SAID_LETTERS].lower(), known, 1)), "")


def said(typed: str) -> str:
    """What was typed, as far as it can be said in a line."""
    bare = plain(typed).replace("\n", " ").replace("\t", " ")
    return bare if len(bare) <= _SAID_LETTERS else f"{bare[:_SAID_LETTERS]}…"


def _texts(value: object, otherwise: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and not isinstance(one, Written) for one in value):
        raise Unreadable(otherwise)
    return tuple(value)


def _capitals(typed: str) -> str:
    # Upper-casing turns letters such as the dotless i into plain ones, and what cannot be right would look right.
    return typed.strip().upper() if typed.isascii() else typed
