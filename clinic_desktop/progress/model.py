"""A progress report as it stands and as typed, what it tells from the record, and when the next one is due."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.contacts.model import AHEAD_DAYS
from clinic_desktop.plans.model import PlanPaperFacts
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.values.trends import Trend
from clinic_desktop.wording import mark

ReportId = NewType("ReportId", int)
REPORT_KINDS: Mapping[str, str] = MappingProxyType(
    {"progress": mark("Progress report"), "discharge": mark("Discharge report")}
)
# What the therapist adds in words to what the record says.
REPORT_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "status": mark("How the client is now"),
        "response": mark("Treatment and response"),
        "ahead": mark("Treatment from here"),
        "outlook": mark("Expected length"),
        "home": mark("Home program"),
    }
)
# As many as a paragraph on paper holds.
PART_LETTERS = 2_000
# So many days before a report is due it is told: it is a follow-up.
SOON_DUE_DAYS = AHEAD_DAYS


@dataclass(frozen=True, slots=True)
class ReportInterval:
    """After so many visits or days, whichever comes first, a program wants a report on cases of this kind ("work");
    `state` is that of the clinic, "" for any."""

    kind: str
    state: str
    visits: int
    days: int
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """A report of what happened from `since` to `day`. `kind` is a key of REPORT_KINDS; `next_on` is by when the next
    one is wanted, None where the program says it or none is; `signed_on` is None while it is a draft."""

    id: ReportId
    version: int
    case: CaseId
    therapist: TherapistId
    therapist_name: str
    kind: str
    since: date
    day: date
    status: str
    response: str
    ahead: str
    outlook: str
    home: str
    next_on: date | None
    signed_on: date | None
    signer: str


@dataclass(frozen=True, slots=True)
class ProgressReportDraft:
    """A report as typed; `therapist` is an id as text."""

    kind: str = "progress"
    since: str = ""
    day: str = ""
    therapist: str = ""
    status: str = ""
    response: str = ""
    ahead: str = ""
    outlook: str = ""
    home: str = ""
    next_on: str = ""


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """A goal of the plan in words as they are printed: how it was, how it is now ("" where nobody measured again), what
    is wanted, by when, and how it came out; `reached` is a sentence with a day as a screen shows it, where its figure
    is reached and nobody judged it since."""

    name: str
    unit: str
    baseline: str
    now: str
    target: str
    due_on: str
    state: str
    reached: str = ""


@dataclass(frozen=True, slots=True)
class ReportedMeasure:
    """An outcome measure: the sentence about its change with days as a screen shows
    them, and its trend where there are two scores."""

    name: str
    sentence: str
    trend: Trend | None = None


@dataclass(frozen=True, slots=True)
class ReportedChange:
    """One thing that was found, then and now, in words."""

    name: str
    before: str
    now: str
    moved: str


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """What the record says about a period, in words and numbers as they are printed.

    `visits` were given in the period and `visits_in_all` in the case, of `planned` by the plan (0 without one). `pain`
    is a sentence, "" where nobody asked. `assessed` are the days of the two assessments compared, printed.
    """

    visits: int = 0
    visits_in_all: int = 0
    planned: int = 0
    first_visit: str = ""
    last_visit: str = ""
    pain: str = ""
    treatments: tuple[str, ...] = ()
    goals: tuple[GoalStanding, ...] = ()
    measures: tuple[ReportedMeasure, ...] = ()
    changes: tuple[ReportedChange, ...] = ()
    assessed: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A report with what its paper says of the clinic, the client and the record."""

    report: ProgressReport
    facts: PlanPaperFacts
    figures: ReportFigures = field(default_factory=ReportFigures)


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report that is due: whose and for what, by when, and why in a sentence. `draft` is the one that was begun, None
    where none was: it is due until it is signed."""

    case: CaseId
    client: ClientId
    client_name: str
    reason: str
    due_on: date
    why: str
    draft: ReportId | None = None
