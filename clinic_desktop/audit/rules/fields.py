"""What changed in a row, field by field, in words."""

import contextlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from clinic_desktop.audit.model import SALVAGED, FieldChange, TrailEntry
from clinic_desktop.audit.rules.words import column_words, is_own
from clinic_desktop.values import dates, money
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import say

# What is longer stands there cut: the trail tells what was done, the chart what is there.
_MOST_LETTERS = 240
# How a row of another table is called that a field names: by the field and the row's id.
Called = Callable[[str, int], str]
_NO_FIELD = ""


# What is kept as it was chosen from a list or counted, which may be yes or no.
_KEPT_AS_JSON = ("value",)
# A row that is named in a text, maybe with what of it is meant.
_REFERENCE = re.compile(r"([a-z]+)[:/](\d{1,15})(?::.*)?")
_OWN_WORDS = re.compile("[a-z]+(?:_[a-z]+)+")
# Numbers of papers, by which a person knows them: 0 is none.
_PAPERS = ("superbill", "receipt", "statement")


def nothing() -> str:
    """What is said of a field that is empty."""
    return say("nothing")


def changes(entry: TrailEntry, called: Called = lambda _column, _row: _NO_FIELD) -> tuple[FieldChange, ...]:
    """The fields that an entry changed, in the order of their names; of a new row, or one that is kept in the trail
    alone, all that were filled in; of a look none."""
    is_row = entry.label == SALVAGED and entry.table != "practice"
    if entry.verb == "note" and not is_row:
        return ()
    before: Mapping[str, Any] = entry.before or {}
    # A column that came with a later version was empty when this was written.
    names = [name for name in sorted({*before, *entry.after}) if not is_own(name)]
    pairs = [(name, before.get(name), entry.after.get(name)) for name in names]
    return tuple(
        FieldChange(column_words(name), value_words(name, was, called), value_words(name, now, called))
        for name, was, now in pairs
        if was != now and not (entry.before is None and now in (None, ""))
    )


def value_words(column: str, value: object, called: Called = lambda _column, _row: _NO_FIELD) -> str:
    """A value as a person reads it: money with its cents, days and moments, yes and no, the name of who is meant."""
    if value is None or value == "":
        return nothing()
    if isinstance(value, int):
        return _number_words(column, value, called)
    if not isinstance(value, str):
        return str(value)
    return _cut(_text_words(column, value, called)) or nothing()


def _number_words(column: str, value: int, called: Called) -> str:
    if column.endswith("_cents") or column == "cents":
        return money.shown(value)
    if column.startswith(("is_", "has_", "no_")) or column in ("prints_ssn", "tells_payer", "tells_left_out"):
        return say("yes") if value else say("no")
    if column in _PAPERS:
        return f"{value}" if value else nothing()
    name = called(column, value)
    return name or (say("row {number}", number=value) if column.endswith("_id") else f"{value:,}")


def _text_words(column: str, text: str, called: Called) -> str:
    """A text that is the program's own, as a person reads it; what somebody typed as it is."""
    if column in _KEPT_AS_JSON:
        with contextlib.suppress(ValueError, RecursionError):
            text = _part_words(json.loads(text)) or text
    return _day_words(text) or _row_words(text, called) or _list_words(text) or _plain(text)


def _row_words(text: str, called: Called) -> str:
    """A row that a text names, as "bill:12" or "payer/3", with what it is called; "" where it names none."""
    found = _REFERENCE.fullmatch(text)
    name = called(f"{found[1]}_id", int(found[2])) if found else ""
    return say("{what} {name}", what=column_words(found[1]), name=name) if found and name else ""


def _plain(text: str) -> str:
    """One of the program's own words: "low_back" is "low back"."""
    return text.replace("_", " ") if _OWN_WORDS.fullmatch(text) else text


def _day_words(text: str) -> str:
    """A day or a moment; "" where it is neither."""
    try:
        if len(text) == len("2026-11-20"):
            return dates.shown(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return shown_moment(moment) if moment.tzinfo else ""


def _list_words(text: str) -> str:
    """What is kept as a list; "" where it is none."""
    if not text.startswith(("[", "{")):
        return ""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    parts = found if isinstance(found, list) else list(found.values()) if isinstance(found, dict) else []
    plain = [words for words in map(_part_words, parts) if words]
    return ", ".join(plain) or (nothing() if not parts else say("several details"))


def _part_words(part: object) -> str:
    """One part of what is kept as a list; "" where it is no text and no number."""
    if isinstance(part, bool):
        return say("yes") if part else say("no")
    if isinstance(part, str):
        with contextlib.suppress(ValueError, RecursionError):
            # An answer is kept as it was typed or chosen, quotes and all.
            inside = json.loads(part)
            part = inside if isinstance(inside, str) else _part_words(inside) or part
        return _day_words(part) or _plain(part)
    return str(part) if isinstance(part, int | float) else ""


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST_LETTERS else flat[: _MOST_LETTERS - 1].rstrip() + "…"
