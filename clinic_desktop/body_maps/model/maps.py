"""A body map with its marks, as kept, as drawn, and as compared with another one."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from clinic_desktop.body_maps.model.figure import BodyPlace
from clinic_desktop.cases.model import CaseId

BodyMapId = NewType("BodyMapId", int)
BodyMarkId = NewType("BodyMarkId", int)
MOST_MARKS = 60
NOTE_LETTERS = 200


@dataclass(frozen=True, slots=True)
class BodyMark:
    """One mark. `kind` is a key of KINDS, `view` of VIEWS, `muscle` of MUSCLES or ""; `x` and `y` are units of the
    figure; `place` is where that was when it was drawn; `intensity` is 0 to 10, None where none was told."""

    id: BodyMarkId
    kind: str
    view: str
    x: int
    y: int
    place: BodyPlace
    muscle: str
    intensity: int | None
    note: str


@dataclass(frozen=True, slots=True)
class BodyMap:
    """A body map of a case; `drawn_by` is the name of who drew it; the marks in their order."""

    id: BodyMapId
    version: int
    case: CaseId
    drawn_on: date
    drawn_by: str
    marks: tuple[BodyMark, ...]


@dataclass(frozen=True, slots=True)
class MarkDraft:
    """A mark as drawn: numbers as text. `id` is the row of a mark that is kept already."""

    id: str = ""
    kind: str = ""
    view: str = ""
    x: str = ""
    y: str = ""
    muscle: str = ""
    intensity: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BodyMapDraft:
    """A body map as drawn."""

    drawn_on: str = ""
    marks: tuple[MarkDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedMark:
    """A mark that is on both maps and is not the same."""

    then: BodyMark
    now: BodyMark


@dataclass(frozen=True, slots=True)
class BodyMapChanges:
    """What became of an earlier map's marks in a later one, each in the order of its map."""

    gone: tuple[BodyMark, ...]
    new: tuple[BodyMark, ...]
    changed: tuple[ChangedMark, ...]
    same: tuple[BodyMark, ...]


@dataclass(frozen=True, slots=True)
class BodyMapPaper:
    """What a paper says about one map, or about two with the earlier one first: whose it is, and which clinic's."""

    clinic_name: str
    clinic_address: tuple[str, ...]
    clinic_phone: str
    is_demo: bool
    patient_name: str
    birth_date: date | None
    reason: str
    maps: tuple[BodyMap, ...]
