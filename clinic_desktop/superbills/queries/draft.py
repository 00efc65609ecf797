"""Reads a bill that is not issued yet, with what is found about it: what a page shows and what a command repeats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import Bill, Kind, Stamp
from clinic_desktop.superbills.model.findings import KnownCodes, Verdict
from clinic_desktop.superbills.queries.gather import bill_of, days_of
from clinic_desktop.superbills.queries.issued import corrects
from clinic_desktop.superbills.queries.preflight import circumstances
from clinic_desktop.superbills.queries.years import year_bill, year_corrects
from clinic_desktop.superbills.rules.gate import preflight
from clinic_desktop.superbills.rules.parcels import with_titles

# What the loaded releases say about codes on dates of service.
Look = Callable[[Sequence[str], Sequence[date]], KnownCodes]


@dataclass(frozen=True, slots=True)
class DraftBill:
    """A bill of some visits as it would be issued now, what is found about it, and what its codes were found to be."""

    bill: Bill
    codes: KnownCodes
    verdict: Verdict
    stamp: Stamp
    # Of the circumstances that the verdict was reached in.
    around: str = ""

    @property
    def visits(self) -> tuple[int, ...]:
        """The rows of its visits, the oldest first."""
        return tuple(one.row for one in self.bill.visits)


def draft_bill(
    read: Reader, kind: Kind, visits: Sequence[int], look: Look, today: date, *, supervisor: int = 0
) -> DraftBill:
    """The bill of these visits, which belong on one, under a supervisor where one is named; raises Missing."""
    gathered = bill_of(read, kind, visits, supervisor)
    codes = look([one.code for one in gathered.diagnoses], days_of(gathered))
    bill = with_titles(gathered, codes)
    around = circumstances(read, bill.client.row, codes, today)
    return DraftBill(
        bill, codes, preflight(bill, around), Stamp(replaces=corrects(read, kind, visits)), around.digest()
    )


def draft_year(read: Reader, client: int, year: int, today: date) -> DraftBill:
    """The receipt of a client's year as it would be issued now; raises Missing."""
    bill, codes = year_bill(read, client, year), KnownCodes({}, {})
    around = circumstances(read, client, codes, today)
    stamp = Stamp(replaces=year_corrects(read, client, year))
    return DraftBill(bill, codes, preflight(bill, around), stamp, around.digest())
