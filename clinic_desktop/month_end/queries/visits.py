"""Reads the visits of some days, with whose they are, by client and case."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.month_end.model import Span
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.model import VisitId


@dataclass(frozen=True, slots=True)
class SweptVisit:
    """A visit as far as a month end has to know it; `superbill` and `receipt` are the numbers of its live bills, 0
    without one."""

    id: VisitId
    therapist: int
    day: date
    is_given: bool
    charged_cents: int
    superbill: int
    receipt: int


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


_SQL = """
    SELECT visits.id, visits.therapist_id, visits.date_of_service, visits.status, visits.charged_cents,
        visits.superbill, visits.receipt, cases.id AS case_id, cases.kind, cases.reason, cases.client_id,
        clients.given_name, clients.family_name, clients.preferred_name,
        coalesce(left_out_cases.why, '') AS left_out, coalesce(left_out_cases.note, '') AS left_out_note
    FROM visits
    JOIN cases ON cases.id = visits.case_id
    JOIN clients ON clients.id = cases.client_id
    LEFT JOIN left_out_cases ON left_out_cases.case_id = cases.id AND left_out_cases.retired_at IS NULL
    WHERE visits.retired_at IS NULL AND visits.date_of_service BETWEEN ? AND ?
        AND (visits.status = 'given' OR visits.date_of_service < ?)
    ORDER BY clients.sort_name, clients.id, cases.id, visits.date_of_service, visits.starts_at, visits.id"""


def swept_cases(read: Reader, span: Span, today: date) -> tuple[SweptCase, ...]:
    """All cases with visits in these days, by client; without visits that are planned for today or later."""
    found: dict[int, list[Row]] = {}
    heads: dict[int, Row] = {}
    for row in read.all(_SQL, span.first.isoformat(), span.last.isoformat(), today.isoformat()):
        heads.setdefault(row["case_id"], row)
        found.setdefault(row["case_id"], []).append(row)
    return tuple(
        SweptCase(
            case=CaseId(case),
            kind=head["kind"],
            reason=head["reason"],
            client=ClientId(head["client_id"]),
            client_name=listed_name(head["given_name"], head["family_name"], head["preferred_name"]),
            left_out=head["left_out"],
            left_out_note=head["left_out_note"],
            visits=tuple(_visit(one) for one in found[case]),
        )
        for case, head in heads.items()
    )


def _visit(row: Row) -> SweptVisit:
    return SweptVisit(
        id=VisitId(row["id"]),
        therapist=row["therapist_id"],
        day=date.fromisoformat(row["date_of_service"]),
        is_given=row["status"] == "given",
        charged_cents=row["charged_cents"],
        superbill=row["superbill"],
        receipt=row["receipt"],
    )
