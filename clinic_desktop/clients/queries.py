"""Reads clients: the list, one chart, namesakes, and whoever fits what was typed."""

from datetime import date
from typing import Any

from clinic_desktop.clients.model import Alert, AlertId, Client, ClientId, ClientRow, Found
from clinic_desktop.clients.rules import Terms, search_terms
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

BY_NAME = Order(("sort_name", "id"))
BY_BIRTH = Order(("birth_date", "id"))
BY_NEWEST = Order(("id",), descending=True)
BY_RANK = Order(("rank", "id"))
MOST_FOUND = 50
MOST_COUNTED = 10_000
_AFTER_ALL = "\U0010ffff"
_COLUMNS = (
    *("id", "retired_at", "given_name", "family_name", "preferred_name"),
    *("birth_date", "phone", "payer_name", "balance_cents", "payers_cents"),
)
_ROW = ", ".join(_COLUMNS)
# Most clients keep nothing from a payer, and a chart then reads no more of it.
_CLIENT = (
    "SELECT clients.*, EXISTS (SELECT 1 FROM restrictions WHERE restrictions.client_id = clients.id"
    " AND restrictions.retired_at IS NULL) AS is_restricted FROM clients WHERE id = ?"
)
# Who came with an import that was taken back, at the same moment: as if they had never been here.
_TAKEN_BACK = (
    "EXISTS (SELECT 1 FROM import_rows WHERE import_rows.table_name = 'clients' AND import_rows.row_id = {clients}.id"
    " AND import_rows.retired_at = {clients}.retired_at)"
)


def client_page(
    read: Reader, after: Cursor | None = None, *, order: Order = BY_NAME, retired: bool = False
) -> Page[ClientRow]:
    """The clients in an order, PAGE_ROWS at a time; the retired ones only when asked, and nobody whose import was taken
    back."""
    gone = _TAKEN_BACK.format(clients="client_rows")
    where = f"retired_at IS NOT NULL AND NOT {gone}" if retired else "retired_at IS NULL"
    return page(read, Listing("client_rows", _listed, where), order, after)


def clients_found(
    read: Reader, typed: str, today: date, *, retired: bool | None = False, taken_back: bool = False
) -> Found:
    """Who fits what was typed, at most MOST_FOUND: names that begin with it first. Bounded work for any input.

    Those on the list, or the retired ones, or with None both; whose import was taken back only where that is asked.
    """
    terms = search_terms(typed, today)
    if not terms.words:
        return Found((), False)
    ways, values = _ways(terms, _kept(retired=retired, taken_back=taken_back))
    # Two steps: only the rows that are shown are read whole.
    sql = (
        f"WITH found (id, rank, sort_name) AS ({' UNION ALL '.join(ways)}),"  # noqa: S608 - constant parts
        " best (id, rank, sort_name) AS (SELECT id, min(rank), sort_name FROM found GROUP BY id"
        f" ORDER BY 2, 3, 1 LIMIT {MOST_FOUND + 1})"
        f" SELECT {_ROW} FROM best CROSS JOIN client_rows USING (id) ORDER BY best.rank, best.sort_name, id"
    )
    rows = [_found(row) for row in read.rows(sql, *values)]
    return Found(tuple(rows[:MOST_FOUND]), len(rows) > MOST_FOUND)


def client(read: Reader, row: int) -> Client:
    """One client, retired or not; raises Missing."""
    found = read.one(_CLIENT, row)
    for column in ("sort_name", "given_key", "search_text"):
        del found[column]
    found["is_retired"] = found.pop("retired_at") is not None
    found["birth_date"] = dates.kept(found["birth_date"])
    found["is_restricted"] = bool(found["is_restricted"])
    return Client(**found)


def namesakes(read: Reader, sort_name: str, but: int = 0, *, retired: bool = False) -> tuple[ClientRow, ...]:
    """The other clients of exactly this name (folded, as `clients.sort_name`), so that they can be told apart.

    With `retired` also those who left, behind the others.
    """
    return _named(read, "?", (sort_name, but), "" if retired else "AND retired_at IS NULL")


def namesakes_of(read: Reader, found: Client) -> tuple[ClientRow, ...]:
    """The other clients of the same name as this one."""
    own = "(SELECT sort_name FROM clients WHERE id = ?)"
    return _named(read, own, (found.id, found.id), "AND retired_at IS NULL")


def _named(read: Reader, name: str, values: tuple[object, object], kept: str) -> tuple[ClientRow, ...]:
    where = f"sort_name = {name} AND id <> ? {kept} ORDER BY retired_at IS NOT NULL, birth_date, id"
    rows = read.rows(f"SELECT {_ROW} FROM client_rows WHERE {where}", *values)  # noqa: S608 - constant parts
    return tuple(_found(row) for row in rows)


def client_count(read: Reader) -> int:
    """How many clients are not retired, counted up to MOST_COUNTED + 1: counting a million takes a second."""
    sql = "SELECT count(*) AS n FROM (SELECT 1 FROM clients WHERE retired_at IS NULL LIMIT ?)"
    return int(read.one(sql, MOST_COUNTED + 1)["n"])


def alert_page(read: Reader, owner: ClientId, after: Cursor | None = None) -> Page[Alert]:
    """A client's alerts: health first, then allergies, then the front desk's."""
    return page(read, Listing("alert_rows", _alert, "client_id = ?", (owner,)), BY_RANK, after)


def alert(read: Reader, row: int) -> Alert:
    """One alert; raises Missing."""
    return _alert(read.one("SELECT * FROM alert_rows WHERE id = ?", row))


def _kept(*, retired: bool | None, taken_back: bool) -> str:
    """Which clients are looked for."""
    if retired is False:
        return "retired_at IS NULL"
    gone = "0" if taken_back else _TAKEN_BACK.format(clients="clients")
    return f"(retired_at IS NULL OR NOT {gone})" if retired is None else f"retired_at IS NOT NULL AND NOT {gone}"


def _ways(terms: Terms, kept: str) -> tuple[list[str], list[object]]:
    """The ways to find: each a subquery of (id, rank), each bounded, so that no input makes a search slow."""
    phrase = " ".join(terms.words)
    limit = f"AND {kept} LIMIT {MOST_FOUND + 1}"
    ways = [
        f"SELECT * FROM (SELECT id, 0, sort_name FROM clients WHERE {column} >= ? AND {column} < ? {limit})"  # noqa: S608 - constants
        for column in ("sort_name", "given_key")
    ]
    ways.append(
        "SELECT * FROM (SELECT clients.id, 1, sort_name FROM client_search"  # noqa: S608 - constants
        f" JOIN clients ON clients.id = client_search.rowid WHERE client_search MATCH ? {limit})"
    )
    values = [*[phrase, phrase + _AFTER_ALL] * 2, terms.match]
    if terms.birth_date:
        ways.append(f"SELECT * FROM (SELECT id, 0, sort_name FROM clients WHERE birth_date = ? {limit})")  # noqa: S608 - constants
        values.append(terms.birth_date)
    return ways, list[object](values)


def _listed(row: Row) -> ClientRow:
    return _found(tuple(map(row.__getitem__, _COLUMNS)))


def _found(row: tuple[Any, ...]) -> ClientRow:
    found, retired, given, family, preferred, born, phone, payer, balance, payers = row
    return ClientRow(
        ClientId(found),
        retired is not None,
        given,
        family,
        preferred,
        dates.kept(born),
        phone,
        payer,
        balance,
        payers,
    )


def _alert(row: Row) -> Alert:
    return Alert(AlertId(row["id"]), row["version"], row["kind"], row["words"])
