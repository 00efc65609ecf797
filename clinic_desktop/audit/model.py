"""An entry of the audit trail, what it is about, and what is known of the trail as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from clinic_desktop.drills.commands import ChooseSecondPlace, GoOnHere, MoveAway
from clinic_desktop.practice.commands import NoteRestore
from clinic_desktop.practice.model import Practice
from clinic_desktop.store.audit import Turn
from clinic_desktop.store.chain import Head, Wrong
from clinic_desktop.wording import mark

# The labels of what is noted though no row changes: by them the trail knows its own entries again.
SIGNED_IN, LOCKED, CLOSED = mark("Sign in"), mark("Lock"), mark("Close the program")
LOOKED, HANDED_OUT = mark("Look at a chart"), mark("Hand out a paper")
BACKED_UP = mark("Back up to another place")
PROVED = mark("Check the audit trail")
# What rooms that stand above this one note, so that it is known here: the checks,
CHECKED, MENDED, REBUILT = mark("Check the record"), mark("Put right what a check found"), mark("Build the search anew")
SALVAGED = mark("Save what can be read of a damaged file")
# and the exports.
EXPORT_BEGUN, EXPORTED = mark("Begin an export of everything"), mark("Export everything")
RECORD_MADE = mark("Print the record of a client")
LOST, SETTLED = mark("Entries are missing"), mark("Settle what is wrong with the trail")
ANCHORS, CLOCK = mark("Make the trail’s anchors anew"), mark("The computer’s clock was changed")
UPDATED = mark("Bring the record up to date")
RESTORED = NoteRestore.label
SECOND_PLACE, MOVED, WENT_ON = ChooseSecondPlace.label, MoveAway.label, GoOnHere.label

# The parts of a chart that are seen apart from it.
Part = Literal[
    "chart", "health", "notes", "assessment", "plan", "coverage", "documents", "file", "bill", "money", "trail"
]
# How something of the record left the program.
Way = Literal["print", "pdf", "protected pdf", "csv", "calendar", "clipboard", "file", "folder", "export"]
# What begins the chain of a record that an earlier version of the program wrote.
BEGINNINGS = frozenset((UPDATED, RESTORED, SALVAGED))
# Rows that tell what happened around the record, and are no part of it.
OF_PEOPLE = ("failed_tries", "emergencies", "alarms_seen", "notices", "notices_seen")
OF_CHECKS = ("drills", "recovery_drills")
# What the list shows.
Kind = Literal["changes", "looks", "out", "people", "record"]
KIND_WORDS: dict[Kind | Literal[""], str] = {
    "": mark("Everything"),
    "changes": mark("Changes"),
    "looks": mark("Looks at charts"),
    "out": mark("Papers and files that left"),
    "people": mark("Sign-ins and people"),
    "record": mark("Backups and checks"),
}
# What the clock of the computer did.
ClockJump = Literal["back", "ahead"]


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One entry as it stands there. `at` is UTC (ISO 8601); `label` is untranslated; `before` is None for a new row and
    for a look; `actor` is the name of who did it, "" for the program itself; `turn` whether what `label` says was taken
    back by it, or done again."""

    id: int
    at: str
    label: str
    actor: str
    workstation: str
    verb: str
    table: str
    row: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    mac: str
    turn: Turn = ""


@dataclass(frozen=True, slots=True)
class TrailRow:
    """An entry as it is listed: when, who, what in a sentence, and about which client, "" for none."""

    id: int
    when: str
    who: str
    what: str
    client: str


@dataclass(frozen=True, slots=True)
class TrailWanted:
    """Which entries are listed: of a person (staff id, 0 for all), about a client (0 for all), of a kind ("" for all),
    from one day to another, both included."""

    actor: int = 0
    client: int = 0
    kind: Kind | Literal[""] = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row that was changed: its name in words, and what stood and stands there in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TrailCheck:
    """The last time the whole trail was read: when (UTC, ISO 8601), how many entries, the first that is wrong and what
    it is, and how many are."""

    at: str
    entries: int
    flaw: int = 0
    wrong: Wrong | Literal[""] = ""
    flaws: int = 0


@dataclass(frozen=True, slots=True)
class KnownLoss:
    """A loss that the program noted and nobody settled: how many entries at the least, 0 where others stand in their
    place, and when they were there (UTC, ISO 8601)."""

    entries: int
    at: str
    ended_with: int


@dataclass(frozen=True, slots=True)
class TrailPaper:
    """What is printed of the trail: the entries, the newest first, what they are in a line, where the trail ends, and
    whether older ones are left out."""

    clinic: Practice
    about: str
    rows: tuple[TrailRow, ...]
    head: Head
    made_on: date
    left_out: bool = False
