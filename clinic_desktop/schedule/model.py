"""A line that was typed, an appointment of a file, and what is to be done about each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, ClientRow
from clinic_desktop.practice.model import ServiceId, TherapistId
from clinic_desktop.visits.model import VisitDraft, VisitId
from clinic_desktop.wording import mark

# Some calendars are exported with all their years: what is past of them is left out unread.
MOST_BYTES = 20_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 100
# So many are looked at in one go: a month of a clinic of four.
MOST_APPOINTMENTS = 1_000

# What may stand in a column of a file, in the order in which it is looked for.
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "day": mark("Day"),
        "starts": mark("Start"),
        "ends": mark("End"),
        "minutes": mark("Minutes"),
        "client": mark("Client"),
        "given": mark("First name"),
        "family": mark("Last name"),
        "service": mark("Service"),
        "therapist": mark("Therapist"),
        "status": mark("Status"),
        "number": mark("Number"),
    }
)
# The columns that were chosen: the place of each by its role.
Columns = Mapping[str, int]
Doing = Literal["plan", "ask", "unknown", "there", "move", "remove", "gone", "skip"]


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days that are read, first and last day included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Pieces:
    """A typed line taken apart: times as kept or "", `words` that name a client, a service or a therapist, the initials
    behind an @, and what cannot be as a sentence; `is_by_name` where a word was taken for a day that may be a name."""

    day: date
    starts_at: str = ""
    ends_at: str = ""
    minutes: int | None = None
    words: tuple[str, ...] = ()
    initials: str = ""
    problem: str = ""
    is_by_name: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One way to understand the words of a line: those that find the client, and whom or what the others name."""

    client: str
    service: ServiceId | None = None
    therapist: TherapistId | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A visit as it is wanted; what is None or "" follows from the case and its last visit."""

    day: date
    starts_at: str = ""
    ends_at: str = ""
    minutes: int | None = None
    service: ServiceId | None = None
    therapist: TherapistId | None = None


@dataclass(frozen=True, slots=True)
class CaseInUse:
    """The case that a visit is planned in: the open one last used, of how many."""

    id: CaseId
    reason: str
    of: int


@dataclass(frozen=True, slots=True)
class TypedLine:
    """What was understood of a line. `parts` say it in words, `candidates` are the clients that fit; `client` is the
    one that is meant, with the case and the draft of the visit.

    `problem` is why it cannot be planned, `warning` what to look at before. `name` would be that of a new client.
    """

    text: str
    parts: tuple[str, ...] = ()
    candidates: tuple[ClientRow, ...] = ()
    client: ClientRow | None = None
    case: CaseInUse | None = None
    draft: VisitDraft = field(default_factory=VisitDraft)
    name: str = ""
    problem: str = ""
    warning: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether Enter plans it."""
        return self.case is not None and not self.problem


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment of a file. `number` is its place there, from 1; `names` may be the client’s, best first.

    `therapist` has to be one of the clinic; `hints` may name one. `key` tells it from all others, `said` is a hash of
    all it says. `trouble` is a sentence why it is not read, `remark` one about what was read otherwise than it stands.
    """

    number: int
    day: date | None = None
    starts_at: str = ""
    minutes: int | None = None
    names: tuple[str, ...] = ()
    service: str = ""
    therapist: str = ""
    hints: tuple[str, ...] = ()
    is_cancelled: bool = False
    key: str = ""
    said: str = ""
    trouble: str = ""
    remark: str = ""

    @property
    def name(self) -> str:
        """What the file calls the client."""
        return self.names[0] if self.names else ""


@dataclass(frozen=True, slots=True)
class ScheduleTable:
    """The table of a file: its headings, its rows, and the line each stands in; `is_day_first` where its days stood
    before their months."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_line: int = 1
    is_day_first: bool = False


@dataclass(frozen=True, slots=True)
class SchedulerFile:
    """A file as it was read: of a table the sheet and the columns as guessed, of a calendar its appointments.

    `beyond` is what lies outside the days of `span`, and what is too much at once; `left_out` counts the former,
    `is_cut` says that there is some of the latter. `source` tells the files of one scheduler from those of others,
    `has_past` says that days before were left out unread.
    """

    appointments: tuple[Appointment, ...] = ()
    sheet: ScheduleTable | None = None
    columns: Columns = field(default_factory=dict)
    left_out: int = 0
    is_cut: bool = False
    beyond: tuple[Appointment, ...] = ()
    source: str = ""
    has_past: bool = False
    span: DaySpan | None = None


@dataclass(frozen=True, slots=True)
class ScheduleStep:
    """What comes of an appointment. `words` say why; `draft` is the visit that is planned in `case`, 0 for a case that
    is opened for it, or the one that `visit` (with `version`) becomes. `client` is 0 for a new one; `is_gone` says
    that the visit is no longer in the file, so its appointment stands for none there."""

    appointment: Appointment
    doing: Doing
    words: str = ""
    warning: str = ""
    client: ClientId | Literal[0] = 0
    client_name: str = ""
    candidates: tuple[ClientRow, ...] = ()
    case: CaseId | Literal[0] = 0
    draft: VisitDraft = field(default_factory=VisitDraft)
    visit: VisitId | Literal[0] = 0
    version: int = 0
    is_gone: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether the command does something about it."""
        return self.doing in ("plan", "move", "remove")
