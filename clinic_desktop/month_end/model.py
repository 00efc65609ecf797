"""What a month end is about: the days, each document that could be made of them, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.wording import mark

# What is issued in one go: the superbills and statements of a month, or a receipt a client of what was paid in a year.
Batch = Literal["month", "year"]
# Where a document stands: it can be issued, something is in the way, it is left out with a reason, it was issued, or
# the program could not read it.
Fate = Literal["ready", "fix", "skipped", "issued", "unread"]
FATES: tuple[Fate, ...] = ("ready", "fix", "skipped", "issued", "unread")
# Why a case is left out of every month end.
LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "not_wanted": mark("The client does not want superbills"),
        "kept_from_plan": mark("Kept from the plan"),
        "other": mark("Another reason"),
    }
)
# Labels on a sheet: the first one that is free is one of these.
LABELS = 30
# How a print run is mailed: by labels, in window envelopes, or not at all.
Mailing = Literal["", "labels", "covers"]


NO_BILL = BillId(0)
# Of the receipt of a year, which is of all cases.
NO_CASE = CaseId(0)
RowId = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class MonthSpan:
    """Days of service, the first and the last one included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A document of a month end: of one client, case, therapist and policy; `case` is 0 of a year receipt, which is of
    all of them, and it has no visits of its own: `many` says how many are paid on it, as it does of any other.

    `why` says in words why it is skipped or could not be read; `findings` are those that stand in its way. `seen` is
    the digest of the bill that pre-flight looked at, `around` that of the circumstances in which it was ready; `codes`
    and `days` are what the releases of the diagnosis codes were asked about. An issued one has its row in `bill`, and
    its `number`; so has the receipt of a year that is out and says something else by now."""

    fate: Fate
    kind: Kind
    client: ClientId
    client_name: str
    case: CaseId
    reason: str
    visits: tuple[int, ...] = ()
    therapist_name: str = ""
    payer_name: str = ""
    first_day: date | None = None
    last_day: date | None = None
    charged_cents: int = 0
    paid_cents: int = 0
    findings: tuple[Finding, ...] = ()
    why: str = ""
    supervisor: int = 0
    seen: str = ""
    around: str = ""
    codes: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    bill: BillId = NO_BILL
    number: int = 0
    many: int = 0

    @property
    def id(self) -> RowId:
        """What a list knows the row by: it stays the same while its visits do."""
        return self.client, self.case, self.visits[0] if self.visits else 0, self.number


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """All documents of a batch in some days, by client. So many visits `before` these days wait in cases that have
    none in them: no row tells of those."""

    batch: Batch
    span: MonthSpan
    rows: tuple[MonthRow, ...] = ()
    before: int = 0

    def of(self, fate: Fate) -> tuple[MonthRow, ...]:
        """The rows that stand so."""
        return tuple(one for one in self.rows if one.fate == fate)


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """How many documents of a month end can be issued, how many have something in the way, and how many cases could
    not be read."""

    ready: int
    fix: int
    unread: int


@dataclass(frozen=True, slots=True)
class NotMade:
    """A row that could not be issued, and why in words."""

    row: MonthRow
    why: str


@dataclass(frozen=True, slots=True)
class IssueRun:
    """What came of issuing: the rows of the bills, what could not be made, and whether all were gone through. `trouble`
    is the sentence about the world that stopped it, "" where it was not stopped or somebody asked it to stop."""

    issued: tuple[BillId, ...]
    not_made: tuple[NotMade, ...] = ()
    is_whole: bool = True
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class FilesRun:
    """What came of writing the files: how many are new, how many were there already, the numbers of damaged papers,
    and whether all were written; `trouble` as of an IssueRun. `voided` are the numbers whose files were there from an
    earlier run and say VOID now; `old` are names of files from an earlier run that nothing took the place of."""

    folder: str
    written: int = 0
    there: int = 0
    damaged: tuple[int, ...] = ()
    is_whole: bool = True
    trouble: str = ""
    voided: tuple[int, ...] = ()
    old: tuple[str, ...] = ()
