"""Goes through all cases with visits in some days, and says of each document where it stands."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.month_end.model import Batch, MonthEnd, MonthRow, MonthSpan
from clinic_desktop.month_end.queries.supervised import last_supervisor
from clinic_desktop.month_end.queries.visits import SweptCase, SweptVisit, older_visits, swept_cases
from clinic_desktop.month_end.rules.proposing import (
    CaseFacts,
    before_the_days,
    not_recorded,
    nothing_charged,
    proposed,
    too_many,
    unread,
)
from clinic_desktop.payments.queries import payments_of_visit
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.practice.queries import therapist
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.queries.draft import Look, draft_bill
from clinic_desktop.superbills.queries.ready import MOST_VISITS
from clinic_desktop.superbills.rules.kept import digest_of
from clinic_desktop.superbills.rules.parcels import Parcel, parcels, policy_on
from clinic_desktop.superbills.rules.sums import total_discount, total_fees, total_paid
from clinic_desktop.wording import say

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MonthDesk:
    """What the rows are read with: the record, what the diagnosis codes are asked, and the day."""

    read: Reader
    look: Look
    today: date


def month_end(desk: MonthDesk, batch: Batch, span: MonthSpan, progress: Progress) -> MonthEnd:
    """Every document of a batch in these days, by client; raises Cancelled, and StoreTrouble where the file itself
    cannot be read. A case that cannot be understood is one row that says so, and its ids are logged."""
    cases = swept_cases(desk.read, span, desk.today)
    rows: list[MonthRow] = []
    for done, case in enumerate(cases):
        progress.report(done, len(cases), say("Looking through the cases"))
        rows += _rows_or_trouble(desk, batch, span, case)
    return MonthEnd(batch, span, tuple(rows))


def _rows_or_trouble(desk: MonthDesk, batch: Batch, span: MonthSpan, case: SweptCase) -> Sequence[MonthRow]:
    try:
        rows = tuple(_rows(desk, batch, case))
        takes = any(one.fate in ("ready", "fix", "issued") for one in rows)
        older = older_visits(desk.read, case.case, span.first) if batch == "superbills" and takes else ()
        return (*rows, _skipped(desk.read, case, "superbill", older, before_the_days())) if older else rows
    except (Cancelled, StoreTrouble):
        raise
    except Exception as error:  # noqa: BLE001 - one bad record never stops the others
        _log.warning("case %d of a month end could not be read: %s", case.case, type(error).__name__)
        return (replace(_head(case, _kind_of(batch)), fate="unread", why=unread()),)


def _kind_of(batch: Batch) -> Kind:
    return "superbill" if batch == "superbills" else "receipt"


def _head(case: SweptCase, kind: Kind) -> MonthRow:
    return MonthRow("skipped", kind, case.client, case.client_name, case.case, case.reason)


def _rows(desk: MonthDesk, batch: Batch, case: SweptCase) -> Iterator[MonthRow]:
    kind = _kind_of(batch)
    numbers = {one.id: one.superbill if kind == "superbill" else one.receipt for one in case.visits}
    yield from _issued(desk.read, case, kind, sorted({number for number in numbers.values() if number}))
    waiting = [one for one in case.visits if one.is_given and not numbers[one.id]]
    planned = [one for one in case.visits if not one.is_given]
    # A receipt names no policy.
    policies = policy_page(desk.read, case.case).rows if waiting and kind == "superbill" else ()
    days = {one.id: one for one in waiting}
    for parcel in parcels([_single(case, one, policies) for one in waiting]):
        policy = next((one for one in policies if one.id == parcel.policy), None)
        yield from _of_parcel(desk, batch, case, _Parcel(parcel, tuple(days[one] for one in parcel.visits), policy))
    if planned:
        yield _skipped(desk.read, case, kind, planned, not_recorded())


@dataclass(frozen=True, slots=True)
class _Parcel:
    parcel: Parcel
    visits: tuple[SweptVisit, ...]
    policy: PolicyRow | None


def _of_parcel(desk: MonthDesk, batch: Batch, case: SweptCase, found: _Parcel) -> Iterator[MonthRow]:
    plan_type = found.policy.plan_type if found.policy else None
    what = proposed(batch, CaseFacts(case.kind, plan_type, case.left_out, case.left_out_note))
    payer = found.policy.payer_name if found.policy else ""
    if what.kind is None:
        yield _skipped(desk.read, case, _kind_of(batch), found.visits, what.why, payer)
        return
    charged = [one for one in found.visits if one.charged_cents]
    free = [one for one in found.visits if not one.charged_cents]
    beyond, fitting = charged[:-MOST_VISITS], charged[-MOST_VISITS:]
    if fitting:
        yield _drafted(desk, case, what.kind, fitting, payer)
    if beyond:
        yield _skipped(desk.read, case, what.kind, beyond, too_many(MOST_VISITS), payer)
    if free:
        yield _skipped(desk.read, case, what.kind, free, nothing_charged(), payer)


def _single(case: SweptCase, one: SweptVisit, policies: Sequence[PolicyRow]) -> Parcel:
    policy = policy_on(policies, one.day)
    return Parcel(case.case, TherapistId(one.therapist), policy.id if policy else 0, (one.id,))


def _drafted(desk: MonthDesk, case: SweptCase, kind: Kind, visits: Sequence[SweptVisit], payer: str) -> MonthRow:
    """The document as it would be issued now: ready, or with what is in its way."""
    under = last_supervisor(desk.read, case.case, visits[0].therapist) if kind == "superbill" else 0
    draft = draft_bill(desk.read, kind, [one.id for one in visits], desk.look, desk.today, supervisor=under)
    bill = draft.bill
    return replace(
        _head(case, kind),
        fate="ready" if draft.verdict.is_ready else "fix",
        visits=draft.visits,
        therapist_name=bill.therapist.name,
        payer_name=payer,
        first_day=visits[0].day,
        last_day=visits[-1].day,
        charged_cents=total_fees(bill) - total_discount(bill),
        paid_cents=total_paid(bill),
        # What is only worth knowing is read again where the row is looked at.
        findings=tuple(one for one in draft.verdict.findings if one.stands_in_the_way),
        supervisor=under,
        seen=digest_of(bill),
        around=draft.around if draft.verdict.is_ready else "",
        codes=tuple(one.code for one in bill.diagnoses),
        days=tuple(sorted({one.day for one in visits})),
    )


def _skipped(
    read: Reader, case: SweptCase, kind: Kind, visits: Sequence[SweptVisit], why: str, payer: str = ""
) -> MonthRow:
    return replace(
        _head(case, kind),
        visits=tuple(int(one.id) for one in visits),
        therapist_name=", ".join(therapist(read, one).name for one in dict.fromkeys(one.therapist for one in visits)),
        payer_name=payer,
        first_day=visits[0].day,
        last_day=visits[-1].day,
        charged_cents=sum(one.charged_cents for one in visits),
        paid_cents=sum(paid.cents for one in visits for paid in payments_of_visit(read, one.id)),
        why=why,
    )


def _issued(read: Reader, case: SweptCase, kind: Kind, numbers: Sequence[int]) -> Iterator[MonthRow]:
    """The live bills that visits of these days are on."""
    for number in numbers:
        row = read.one("SELECT * FROM bills WHERE number = ?", number)
        sql = "SELECT visit_id FROM bill_visits WHERE bill_id = ? ORDER BY id"
        yield replace(
            _head(case, kind),
            fate="issued",
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
