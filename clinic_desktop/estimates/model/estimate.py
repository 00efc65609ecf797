"""A Good Faith Estimate: all that its paper says, as typed, and as it was issued."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.superbills.model.parties import BilledClinic, BilledTherapist
from clinic_desktop.wording import mark

EstimateId = NewType("EstimateId", int)
DeliveryId = NewType("DeliveryId", int)
# One estimate of recurring visits holds for no longer (45 CFR 149.610(b)(1)).
MOST_MONTHS = 12
MOST_VISITS = 366
MOST_ITEMS = 12
# An estimate is part of the record for so long (45 CFR 149.610(f)).
KEPT_YEARS = 6
WAYS: Mapping[str, str] = MappingProxyType(
    {
        "handed": mark("Handed over on paper"),
        "mailed": mark("Mailed"),
        "email": mark("Email"),
        "portal": mark("Portal"),
    }
)


@dataclass(frozen=True, slots=True)
class ExpectedItem:
    """One service that is expected: `minutes` hands-on (None where it is not timed), `units`, its price and what it
    costs each time (`fee_cents`), and at how many visits. `priced_by` is "unit" or "visit"."""

    row: int
    name: str
    procedure_code: str
    priced_by: str
    price_cents: int
    minutes: int | None
    units: int
    fee_cents: int
    visits: int

    @property
    def total_cents(self) -> int:
        """At all its visits together."""
        return self.fee_cents * self.visits


@dataclass(frozen=True, slots=True)
class GoodFaithEstimate:
    """All that the paper says. `client` and `case` are rows; `place` is "" for the clinic’s own address; `scheduled`
    are the days that are planned; `separate` are the items that are scheduled by themselves."""

    clinic: BilledClinic
    is_demo: bool
    client: int
    client_name: str
    birth_date: date | None
    case: int
    therapist: BilledTherapist
    diagnoses: tuple[str, ...]
    items: tuple[ExpectedItem, ...]
    visits: int
    frequency: str
    first_day: date
    last_day: date
    scheduled: tuple[date, ...] = ()
    place: str = ""
    separate: tuple[str, ...] = ()

    @property
    def total_cents(self) -> int:
        """What everything is expected to cost."""
        return sum(one.total_cents for one in self.items)

    def spans(self, day: date) -> bool:
        """Whether a visit of that day lies in its time."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as typed: `service` is an id as text; an empty price is the service’s, empty visits are all of them."""

    service: str = ""
    minutes: str = ""
    price: str = ""
    visits: str = ""


@dataclass(frozen=True, slots=True)
class GoodFaithDraft:
    """An estimate as typed. `therapist` is an id as text, `separate` has an item a line."""

    therapist: str = ""
    services: tuple[ItemLine, ...] = ()
    visits: str = ""
    frequency: str = ""
    first_day: str = ""
    last_day: str = ""
    place: str = ""
    separate: str = ""


@dataclass(frozen=True, slots=True)
class EstimateStamp:
    """What makes an estimate the one with this number; number 0 is a draft. `replaces` are the numbers of those that it
    comes instead of."""

    number: int = 0
    issued_on: date | None = None
    replaces: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EstimateDelivery:
    """That an estimate was delivered: how (a key of WAYS), when, to whom and by whom."""

    id: DeliveryId
    version: int
    delivered_on: date
    how: str
    delivered_to: str
    deliverer: str
    note: str


@dataclass(frozen=True, slots=True)
class DeliveryDraft:
    """A delivery as typed."""

    delivered_on: str = ""
    how: str = "handed"
    delivered_to: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IssuedEstimate:
    """An estimate as it was issued: it never changes. `digest` is the SHA-256 of the PDF that was handed out, and of a
    voided one `void_digest` that of the PDF with VOID over it. `deliveries` are the oldest first."""

    id: EstimateId
    version: int
    number: int
    issued_on: date
    issued_at: datetime
    client: ClientId
    case: CaseId
    therapist: TherapistId
    facts: GoodFaithEstimate
    digest: str
    replaces: tuple[int, ...]
    voided_on: date | None
    void_why: str
    void_digest: str
    deliveries: tuple[EstimateDelivery, ...] = field(default=())

    @property
    def is_live(self) -> bool:
        """Whether it is not void."""
        return self.voided_on is None


@dataclass(frozen=True, slots=True)
class FoundEstimate:
    """An estimate out of those of all clients, as it is found by its number: whose, of which case, when it was issued,
    and whether it is void."""

    id: EstimateId
    number: int
    client: ClientId
    client_name: str
    case: CaseId
    issued_on: date
    is_void: bool

    @property
    def part(self) -> str:
        """Where in the place of the clients it is opened."""
        return f"{self.client}/of/{self.case}/estimate/{self.id}"


def number_words(number: int) -> str:
    """How a number is written: "E-7". Superbills and receipts have a series of their own, without a letter."""
    return f"E-{number}"
