"""What an estimate is due for: visits that are planned, requests, and what was billed beside what was expected."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.estimates.model.estimate import EstimateId

RequestId = NewType("RequestId", int)
DueKind = Literal["first", "asked", "deliver", "changed"]
WatchState = Literal["quiet", "near", "reached"]
# Billed so much above its estimate, a client may start the dispute process (45 CFR 149.620).
DISPUTE_CENTS = 400_00
# From half of that on somebody is told, while a talk still helps.
NEAR_CENTS = 200_00
# For so long after a bill a dispute may be started; for so long after the last visit the chart keeps saying so.
DISPUTE_DAYS = 120
# Today says so only while something can still be done at the desk.
TOLD_DAYS = 30


@dataclass(frozen=True, slots=True)
class CareService:
    """A service of a visit on record: its price and what it costs there, 0 while nobody said how long."""

    row: int
    name: str
    price_cents: int
    fee_cents: int


@dataclass(frozen=True, slots=True)
class CareVisit:
    """A visit as the estimates see it. `planned_on` is the day on which it was planned for its day, None where nobody
    knows; `charged_cents` less its discount."""

    id: int
    day: date
    planned_on: date | None
    is_given: bool
    therapist: int
    therapist_name: str
    charged_cents: int
    services: tuple[CareService, ...] = ()


@dataclass(frozen=True, slots=True)
class EstimateRequest:
    """That a client asked for an estimate of a case."""

    id: RequestId
    version: int
    case: CaseId
    asked_on: date
    note: str


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request as typed."""

    asked_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SelfPay:
    """Whether the law means a case: its kind, what was answered about the plan ("" while nobody asked), and whether a
    policy is on record that has not ended."""

    kind: str
    plan_wish: str
    has_policy: bool


@dataclass(frozen=True, slots=True)
class EstimateDue:
    """An estimate that is due: by when, what kind of due it is, and why in a sentence. `estimate` is the one that waits
    to be delivered, None where one has to be made."""

    due_on: date
    kind: DueKind
    why: str
    estimate: EstimateId | None = None


@dataclass(frozen=True, slots=True)
class EstimateWatch:
    """What was billed beside what an estimate expected, in cents; `planned_cents` is what is planned in its time."""

    estimate: EstimateId
    number: int
    total_cents: int
    billed_cents: int
    planned_cents: int
    last_given: date | None

    @property
    def over_cents(self) -> int:
        """How far what was billed is above it; below 0 while it is not."""
        return self.billed_cents - self.total_cents

    @property
    def limit_cents(self) -> int:
        """From which sum on a dispute may be started."""
        return self.total_cents + DISPUTE_CENTS

    @property
    def state(self) -> WatchState:
        """Whether the limit is reached, or near: half of it is billed above, or what is planned would reach it."""
        if self.over_cents >= DISPUTE_CENTS:
            return "reached"
        will_reach = self.billed_cents > 0 and self.over_cents + self.planned_cents >= DISPUTE_CENTS
        return "near" if self.over_cents >= NEAR_CENTS or will_reach else "quiet"


@dataclass(frozen=True, slots=True)
class EstimateStanding:
    """How the estimates of a case stand on a day."""

    self_pay: SelfPay
    due: EstimateDue | None = None
    watches: tuple[EstimateWatch, ...] = ()
    requests: tuple[EstimateRequest, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingOfCase:
    """The same of a case among all: whose, and for what."""

    case: CaseId
    client: ClientId
    client_name: str
    reason: str
    standing: EstimateStanding
