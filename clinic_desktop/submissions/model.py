"""That a bill went to its payer, as it stands and as typed; what became of it since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import mark

SubmissionId = NewType("SubmissionId", int)

# Who sent it in, and how, by key; words marked for translation.
SENT_BY: Mapping[str, str] = MappingProxyType({"client": mark("The client"), "clinic": mark("The clinic")})
SENT_HOW: Mapping[str, str] = MappingProxyType(
    {
        "portal": mark("Portal"),
        "mail": mark("Mail"),
        "fax": mark("Fax"),
        "email": mark("Email"),
        "in_person": mark("In person"),
        "unknown": mark("Nobody said"),
    }
)
# A bill without an answer is asked about so many days after it went in, else after it was issued, and again, more
# firmly, after so many. A group plan answers a claim after the fact within 30 days (29 CFR 2560.503-1(f)(2)(iii)(B));
# others differ, so these are the clinic's own reminders and no law is claimed.
ASK_AFTER_DAYS, ASK_AGAIN_DAYS = 30, 45
# After so many days nobody is asked any more: what came has come, and the list stays one that is worked off.
ASK_UNTIL_DAYS = 120

# Where a bill stands: with the client, on its way, and what came of it. "credited" is that all went to the deductible;
# "shared" that nothing was paid, for the client’s share is all of it; "partly" that some services were denied;
# "settled" that the plan paid what it had denied, and its new statement is not on record yet.
Stage = Literal["handed_out", "sent", "paid", "credited", "shared", "partly", "denied", "settled"]


@dataclass(frozen=True, slots=True)
class Submission:
    """A bill that went in. `sent_by` is a key of SENT_BY, `how` one of SENT_HOW; `confirmation` is the number that was
    given back."""

    id: SubmissionId
    version: int
    bill: int
    sent_on: date
    sent_by: str
    how: str
    confirmation: str
    note: str


@dataclass(frozen=True, slots=True)
class FiledBill:
    """A superbill or statement on which visits stand, also a void one, and one time that it went in; None where it
    never did."""

    bill: int
    kind: Literal["superbill", "statement"]
    number: int
    sent: Submission | None


@dataclass(frozen=True, slots=True)
class SubmissionDraft:
    """The same as typed."""

    sent_on: str = ""
    sent_by: str = "client"
    how: str = "portal"
    confirmation: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What plans answered to all services of a bill together, in cents: `lines` services were answered, `denied` of
    them not paid at all, the last of it said on the day `on`."""

    lines: int = 0
    denied: int = 0
    allowed_cents: int = 0
    deductible_cents: int = 0
    shared_cents: int = 0
    paid_cents: int = 0
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DeniedBill:
    """A notice of denial about a bill: its row, and the day on which it was closed, None while it is open. `is_paid`
    says that the plan paid in the end."""

    denial: int
    closed_on: date | None
    is_paid: bool


@dataclass(frozen=True, slots=True)
class BillStanding:
    """What became of a bill: its stage, when it last went in, what was answered, and the notices of denial about it.
    `due_on` is by when somebody asks the plan, None once it answered."""

    stage: Stage
    sent: Submission | None
    answered: Answered
    due_on: date | None
    denials: tuple[DeniedBill, ...] = ()


@dataclass(frozen=True, slots=True)
class AmountSpan:
    """The least and the most of an amount, in cents."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One amount of a visit: what was estimated beforehand and what came; `key` is one of COMPARED."""

    key: str
    estimated: AmountSpan
    came: AmountSpan


@dataclass(frozen=True, slots=True)
class EstimateAndOutcome:
    """The last verdict kept before a bill was issued beside what its plan answered, a visit each: the day of the
    verdict and its row, how many visits were answered, and the amounts."""

    determination: int
    made_on: date
    visits: int
    amounts: tuple[Compared, ...]


# What is compared of a visit, by the name that an estimate has for it; words marked for translation.
COMPARED: Mapping[str, str] = MappingProxyType(
    {
        "eligible_cents": mark("Allowed"),
        "deductible_cents": mark("To the deductible"),
        "share_cents": mark("Copay and coinsurance"),
        "plan_cents": mark("The plan paid"),
    }
)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A live superbill, or statement to a payer, as `kind` says, about which nothing the plan said is on record yet.
    `sent_on` is the day it last went in and `sent_by` by whom, None and "" where nobody said that it did; `days` have
    gone by since then, else since it was issued."""

    bill: int
    kind: str
    number: int
    issued_on: date
    sent_on: date | None
    sent_by: str
    days: int
    client: ClientId
    client_name: str
    case: CaseId
    reason: str
    payer_name: str

    @property
    def due_on(self) -> date:
        """By when somebody asks what the plan said."""
        return date.fromordinal((self.sent_on or self.issued_on).toordinal() + ASK_AFTER_DAYS)
