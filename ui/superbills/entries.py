"""The matters of a list of findings: what each is known by, and the words and pictures that go with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.wording import say
from ui.kit.layout import column
from ui.kit.text import ChipText

PICTURES = {"STOP": "stop", "ASK": "warning", "NOTE": "note"}

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


def unfolds(entry: Entry) -> str:
    """The rule that speaks in all of these, and whether it was accepted: what unfolds together."""
    return f"{entry[0].rule}:{entry[0].accepted}"


def count_chips(entries: Sequence[Entry]) -> list[ChipText]:
    """How many matters are to be put right, and how many to be looked at; none when nothing is in the way."""
    stops = sum(one[0].grade == "STOP" for one in entries)
    asks = sum(one[0].grade == "ASK" and not one[0].accepted for one in entries)
    made = []
    if stops:
        made.append(ChipText(say("{count} to fix", count=stops), "stop"))
    if asks:
        made.append(ChipText(say("{count} to check", count=asks), "warning"))
    return made


def grade_words(one: Finding) -> str:
    """What a screen reader says for its picture."""
    return {"STOP": say("To fix"), "ASK": say("To check"), "NOTE": say("Worth knowing")}[one.grade]
