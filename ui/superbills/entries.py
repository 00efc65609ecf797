"""The matters of a list of findings: what each is known by, and the words and pictures that go with it."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.superbills.rules.ready import TOGETHER
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.kit.layout import column
from ui.kit.text import ChipText

PICTURES = {"STOP": "stop", "ASK": "warning", "NOTE": "note"}

# So many days are named of the visits of one matter.
_MOST_NAMED = 5

# One finding, or several that are one matter.
Entry = tuple[Finding, ...]
Key = tuple[str, str]


def right_edge(buttons: Sequence[QPushButton]) -> QVBoxLayout:
    """Buttons below each other, at the right edge."""
    made = column(*buttons, None)
    for one in buttons:
        made.setAlignment(one, Qt.AlignmentFlag.AlignRight)
    return made


def key_of(one: Finding) -> Key:
    """What a finding is known by from one reading to the next."""
    return one.rule, one.fact or one.field


def headline(entry: Entry) -> str:
    """What a matter says: of several findings together where their rule has words for that, else the first."""
    return say(TOGETHER[entry[0].rule], count=len(entry)) if are_of_visits(entry) else entry[0].message


def days_named(entry: Entry, days: Sequence[date | None]) -> str:
    """The days of the visits that a matter is about: "18 Apr, 25 Apr, 2 May 2025 and 21 more"; "" where it is not about
    visits. `days` are those of the visits of the bill, in their order."""
    places = sorted({int(place) for one in entry if (place := _place(one.field)).isdecimal()})
    found = [day for place in places if place < len(days) and (day := days[place])]
    named, more = found[:_MOST_NAMED], len(found) - _MOST_NAMED
    if more == 1:
        # One more is named as fast as it is counted.
        named, more = found, 0
    said = []
    for day, following in pairwise((*named, None)):
        words = dates.shown(day) if day else ""
        said.append(words.removesuffix(f" {day.year}") if day and following and day.year == following.year else words)
    listed = ", ".join(said)
    return say("{days} and {count} more", days=listed, count=more) if more > 0 else listed


def are_of_visits(entry: Entry) -> bool:
    """Whether there are words for all of these together, each being about a visit."""
    return len(entry) > 1 and entry[0].rule in TOGETHER


def unfolds(entry: Entry) -> str:
    """The rule that speaks in all of these, and whether it was accepted: what unfolds together."""
    return f"{entry[0].rule}:{entry[0].accepted}"


def count_chips(entries: Sequence[Entry]) -> list[ChipText]:
    """How many matters are to be put right, and how many to be looked at; none when nothing is in the way."""
    stops, asks = _counts(entries)
    made = []
    if stops:
        made.append(ChipText(say("{count} to fix", count=stops), "stop"))
    if asks:
        made.append(ChipText(say("{count} to check", count=asks), "warning"))
    return made


def waiting_words(entries: Sequence[Entry]) -> str:
    """The first of those counts, where there is room for one: what is to be put right, else what is to be looked at."""
    stops, asks = _counts(entries)
    return say("{count} to fix", count=stops) if stops else say("{count} to check", count=asks)


def _counts(entries: Sequence[Entry]) -> tuple[int, int]:
    """How many matters are to be put right, and how many to be looked at."""
    stops = sum(one[0].grade == "STOP" for one in entries)
    asks = sum(one[0].grade == "ASK" and not one[0].accepted for one in entries)
    return stops, asks


def _place(field: str) -> str:
    """The place of the visit that a finding is about, "" without one."""
    return field.split("/")[1] if field.startswith("visits/") else ""


def grade_words(one: Finding) -> str:
    """What a screen reader says for its picture."""
    return {"STOP": say("To fix"), "ASK": say("To check"), "NOTE": say("Worth knowing")}[one.grade]
