"""Fills a box: the value as it must stand there, what is missing of it, and its pieces on the form."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from clinic_desktop.claims.model import Box, Printed
from clinic_desktop.claims.rules.values import long_day, short_day, strange
from clinic_desktop.wording import say


class Spec(NamedTuple):
    """A box: its number, our label (marked for translation), and where its first character stands."""

    number: str
    label: str
    line: int = 0
    column: int = 0
    length: int = 0


class Saying(NamedTuple):
    """What is said of a value: the field it is put right at, where it comes from, and, while there is none, either
    what is missing or why that is right."""

    field: str = ""
    source: str = ""
    needed: str = ""
    blank: str = ""


class Option(NamedTuple):
    """What one of several boxes to check is called, and where its X stands."""

    words: str
    line: int
    column: int


# Of month, day and year.
Columns = tuple[int, int, int]
# "03 04 1985", and a phone number with its area code.
_WHOLE_DAY, _PHONE_DIGITS = 10, 10


def text_box(spec: Spec, value: str, told: Saying, *, cuts: bool = False, to_right: bool = False) -> Box:
    """A box with a text. Where it `cuts`, a text that is too long is printed as far as it fits."""
    piece = Printed(spec.line, spec.column, spec.length, value, to_right, cuts)
    return _box(spec, value, (piece,) if value else (), told, _unfitting(value, spec.length, cuts=cuts))


def check_box(spec: Spec, chosen: str, options: Mapping[str, Option], told: Saying) -> Box:
    """A box of which one of several is checked, with "" none."""
    if chosen not in options:
        return _box(spec, "", (), told)
    one = options[chosen]
    return _box(spec, say(one.words), (Printed(one.line, one.column, 1, "X"),), told)


def day_box(spec: Spec, day: date | None, columns: Columns, told: Saying) -> Box:
    """A box with a day; a length of ten is that of one with the whole year."""
    if day is None:
        return _box(spec, "", (), told)
    value = long_day(day) if spec.length == _WHOLE_DAY else short_day(day)
    parts = zip(columns, value.split(" "), strict=True)
    return _box(spec, value, tuple(Printed(spec.line, at, len(part), part) for at, part in parts), told)


def empty_box(number: str, label: str, why: str) -> Box:
    """A box that stays blank on purpose."""
    return Box(number, say(label), blank=why)


def phone_box(spec: Spec, number: str, columns: tuple[int, int], told: Saying) -> Box:
    """A telephone number in two pieces: the area code, and the other seven digits."""
    if len(number) != _PHONE_DIGITS:
        unreadable = say("A phone number of ten digits is wanted here.") if number else ""
        return _box(spec, "", (), told, unreadable)
    area, rest = number[:3], number[3:]
    pieces = (Printed(spec.line, columns[0], 3, area), Printed(spec.line, columns[1], 7, rest))
    return _box(spec, f"{area} {rest}", pieces, told)


def _box(spec: Spec, value: str, pieces: tuple[Printed, ...], told: Saying, trouble: str = "") -> Box:
    missing = trouble or ("" if value else told.needed)
    return Box(
        number=spec.number,
        label=say(spec.label),
        value=value,
        pieces=pieces,
        field=told.field,
        source=told.source,
        missing=missing,
        blank="" if value or missing else told.blank,
    )


def _unfitting(value: str, length: int, *, cuts: bool) -> str:
    odd = strange(value)
    if odd:
        return say("The form can’t have these characters: {characters}.", characters=" ".join(odd))
    if len(value) <= length:
        return ""
    if cuts:
        return say("Longer than the {count} characters of the box: it is cut there.", count=length)
    return say("Longer than the {count} characters of the box: it is not printed on the form.", count=length)
