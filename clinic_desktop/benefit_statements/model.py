"""A benefit statement with its lines, as it stands and as typed; what statements teach, and what bills brought back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.policies.model import PolicyId
from clinic_desktop.visits.model import VisitId
from clinic_desktop.wording import mark

StatementId = NewType("StatementId", int)

# To whom the plan paid, by key; words marked for translation.
PAID_TO: Mapping[str, str] = MappingProxyType({"client": mark("The client"), "clinic": mark("The clinic")})
# The group of a reason says who bears what was not paid.
GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "CO": mark("the clinic bears it, by contract"),
        "PR": mark("the client bears it"),
        "OA": mark("another adjustment"),
        "PI": mark("the payer took it off"),
        "CR": mark("a correction of an earlier one"),
    }
)
# The amounts of a line in the order of the paper.
AMOUNTS = ("billed", "allowed", "deductible", "copay", "coinsurance", "not_paid", "paid")
AMOUNT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "billed": mark("Billed"),
        "allowed": mark("Allowed"),
        "deductible": mark("Deductible"),
        "copay": mark("Copay"),
        "coinsurance": mark("Coinsurance"),
        "not_paid": mark("Not paid"),
        "paid": mark("Paid"),
    }
)
# What is left to the client of what the plan allows.
CLIENT_PARTS = ("deductible", "copay", "coinsurance")
# More than any statement has; the lines still fit a page.
MOST_LINES = 60
# An estimate goes by so many of the newest statements: what a plan allows changes from year to year.
MOST_TAUGHT = 5

Level = Literal["plan", "payer"]


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """One service of a visit as the plan worked it out, its amounts in cents. `allowed_cents` is None where the
    statement does not say it; `not_paid_cents` is what the plan leaves out altogether, above what it allows or denied.
    `service` is the row of the visit's service, 0 where it is not known; `reasons` are codes as on the paper."""

    visit: VisitId
    day: date
    service: int
    procedure_code: str
    units: int
    billed_cents: int
    allowed_cents: int | None
    deductible_cents: int
    copay_cents: int
    coinsurance_cents: int
    not_paid_cents: int
    paid_cents: int
    reasons: tuple[str, ...]

    @property
    def client_cents(self) -> int:
        """Deductible, copay and coinsurance together."""
        return self.deductible_cents + self.copay_cents + self.coinsurance_cents

    @property
    def is_denied(self) -> bool:
        """Whether the plan allowed nothing for it, so that it says nothing about an amount."""
        return denied(self.allowed_cents, self.client_cents, self.paid_cents)


def denied(allowed_cents: int | None, client_cents: int, paid_cents: int) -> bool:
    """Whether a line was not paid at all: nothing allowed, nothing paid, nothing counted to the deductible."""
    return not allowed_cents and not client_cents and not paid_cents


@dataclass(frozen=True, slots=True)
class BenefitStatement:
    """What a plan said about visits. `bill` is the id of the bill that it answers, 0 where the visits alone are known;
    `differs_why` is why amounts do not add up as they stand on the paper."""

    id: StatementId
    version: int
    client: ClientId
    case: CaseId
    policy: PolicyId
    payer: PayerId
    payer_name: str
    plan_name: str
    bill: int
    bill_number: int
    bill_voided_on: date | None
    received_on: date
    statement_on: date
    claim_number: str
    paid_to: str
    paid_cents: int
    reference: str
    note: str
    differs_why: str
    lines: tuple[BenefitLine, ...]


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line as typed, its amounts in dollars. `visit` and `service` are ids as text; a line into which nothing was
    typed is not on this statement."""

    visit: str = ""
    service: str = ""
    procedure_code: str = ""
    units: str = ""
    billed: str = ""
    allowed: str = ""
    deductible: str = ""
    copay: str = ""
    coinsurance: str = ""
    not_paid: str = ""
    paid: str = ""
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement as typed. `policy` is the id of one of the case's policies as text."""

    policy: str = ""
    statement_on: str = ""
    received_on: str = ""
    claim_number: str = ""
    paid_to: str = "client"
    reference: str = ""
    differs_why: str = ""
    note: str = ""
    lines: tuple[LineDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as listed; `allowed_cents` is None where a line does not say it."""

    id: StatementId
    version: int
    case: CaseId
    statement_on: date
    payer_name: str
    plan_name: str
    bill_number: int
    is_bill_void: bool
    visits: int
    paid_to: str
    billed_cents: int
    allowed_cents: int | None
    paid_cents: int


@dataclass(frozen=True, slots=True)
class AnsweredService:
    """A service of a visit that a statement can be about: its row, the day, code, units and fee in cents."""

    visit: VisitId
    service: int
    day: date
    name: str
    procedure_code: str
    units: int
    fee_cents: int


@dataclass(frozen=True, slots=True)
class AnsweredBill:
    """A superbill that a statement answers: its case, and the policy that it names, 0 without one."""

    id: int
    number: int
    case: int
    policy: int


@dataclass(frozen=True, slots=True)
class TaughtLine:
    """A line that says what a plan did with a code: whose plan, when, for how many units, amounts in cents.

    `plan` is the plan's name as `network_key` makes it; `is_in_network` whether a contract of the therapist with the
    payer ran on the day of the visit: the two never teach each other.
    """

    statement: int
    statement_on: date
    payer: int
    plan: str
    procedure_code: str
    units: int
    allowed_cents: int | None
    is_denied: bool
    is_in_network: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeLesson:
    """What statements teach of one code, for so many units: lowest, middle and highest in cents, from how many
    statements, between which days, and whether they are of the plan itself or of the payer's other plans. `denied` of
    all `lines` were not paid, and teach no amount; `reasons` are theirs."""

    procedure_code: str
    units: int
    low_cents: int
    typical_cents: int
    high_cents: int
    statements: int
    oldest: date
    newest: date
    level: Level
    denied: int = 0
    lines: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitLesson:
    """What statements teach of a whole visit, all its codes together: from lowest to highest in cents. How many
    statements, the newest and whose they are is that of the code about which least is known."""

    low_cents: int
    high_cents: int
    statements: int
    newest: date
    level: Level


@dataclass(frozen=True, slots=True)
class PayerLesson:
    """What a payer did with a code, as its page shows it: by plan ("" is one that no policy names). `lesson` is None
    where every line was denied; the amounts are a unit's where `is_by_unit`."""

    plan_name: str
    procedure_code: str
    is_in_network: bool
    is_by_unit: bool
    lesson: CodeLesson | None
    denied: int
    lines: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What became of the live superbills of a bill, a client or a payer, in cents. `allowed_cents` leaves out what no
    statement says; of what the client got `paid_second_cents` came from a plan that paid after another one. `waiting`
    superbills have no answer yet, the oldest since `waiting_since`."""

    bills: int = 0
    billed_cents: int = 0
    answered_cents: int = 0
    allowed_cents: int = 0
    paid_client_cents: int = 0
    paid_clinic_cents: int = 0
    paid_second_cents: int = 0
    waiting: int = 0
    waiting_since: date | None = None
