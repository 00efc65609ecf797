"""Reads the visits of some days, with whose they are, by client and case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.month_end.model import MonthSpan
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.issued import waits_since
from clinic_desktop.visits.model import VisitId


@dataclass(frozen=True, slots=True)
class SweptVisit:
    """A visit as far as a month end has to know it; `superbill`, `receipt` and `statement` are the numbers of its live
    bills, 0 without one."""

    id: VisitId
    therapist: int
    kept_day: str
    is_given: bool
    charged_cents: int
    superbill: int
    receipt: int
    statement: int

    @property
    def day(self) -> date:
        """The date of service. It is read where the visit is: a day that is none is trouble of its case alone."""
        return date.fromisoformat(self.kept_day)

    def number(self, kind: Kind) -> int:
        """That of its live bill of a kind, 0 without one."""
        if kind == "receipt":
            return self.receipt
        return self.statement if kind == "statement" else self.superbill


@dataclass(frozen=True, slots=True)
class SweptCase:
    """A case with its visits of the days, the oldest first."""

    case: CaseId
    kind: str
    reason: str
    client: ClientId
    client_name: str
    left_out: str
    left_out_note: str
    visits: tuple[SweptVisit, ...]


# So many columns are the same for all visits of a case.
_OF_CASE = 9
_SQL = """
    SELECT cases.id, cases.kind, cases.reason, cases.client_id,
        clients.given_name, clients.family_name, clients.preferred_name,
        coalesce(left_out_cases.why, ''), coalesce(left_out_cases.note, ''),
        visits.id, visits.therapist_id, visits.date_of_service, visits.status, visits.charged_cents,
        visits.superbill, visits.receipt, visits.statement
    FROM visits
    JOIN cases ON cases.id = visits.case_id
    JOIN clients ON clients.id = cases.client_id
    LEFT JOIN left_out_cases ON left_out_cases.case_id = cases.id AND left_out_cases.retired_at IS NULL
    WHERE visits.retired_at IS NULL AND visits.date_of_service BETWEEN ? AND ?
        AND (visits.status = 'given' OR visits.date_of_service < ?)
    ORDER BY clients.sort_name, clients.id, cases.id, visits.date_of_service, visits.starts_at, visits.id"""


def swept_cases(read: Reader, span: MonthSpan, today: date) -> tuple[SweptCase, ...]:
    """All cases with visits in these days, by client; without visits that are planned for today or later."""
    made: list[SweptCase] = []
    # Visit by visit: a large clinic has thousands, and only what is needed of each is held.
    for case, rows in groupby(_rows(read, span, today), key=lambda row: row[0]):
        head, visits = None, []
        for row in rows:
            head = row
            visits.append(_swept(row[_OF_CASE:]))
        assert head
        _, kind, reason, client, given, family, preferred, why, note = head[:_OF_CASE]
        name = listed_name(given, family, preferred)
        made.append(SweptCase(CaseId(case), kind, reason, ClientId(client), name, why, note, tuple(visits)))
    return tuple(made)


def older_visits(read: Reader, owner: CaseId, before: date) -> tuple[SweptVisit, ...]:
    """The visits of a case from before a day that are on no superbill or on no statement, and cost something; none that
    waits so long that the lists do not name it."""
    sql = (
        "SELECT id, therapist_id, date_of_service, status, charged_cents, superbill, receipt,"
        " statement FROM visits WHERE case_id = ? AND retired_at IS NULL AND status = 'given'"
        " AND (superbill = 0 OR statement = 0) AND charged_cents > 0"
        " AND date_of_service >= ? AND date_of_service < ? ORDER BY date_of_service, starts_at, id"
    )
    return tuple(map(_swept, read.rows(sql, owner, waits_since(before).isoformat(), before.isoformat())))


def _rows(read: Reader, span: MonthSpan, today: date) -> Iterator[tuple[Any, ...]]:
    return read.rows(_SQL, span.first.isoformat(), span.last.isoformat(), today.isoformat())


def _swept(row: tuple[Any, ...]) -> SweptVisit:
    row_id, therapist, day, status, charged, *numbers = row
    return SweptVisit(VisitId(row_id), therapist, day, status == "given", charged, *numbers)
