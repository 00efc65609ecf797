"""A treatment plan with its phases and goals, as it stands and as typed; its way to the prescriber and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures.model import Measure
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.referrals.model import OrderRate, PrescriptionId
from clinic_desktop.wording import mark

PlanId = NewType("PlanId", int)
GoalId = NewType("GoalId", int)
CopyId = NewType("CopyId", int)
# What a goal stands for that no outcome measure measures: an activity in its own unit.
LIMIT = "limit"
MOST_PHASES, MOST_GOALS = 6, 8
# A plan is looked at again after so many days or at this visit, whichever comes first (domain 5.2).
REVIEW_DAYS, REVIEW_VISIT = 30, 6
# An assessment so many days before the re-evaluation is due counts as it.
EARLY_DAYS = 10
# For so long a prescriber may take to sign before somebody asks.
WAITING_DAYS = 7

GOAL_STATES: Mapping[str, str] = MappingProxyType(
    {"met": mark("Met"), "not_yet": mark("Not yet"), "given_up": mark("Given up")}
)
WAYS_TO_SEND: Mapping[str, str] = MappingProxyType(
    {"fax": mark("Fax"), "portal": mark("Portal"), "email": mark("Email"), "mail": mark("Mail")}
    | {"in_person": mark("In person")}
)


@dataclass(frozen=True, slots=True)
class PlanPhase:
    """So many visits in every so many weeks, for so many weeks: 1 every 2 weeks for 8 weeks."""

    times: int
    weeks: int
    every: int = 1

    @property
    def days(self) -> tuple[int, ...]:
        """On which day of the phase each visit is due, spread over its weeks; the first one on day 0."""
        begins = range(0, 7 * self.weeks, 7 * self.every)
        spread = (day + at * self.every * 7 // self.times for day in begins for at in range(self.times))
        return tuple(day for day in spread if day < 7 * self.weeks)


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase as typed. An empty `every` is each week."""

    times: str = ""
    weeks: str = ""
    every: str = ""


@dataclass(frozen=True, slots=True)
class GoalMark:
    """How a goal came out: `state` is a key of GOAL_STATES."""

    version: int
    state: str
    marked_on: date
    note: str


@dataclass(frozen=True, slots=True)
class GoalMarkDraft:
    """How a goal came out, as typed."""

    state: str = ""
    marked_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """A goal. With a `measure` (the key of an outcome measure) baseline and target are tenths of a point; else they
    count the `activity` in `unit`, a key of LIMIT_UNITS. `mark` is None while nobody judged it."""

    id: GoalId
    measure: str
    activity: str
    unit: str
    baseline: int
    target: int
    due_on: date
    mark: GoalMark | None = None

    @property
    def state(self) -> str:
        """How it stands, a key of GOAL_STATES."""
        return self.mark.state if self.mark else "not_yet"


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal as typed. `about` is LIMIT or the key of an outcome measure."""

    about: str = ""
    activity: str = ""
    baseline: str = ""
    target: str = ""
    unit: str = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A file that the prescriber signed. `kind` is pdf, jpeg or png; `size` is in bytes."""

    id: CopyId
    digest: str
    kind: str
    size: int
    kept_on: date


