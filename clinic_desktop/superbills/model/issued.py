"""What was issued, as it stands and as listed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.submissions.model import Stage
from clinic_desktop.superbills.model.bill import Bill, Kind

BillId = NewType("BillId", int)
# For so many days a visit waits on the lists for its superbill; later one is made in the chart. Most payers want a
# claim within 90 days of the service, some within 180.
WAITING_DAYS = 90


def waits_since(today: date) -> date:
    """The first day whose visits still wait on the lists, and are checked where a superbill is made."""
    return today - timedelta(WAITING_DAYS)


@dataclass(frozen=True, slots=True)
class IssuedBill:
    """A bill as it was issued: it never changes. `digest` is the SHA-256 of the PDF that was handed out.

    Of a voided one `voided_on` is the day, `void_why` the reason and `void_digest` that of the PDF with VOID over it;
    `replaced_by` are the numbers of the bills that came instead. `case` is 0 of a year receipt, which is of all cases.
    """

    id: BillId
    version: int
    kind: Kind
    number: int
    issued_on: date
    issued_at: datetime
    client: ClientId
    case: CaseId
    bill: Bill
    digest: str
    replaces: tuple[int, ...]
    replaced_by: tuple[int, ...]
    voided_on: date | None
    void_why: str
    void_digest: str


@dataclass(frozen=True, slots=True)
class BillRow:
    """A bill as listed, its amounts in cents; `client_name` with the family name first, as the client is called now.
    `paid_cents` is what it says, `paid_now_cents` what the record says of the same visits by now;
    `stage` is what became of it."""

    id: BillId
    version: int
    kind: Kind
    number: int
    issued_on: date
    client: ClientId
    client_name: str
    # 0 of a year receipt, which is of all cases.
    case: CaseId
    therapist_name: str
    payer_name: str
    first_day: date
    last_day: date
    visits: int
    charged_cents: int
    paid_cents: int
    replaces: tuple[int, ...]
    voided_on: date | None
    year: int = 0
    paid_now_cents: int = 0
    # "" where nobody said that it went in, and nothing was answered.
    stage: Stage | Literal[""] = ""

    @property
    def says_too_much(self) -> bool:
        """Whether it is live and says that more was paid than is, as after a refund: it would be false to go by it."""
        return self.voided_on is None and self.paid_now_cents < self.paid_cents


@dataclass(frozen=True, slots=True)
class UnbilledRow:
    """Visits of a client's case that were given and are on no document yet that the case asks for, and would be on one:
    of one therapist and one policy. Their charges together in cents."""

    kind: Kind
    client: ClientId
    client_name: str
    case: CaseId
    reason: str
    policy: int
    payer_name: str
    therapist: TherapistId
    therapist_name: str
    visits: int
    first_day: date
    last_day: date
    charged_cents: int

    @property
    def id(self) -> tuple[int, int, int]:
        """What a list knows the row by."""
        return self.case, self.policy, self.therapist


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many clients have how many visits that are on no superbill or statement yet, so many of these `statements`,
    their charges together in cents."""

    clients: int
    visits: int
    charged_cents: int
    statements: int = 0


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case of a client with so many visits that were given and are on no bill of a kind yet."""

    case: CaseId
    reason: str
    visits: int
