"""Says of one document where it stands: as it would be issued, left out, or out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic_desktop.month_end.model import MonthRow
from clinic_desktop.month_end.queries.supervised import last_supervisor
from clinic_desktop.month_end.queries.visits import SweptCase, SweptVisit
from clinic_desktop.month_end.rules.parting import visits_in_the_way
from clinic_desktop.payments.queries import payments_of_visit
from clinic_desktop.practice.queries import therapist
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import FOR_PAYERS, Kind
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.queries.draft import DraftBill, Look, draft_bill
from clinic_desktop.superbills.queries.issued import bill_row
from clinic_desktop.superbills.rules.kept import digest_of
from clinic_desktop.superbills.rules.sums import total_discount, total_fees, total_paid
from clinic_desktop.superbills.rules.too_much import too_much_words


@dataclass(frozen=True, slots=True)
class MonthDesk:
    """What the rows are read with: the record, what the diagnosis codes are asked, and the day; and whether receipts
    are made for clients who pay by themselves."""

    read: Reader
    look: Look
    today: date
    with_receipts: bool = False


def head(case: SweptCase, kind: Kind) -> MonthRow:
    """A row of a case that says nothing yet."""
    return MonthRow("skipped", kind, case.client, case.client_name, case.case, case.reason)


def row_to_issue(desk: MonthDesk, case: SweptCase, kind: Kind, visits: Sequence[SweptVisit], payer: str) -> MonthRow:
    """The document of these visits as it would be issued now: ready, or with what is in its way."""
    under = last_supervisor(desk.read, case.case, visits[0].therapist) if kind in FOR_PAYERS else 0
    row = replace(head(case, kind), payer_name=payer, supervisor=under)
    return _drafted(desk, row, [one.id for one in visits])


def row_without(desk: MonthDesk, row: MonthRow) -> MonthRow | None:
    """A document without the visits that are in its way, where the others can be issued; None where they cannot, or
    where what is in the way is not of some visits alone."""
    found = row
    while found.fate == "fix":
        bad = visits_in_the_way(found)
        if not bad:
            return None
        found = _drafted(desk, found, [one for one in found.visits if one not in bad])
    return found


def as_drafted(row: MonthRow, draft: DraftBill) -> MonthRow:
    """A row as its draft has it."""
    bill = draft.bill
    return replace(
        row,
        fate="ready" if draft.verdict.is_ready else "fix",
        visits=draft.visits,
        therapist_name=bill.therapist.name,
        charged_cents=total_fees(bill) - total_discount(bill),
        paid_cents=total_paid(bill),
        # What is only worth knowing is read again where the row is looked at.
        findings=tuple(one for one in draft.verdict.findings if one.stands_in_the_way),
        seen=digest_of(bill),
        around=draft.around if draft.verdict.is_ready else "",
        codes=tuple(one.code for one in bill.diagnoses),
    )


def row_skipped(
    read: Reader, case: SweptCase, kind: Kind, visits: Sequence[SweptVisit], why: str, payer: str = ""
) -> MonthRow:
    """Visits that are on no document of this month end, and why."""
    return replace(
        head(case, kind),
        visits=tuple(int(one.id) for one in visits),
        therapist_name=", ".join(therapist(read, one).name for one in dict.fromkeys(one.therapist for one in visits)),
        payer_name=payer,
        first_day=visits[0].day,
        last_day=visits[-1].day,
        charged_cents=sum(one.charged_cents for one in visits),
        paid_cents=sum(paid.cents for one in visits for paid in payments_of_visit(read, one.id)),
        why=why,
    )


def rows_issued(read: Reader, case: SweptCase, numbers: Sequence[int]) -> Iterator[MonthRow]:
    """The live bills that visits of these days are on; one that says more than was paid by now is to be replaced."""
    for number in numbers:
        row = read.one("SELECT * FROM bills WHERE number = ?", number)
        listed = bill_row(read, row["id"])
        sql = "SELECT visit_id FROM bill_visits WHERE bill_id = ? ORDER BY id"
        yield replace(
            head(case, row["kind"]),
            fate="fix" if listed.says_too_much else "issued",
            why=too_much_words(listed) if listed.says_too_much else "",
            visits=tuple(int(one["visit_id"]) for one in read.all(sql, row["id"])),
            therapist_name=row["therapist"],
            payer_name=row["payer"],
            first_day=date.fromisoformat(row["first_day"]),
            last_day=date.fromisoformat(row["last_day"]),
            charged_cents=row["charged_cents"],
            paid_cents=row["paid_cents"],
            bill=BillId(row["id"]),
            number=number,
        )


def _drafted(desk: MonthDesk, row: MonthRow, visits: Sequence[int]) -> MonthRow:
    draft = draft_bill(desk.read, row.kind, visits, desk.look, desk.today, supervisor=row.supervisor)
    days = tuple(sorted({one.date_of_service for one in draft.bill.visits if one.date_of_service}))
    return replace(as_drafted(row, draft), days=days, first_day=days[0], last_day=days[-1])