@dataclass(frozen=True, slots=True)
class PlanSending:
    """When, how (a key of WAYS_TO_SEND) and to whom a plan was sent, and the day beside the prescriber's signature."""

    version: int
    sent_on: date | None
    sent_how: str
    sent_to: str
    signed_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class PlanSendingDraft:
    """The way of a plan to the prescriber and back, as typed."""

    sent_on: str = ""
    sent_how: str = "fax"
    sent_to: str = ""
    signed_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TreatmentPlan:
    """One version of the treatment plan of a case; `number` 1 is the first.

    Without a `prescription` the case is treated without an order. `signed_on` is None while it is a draft. `copies` are
    the newest first.
    """

    id: PlanId
    version: int
    case: CaseId
    number: int
    prescription: PrescriptionId | None
    therapist: TherapistId
    therapist_name: str
    diagnoses: tuple[str, ...]
    baseline: str
    goals: tuple[PlanGoal, ...]
    techniques: tuple[str, ...]
    regions: tuple[str, ...]
    phases: tuple[PlanPhase, ...]
    minutes: int | None
    units: int | None
    precautions: str
    home_care: str
    coordination: str
    discharge: str
    starts_on: date
    ends_on: date
    reevaluate_on: date
    signed_on: date | None
    signer: str
    sending: PlanSending | None
    copies: tuple[SignedCopy, ...]

    @property
    def counts_from(self) -> date | None:
        """The first day on which it counts: nothing counts before it was signed."""
        return max(self.starts_on, self.signed_on) if self.signed_on else None

    @property
    def waits_for_prescriber(self) -> bool:
        """Whether it is signed here, and an order stands behind it, and the prescriber's signature is not back."""
        is_back = self.sending is not None and self.sending.signed_on is not None
        return self.signed_on is not None and self.prescription is not None and not is_back


@dataclass(frozen=True, slots=True)
class TreatmentPlanDraft:
    """A plan as typed. `prescription` and `therapist` are ids as text; empty `ends_on`, `reevaluate_on` and `units`
    follow from the phases and the minutes."""

    prescription: str = ""
    therapist: str = ""
    diagnoses: tuple[str, ...] = ()
    baseline: str = ""
    goals: tuple[GoalLine, ...] = ()
    techniques: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    phases: tuple[PhaseLine, ...] = ()
    minutes: str = ""
    units: str = ""
    precautions: str = ""
    home_care: str = ""
    coordination: str = ""
    discharge: str = ""
    starts_on: str = ""
    ends_on: str = ""
    reevaluate_on: str = ""


@dataclass(frozen=True, slots=True)
class PlanBounds:
    """What a plan is read against: the order that it is made from, with its first and last day, the visits, how often
    (None where it says that in no numbers) and the codes that it orders; the codes of the case; the measures."""

    has_order: bool = False
    first_day: date | None = None
    last_day: date | None = None
    visits_ordered: int | None = None
    rate: OrderRate | None = None
    ordered_codes: tuple[str, ...] = ()
    case_codes: tuple[str, ...] = ()
    measures: Mapping[str, Measure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far a plan is on a day: visits given of those planned by then and in all, goals met and in all (with those
    that earlier versions met), what is due. Days until something are below 0 once it is past."""

    given: int
    by_now: int
    planned: int
    met: int
    goals: int
    reevaluation_in: int
    is_reevaluated: bool
    ends_in: int

    @property
    def is_overdue(self) -> bool:
        """Whether the re-evaluation should have been done by now."""
        return not self.is_reevaluated and self.reevaluation_in < 0


@dataclass(frozen=True, slots=True)
class PlanPaperFacts:
    """What the paper says beside the plan, as it was when it was signed. Texts that were not known are empty.

    `titles` are codes with their titles; `measures` keys with names; `met_before` sentences about goals that earlier
    versions reached; `cost` are the lines of the estimate, none where there is none.
    """

    clinic_name: str = ""
    clinic_address: tuple[str, ...] = ()
    clinic_phone: str = ""
    clinic_fax: str = ""
    is_demo: bool = False
    client_name: str = ""
    birth_date: date | None = None
    payer_name: str = ""
    member_id: str = ""
    claim_number: str = ""
    onset_on: date | None = None
    therapist_npi: str = ""
    therapist_license: str = ""
    prescriber_name: str = ""
    prescriber_npi: str = ""
    prescriber_organization: str = ""
    prescriber_phone: str = ""
    prescriber_fax: str = ""
    order_kind: str = ""
    ordered_on: date | None = None
    order_starts_on: date | None = None
    order_expires_on: date | None = None
    order_visits: int | None = None
    order_frequency: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    measures: tuple[tuple[str, str], ...] = ()
    met_before: tuple[str, ...] = ()
    cost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """A version of a plan with what its paper says beside it."""

    plan: TreatmentPlan
    facts: PlanPaperFacts
