"""Goes through all cases with visits in some days, and says of each document where it stands."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.month_end.model import Batch, MonthEnd, MonthRow, MonthSpan
from clinic_desktop.month_end.queries.rows import MonthDesk, head, row_skipped, row_to_issue, rows_issued
from clinic_desktop.month_end.queries.visits import SweptCase, SweptVisit, older_visits, swept_cases
from clinic_desktop.month_end.queries.year_end import year_end
from clinic_desktop.month_end.rules.proposing import (
    CaseFacts,
    DueDocument,
    before_the_days,
    due,
    not_recorded,
    nothing_charged,
    too_many,
    unread,
)
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.superbills.model.bill import FOR_PAYERS, Kind
from clinic_desktop.superbills.model.issued import waits_since
from clinic_desktop.superbills.queries.ready import MOST_VISITS, waiting_by_case
from clinic_desktop.superbills.rules.parcels import Parcel, parcels, policy_on
from clinic_desktop.wording import say

_log = logging.getLogger(__name__)
# A case that takes part in a month end: what waits in it since before is told with it.
_TAKES_PART = ("ready", "fix", "issued")


def month_end(desk: MonthDesk, batch: Batch, span: MonthSpan, progress: Progress) -> MonthEnd:
    """Every document of a batch in these days, by client; raises Cancelled, and StoreTrouble where the file itself
    cannot be read. A case that cannot be understood is one row that says so, and its ids are logged."""
    if batch == "year":
        return year_end(desk, span, progress)
    cases = swept_cases(desk.read, span, desk.today)
    rows: list[MonthRow] = []
    for done, case in enumerate(cases):
        progress.report(done, len(cases), say("Looking through the cases"))
        rows += _rows_or_trouble(desk, span, case)
    told = {one.case for one in rows if one.fate in _TAKES_PART}
    before = waiting_by_case(desk.read, waits_since(span.first), span.first - timedelta(1))
    return MonthEnd(batch, span, tuple(rows), sum(many for case, many in before.items() if case not in told))


def _rows_or_trouble(desk: MonthDesk, span: MonthSpan, case: SweptCase) -> Sequence[MonthRow]:
    try:
        facts = _facts(desk, case)
        rows = tuple(_rows(desk, case, facts))
        if any(one.fate in _TAKES_PART for one in rows):
            rows += tuple(_older(desk, span, case, facts))
        return rows
    except (Cancelled, StoreTrouble):
        raise
    except Exception as error:  # noqa: BLE001 - one bad record never stops the others
        _log.warning("case %d of a month end could not be read: %s", case.case, type(error).__name__)
        return (replace(head(case, "superbill"), fate="unread", why=unread()),)


def _facts(desk: MonthDesk, case: SweptCase) -> CaseFacts:
    policies = policy_page(desk.read, case.case).rows
    asked = restrictions_of(desk.read, case.client)
    return CaseFacts(case.kind, policies, case.left_out, case.left_out_note, desk.with_receipts, asked)


def _older(desk: MonthDesk, span: MonthSpan, case: SweptCase, facts: CaseFacts) -> Iterator[MonthRow]:
    """What waits in the case since before these days."""
    older: dict[Kind, list[SweptVisit]] = {}
    for one in older_visits(desk.read, case.case, span.first):
        asked = due(facts, one.day)
        if asked.kind in FOR_PAYERS and not asked.why and not one.number(asked.kind):
            older.setdefault(asked.kind, []).append(one)
    for kind, visits in older.items():
        yield row_skipped(desk.read, case, kind, visits, before_the_days())


def _rows(desk: MonthDesk, case: SweptCase, facts: CaseFacts) -> Iterator[MonthRow]:
    # A receipt that a client asked for at the desk is not handed out once more.
    kinds = (*FOR_PAYERS, "receipt") if desk.with_receipts else FOR_PAYERS
    numbers = {one.number(kind) for one in case.visits for kind in kinds}
    yield from rows_issued(desk.read, case, sorted(numbers - {0}))
    dues = {one.id: due(facts, one.day) for one in case.visits}
    waiting, planned = {}, []
    for one in case.visits:
        kind = dues[one.id].kind
        if not one.is_given:
            planned.append(one)
        elif kind not in kinds or not one.number(kind):
            waiting[one.id] = one
    for parcel in parcels([_single(case, one, facts, dues[one.id].kind) for one in waiting.values()]):
        payer = next((one.payer_name for one in facts.policies if one.id == parcel.policy), "")
        found = _Parcel(tuple(waiting[one] for one in parcel.visits), dues[parcel.visits[0]], payer)
        yield from _of_parcel(desk, case, found)
    if planned:
        yield row_skipped(desk.read, case, dues[planned[0].id].kind, planned, not_recorded())


@dataclass(frozen=True, slots=True)
class _Parcel:
    visits: tuple[SweptVisit, ...]
    due: DueDocument
    payer: str


def _of_parcel(desk: MonthDesk, case: SweptCase, found: _Parcel) -> Iterator[MonthRow]:
    kind, why = found.due
    if why:
        yield row_skipped(desk.read, case, kind, found.visits, why, found.payer)
        return
    charged = [one for one in found.visits if one.charged_cents]
    free = [one for one in found.visits if not one.charged_cents]
    beyond, fitting = charged[:-MOST_VISITS], charged[-MOST_VISITS:]
    if fitting:
        yield row_to_issue(desk, case, kind, fitting, found.payer)
    if beyond:
        yield row_skipped(desk.read, case, kind, beyond, too_many(MOST_VISITS), found.payer)
    if free:
        yield row_skipped(desk.read, case, kind, free, nothing_charged(), found.payer)


def _single(case: SweptCase, one: SweptVisit, facts: CaseFacts, kind: Kind) -> Parcel:
    # A receipt names no policy.
    policy = policy_on(facts.policies, one.day) if kind in FOR_PAYERS else None
    return Parcel(case.case, TherapistId(one.therapist), policy.id if policy else 0, (one.id,))
