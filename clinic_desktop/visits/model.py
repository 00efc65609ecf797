"""A visit with its services, its note and the addenda to it, as they stand and as typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.practice.model import ServiceId, TherapistId
from clinic_desktop.wording import mark

VisitId = NewType("VisitId", int)
NoteId = NewType("NoteId", int)
AddendumId = NewType("AddendumId", int)
NoteState = Literal["none", "written", "signed"]
UnitRule = Literal["cms", "midpoint"]
OrderTrouble = Literal[
    "no_paper", "not_begun", "ended", "used_up", "too_often", "diagnosis", "region", "not_signed", "no_npi", "wrong_npi"
]

# Given, or planned: only a planned visit may lie ahead.
STATUSES: Mapping[str, str] = MappingProxyType({"given": mark("Given"), "planned": mark("Planned")})
# The letters of a visit note: what the client says, what is found, what it means, what comes next.
NOTE_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "subjective": mark("Subjective: what the client says"),
        "objective": mark("Objective: what you find and do"),
        "assessment": mark("Assessment: how it responds"),
        "plan": mark("Plan: what comes next"),
    }
)
# Most lines of techniques that a note has.
MOST_TECHNIQUES = 20
MOST_PAIN = 10
# More than anybody gives at once, and the lines still fit a page.
MOST_SERVICES = 12
# So many diagnoses a line of a superbill points to (domain 1.1).
MOST_POINTERS = 4
NOTE_LETTERS = 10_000
# For so long a visit that was not recorded, or a note that was not signed, is asked for.
OPEN_DAYS = 30
OFFICE = "11"


@dataclass(frozen=True, slots=True)
class GivenService:
    """One service of a visit, as it was that day. Price and fee in cents; `minutes` are hands-on, None where not known.

    `priced_by` is "unit" (the price is of one unit) or "visit" (the price is the fee). Times are "14:30" or "".
    `diagnoses` are the codes of those it treats, the most relevant first; none stands for the first four of the case.
    """

    service: ServiceId
    name: str
    procedure_code: str
    is_timed: bool
    priced_by: str
    price_cents: int
    minutes: int | None
    starts_at: str
    ends_at: str
    region: str
    modifiers: str
    units: int
    fee_cents: int
    diagnoses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service of a visit as typed. `service` is the id of a service as text; without `units` they follow from the
    minutes, without `price` it is the service's. `pointers` are letters of the diagnoses it treats, or their codes."""

    service: str = ""
    minutes: str = ""
    units: str = ""
    price: str = ""
    starts_at: str = ""
    ends_at: str = ""
    region: str = ""
    modifiers: str = ""
    pointers: str = ""


@dataclass(frozen=True, slots=True)
class Technique:
    """What was done where, for how many hands-on minutes, as part of which service."""

    technique: str
    region: str
    minutes: int
    service: ServiceId


@dataclass(frozen=True, slots=True)
class TechniqueLine:
    """One technique as typed; `service` is the id of a service as text."""

    technique: str = ""
    region: str = ""
    minutes: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit. Discount and charge in cents: the charge is the fees of its services less the discount.

    `superbill`, `receipt` and `statement` are the numbers of the live bills that it is on, 0 without one.
    """

    id: VisitId
    version: int
    case: CaseId
    therapist: TherapistId
    therapist_name: str
    status: str
    date_of_service: date
    starts_at: str
    ends_at: str
    place_of_service: str
    unit_rule: UnitRule
    discount_cents: int
    discount_why: str
    charged_cents: int
    note: NoteState
    services: tuple[GivenService, ...]
    superbill: int = 0
    receipt: int = 0
    statement: int = 0


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """A visit as typed. `therapist` is an id as text, `case` that of another case of the client than the one it is
    recorded in; `reason` says why what was signed changes."""

    status: str = "given"
    date_of_service: str = ""
    therapist: str = ""
    starts_at: str = ""
    ends_at: str = ""
    place_of_service: str = OFFICE
    services: tuple[ServiceLine, ...] = ()
    discount: str = ""
    discount_why: str = ""
    case: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as listed: its services in words, their units, its charge in cents; the numbers of the live bills that
    it is on, 0 without one."""

    id: VisitId
    version: int
    case: CaseId
    therapist: TherapistId
    therapist_name: str
    status: str
    date_of_service: date
    starts_at: str
    ends_at: str
    services: str
    units: int
    charged_cents: int
    note: NoteState
    superbill: int = 0
    receipt: int = 0
    statement: int = 0


@dataclass(frozen=True, slots=True)
class VisitNote:
    """What was written about a visit; `signed_at` (UTC) and `signer` where it is signed, and then it stays as it is.

    Pain before and after the treatment is 0 to 10, None where nobody asked.
    """

    id: NoteId
    version: int
    visit: VisitId
    subjective: str
    objective: str
    assessment: str
    plan: str
    signed_at: datetime | None
    signer: str
    pain_before: int | None = None
    pain_after: int | None = None
    techniques: tuple[Technique, ...] = ()

    @staticmethod
    def none(visit: VisitId) -> "VisitNote":
        """What stands for the note of a visit that has none: version 0."""
        return VisitNote(NoteId(0), 0, visit, "", "", "", "", None, "")


@dataclass(frozen=True, slots=True)
class VisitNoteDraft:
    """A visit note as typed; pain before and after is 0 to 10, or empty."""

    subjective: str = ""
    objective: str = ""
    assessment: str = ""
    plan: str = ""
    pain_before: str = ""
    pain_after: str = ""
    techniques: tuple[TechniqueLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return self == VisitNoteDraft()


@dataclass(frozen=True, slots=True)
class Addendum:
    """What was said about a signed note later, by whom and when (UTC)."""

    id: AddendumId
    words: str
    written_at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class DayVisit:
    """A visit of a day, with whose it is: what Today lists."""

    visit: VisitRow
    client: ClientId
    client_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Use:
    """How many visits of a prescription were given, and how many more are planned in its window."""

    given: int = 0
    planned: int = 0


@dataclass(frozen=True, slots=True)
class OrderedVisit:
    """A visit as the prescriptions see it: what it treats and where, in codes and regions; none is not known."""

    id: int
    day: date
    is_given: bool = True
    starts_at: str = ""
    codes: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OrderReason:
    """Why a visit does not stand on a paper as it should. `day` is its first or last day, the signature's, or the first
    of a time that is full; `count` is how many it orders, or which one it is then; `what` it does not order."""

    trouble: OrderTrouble
    paper: int = 0
    day: date | None = None
    count: int = 0
    what: tuple[str, ...] = ()

    @property
    def is_stop(self) -> bool:
        """Whether no bill may say so: an NPI that cannot be one. All else a payer may bounce (domain 1.8)."""
        return self.trouble == "wrong_npi"


@dataclass(frozen=True, slots=True)
class OrderStanding:
    """What a visit stands on: a prescription, and which one of its visits it is, counted from 1; or on none, and why.
    With a paper and reasons it counts on that paper, and a payer may still ask."""

    paper: int | None
    number: int
    reasons: tuple[OrderReason, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderOutlook:
    """What a next visit would stand on, from which day on, and why not today. `free` visits of what counts or will
    count are neither given nor planned, None where a paper does not say how many."""

    paper: int | None
    next_on: date | None
    free: int | None
    held_up: OrderReason | None = None
