"""Reads of one client what has no paper of its own: who they are, their cases, and lists of what went out."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from clinic_desktop.exports.model import RecordAsked
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

T = TypeVar("T")


class Listed(NamedTuple):
    """A line of a list: its day as it is kept, what it is, to or from whom, what became of it, and its amount in
    cents."""

    day: str
    what: str
    whom: str
    state: str = ""
    cents: int | None = None


# Of each kind of paper: the day it counts by, what it is, whom it went to or came from, what became of it, its cents.
_BILLS = (
    "SELECT issued_on AS day, kind || ' ' || number AS what, payer AS whom, voided_on AS void, charged_cents AS cents"
    " FROM bills WHERE client_id = ? ORDER BY issued_on, id"
)
_ESTIMATES = (
    "SELECT issued_on AS day, number AS what, '' AS whom, voided_on AS void, total_cents AS cents"
    " FROM estimates WHERE client_id = ? ORDER BY issued_on, id"
)
_LETTERS = (
    "SELECT issued_on AS day, title AS what, to_whom AS whom, voided_on AS void, NULL AS cents"
    " FROM letters WHERE client_id = ? AND issued_on <> '' AND retired_at IS NULL ORDER BY issued_on, id"
)
_PACKETS = (
    "SELECT issued_on AS day, number AS what, to_name AS whom, voided_on AS void, NULL AS cents"
    " FROM packets WHERE client_id = ? AND issued_on <> '' AND retired_at IS NULL ORDER BY issued_on, id"
)
_STATEMENTS = (
    "SELECT received_on AS day, claim_number AS what, payers.name AS whom, '' AS void, paid_cents AS cents"
    " FROM benefit_statements LEFT JOIN payers ON payers.id = benefit_statements.payer_id"
    " WHERE client_id = ? AND benefit_statements.retired_at IS NULL ORDER BY received_on, benefit_statements.id"
)
_DENIALS = (
    "SELECT coalesce(nullif(received_on, ''), noticed_on) AS day, claim_number AS what, coalesce(payers.name, '') AS"
    " whom, closed_how AS void, amount_cents AS cents FROM denials"
    " LEFT JOIN policies ON policies.id = denials.policy_id LEFT JOIN payers ON payers.id = policies.payer_id"
    " WHERE denials.client_id = ? AND denials.retired_at IS NULL ORDER BY day, denials.id"
)
_FILES = (
    "SELECT day, title AS what, kind AS whom, '' AS void, NULL AS cents FROM attachments"
    " WHERE client_id = ? AND retired_at IS NULL ORDER BY day, id"
)
_MONEY_PAPERS = (
    "SELECT handed_on AS day, kind AS what, '' AS whom, '' AS void, NULL AS cents FROM money_papers"
    " WHERE client_id = ? ORDER BY handed_on, id"
)
LISTS = {
    "bills": _BILLS,
    "money_papers": _MONEY_PAPERS,
    "estimates": _ESTIMATES,
    "letters": _LETTERS,
    "packets": _PACKETS,
    "statements": _STATEMENTS,
    "denials": _DENIALS,
    "files": _FILES,
}


def listed(read: Reader, asked: RecordAsked, kind: str) -> tuple[Listed, ...]:
    """What a client has of one kind of LISTS within the days of a record."""
    rows = read.all(LISTS[kind], asked.client)
    return tuple(_line(row) for row in rows if asked.has(dates.kept(row["day"])))


def cases_of(read: Reader, client: int) -> tuple[int, ...]:
    """The rows of the cases of a client, the oldest first."""
    sql = "SELECT id FROM cases WHERE client_id = ? AND retired_at IS NULL ORDER BY onset_on, id"
    return tuple(int(row["id"]) for row in read.all(sql, client))


def rows_of_case(read: Reader, table: str, case: int, order: str) -> tuple[int, ...]:
    """The rows of a table that belong to a case and are in use, in their order."""
    sql = f"SELECT id FROM {table} WHERE case_id = ? AND retired_at IS NULL ORDER BY {order}, id"  # noqa: S608 - constants
    return tuple(int(row["id"]) for row in read.all(sql, case))


def whole(fetch: Callable[[Cursor | None], Page[T]]) -> Iterator[T]:
    """All rows of a list, page by page."""
    after: Cursor | None = None
    while True:
        found = fetch(after)
        yield from found.rows
        after = found.after
        if after is None:
            return


def _line(row: Row) -> Listed:
    return Listed(row["day"], str(row["what"] or ""), row["whom"] or "", row["void"] or "", row["cents"])
