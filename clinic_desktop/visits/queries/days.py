"""Reads everybody's visits of a day, and what is left open of the days before."""

from datetime import date, timedelta

from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.model import OPEN_DAYS, DayVisit
from clinic_desktop.visits.queries.visits import listed

MOST_OPEN = 50
_OF_A_DAY = (
    "SELECT visit_rows.*, cases.client_id, cases.reason, clients.given_name AS client_given_name,"
    " clients.family_name AS client_family_name, clients.preferred_name FROM visit_rows"
    " JOIN cases ON cases.id = visit_rows.case_id JOIN clients ON clients.id = cases.client_id"
)
_OPEN = "visit_rows.date_of_service BETWEEN ?1 AND ?2 AND clients.retired_at IS NULL AND visit_rows.status ="
_PLANNED = f"{_OPEN} 'planned'"
_UNSIGNED = f"{_OPEN} 'given' AND visit_rows.note <> 'signed' AND visit_rows.therapist_id = ?3"


def visits_of_day(read: Reader, day: date) -> tuple[DayVisit, ...]:
    """Everybody's visits of a day in the order of their times; those without one come last."""
    where = "visit_rows.date_of_service = ? ORDER BY visit_rows.starts_at = '', visit_rows.starts_at, visit_rows.id"
    return tuple(map(_of_a_day, read.all(f"{_OF_A_DAY} WHERE {where}", day.isoformat())))


def left_open(read: Reader, today: date) -> tuple[DayVisit, ...]:
    """Visits of the last OPEN_DAYS, today not counted, that are planned still; the oldest first, MOST_OPEN at most.

    As in a chart, nothing is asked about a client who left.
    """
    return _oldest(read, _PLANNED, *_span(today))


def not_signed(read: Reader, therapist: int, today: date) -> tuple[DayVisit, ...]:
    """A therapist’s visits of the last OPEN_DAYS without a signed note; the oldest first, MOST_OPEN at most. Today’s
    stand among the visits of the day.

    As in a chart, nothing is asked about a client who left.
    """
    return _oldest(read, _UNSIGNED, *_span(today), therapist)


def _span(today: date) -> tuple[str, str]:
    return (today - timedelta(OPEN_DAYS)).isoformat(), (today - timedelta(1)).isoformat()


def _oldest(read: Reader, where: str, *values: object) -> tuple[DayVisit, ...]:
    in_order = "ORDER BY visit_rows.date_of_service, visit_rows.starts_at, visit_rows.id"
    return tuple(map(_of_a_day, read.all(f"{_OF_A_DAY} WHERE {where} {in_order} LIMIT {MOST_OPEN}", *values)))


def _of_a_day(row: Row) -> DayVisit:
    name = listed_name(row["client_given_name"], row["client_family_name"], row["preferred_name"])
    return DayVisit(listed(row), ClientId(row["client_id"]), name, row["reason"])
