"""Reads everybody's visits of a day, and what is left open of the days before."""

from datetime import date, timedelta

from clinic_desktop.clients.model import ClientId, ClientRow
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


def visits_of_day(read: Reader, day: date) -> tuple[DayVisit, ...]:
    """Everybody's visits of a day in the order of their times."""
    where = "visit_rows.date_of_service = ? ORDER BY visit_rows.starts_at, visit_rows.id"
    return tuple(map(_of_a_day, read.all(f"{_OF_A_DAY} WHERE {where}", day.isoformat())))


def left_open(read: Reader, today: date) -> tuple[DayVisit, ...]:
    """Visits of the last OPEN_DAYS, today not counted, that are planned still; the oldest first, MOST_OPEN at most."""
    where = (
        "visit_rows.status = 'planned' AND visit_rows.date_of_service BETWEEN ? AND ?"
        " ORDER BY visit_rows.date_of_service, visit_rows.starts_at, visit_rows.id LIMIT ?"
    )
    span = ((today - timedelta(OPEN_DAYS)).isoformat(), (today - timedelta(1)).isoformat())
    return tuple(map(_of_a_day, read.all(f"{_OF_A_DAY} WHERE {where}", *span, MOST_OPEN)))


def not_signed(read: Reader, therapist: int, today: date) -> tuple[DayVisit, ...]:
    """A therapist’s visits of today and the last OPEN_DAYS without a signed note; the oldest MOST_OPEN of them."""
    where = (
        "visit_rows.therapist_id = ? AND visit_rows.date_of_service BETWEEN ? AND ?"
        " AND visit_rows.status = 'given' AND visit_rows.note <> 'signed'"
        " ORDER BY visit_rows.date_of_service, visit_rows.starts_at, visit_rows.id LIMIT ?"
    )
    span = ((today - timedelta(OPEN_DAYS)).isoformat(), today.isoformat())
    return tuple(map(_of_a_day, read.all(f"{_OF_A_DAY} WHERE {where}", therapist, *span, MOST_OPEN)))


def _of_a_day(row: Row) -> DayVisit:
    client = ClientId(row["client_id"])
    names = (row["client_given_name"], row["client_family_name"], row["preferred_name"])
    return DayVisit(listed(row), client, ClientRow(client, False, *names, None, "", "").name, row["reason"])
