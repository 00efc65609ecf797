"""What was imported, and what of it stays when it is taken back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from clinic_desktop.clients.model import listed_name
from clinic_desktop.imports.model.fields import Kind
from clinic_desktop.imports.model.made import ImportId, ImportMade, KeptRow
from clinic_desktop.imports.model.sheet import Matching
from clinic_desktop.imports.rules.matching import headings_hash, known_matching
from clinic_desktop.store.links import linked_to
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import mark, say

NEWEST_FIRST = Order(("id",), descending=True)
_ROWS = "SELECT line, wrote FROM import_rows WHERE import_id = ? AND retired_at IS NULL ORDER BY line, id"
_CHOSEN = "SELECT chosen FROM import_columns WHERE kind = ? AND headings = ? AND retired_at IS NULL"
_OF_FILE = "SELECT * FROM import_list WHERE digest = ? AND kind = ? AND taken_back_at = '' ORDER BY id DESC LIMIT 1"
# What goes first: a policy names a payer, a case a client.
TABLES = ("imported_visits", "policies", "cases", "clients", "departments", "payers", "prescribers")
# On whom what belongs to a client stands, and whom a policy names.
_OF_THE_CLIENT = frozenset(("clients", "cases"))
_NAMED_BY_POLICIES = frozenset(("payers", "departments"))
_STATES = {
    table: f"SELECT * FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - constant names
    for table in TABLES
}


# What may stand on an imported row, as people call it.
_CALLED = {
    "alerts": mark("an alert"),
    "attachments": mark("a file"),
    "bills": mark("a document"),
    "cases": mark("a case"),
    "contracts": mark("a contract"),
    "departments": mark("a department"),
    "imported_visits": mark("imported visits"),
    "payments": mark("a payment"),
    "policies": mark("a policy"),
    "prescriptions": mark("a prescription"),
    "visits": mark("a visit"),
}


class WrittenRow(NamedTuple):
    """A row that an import wrote: its version then, and what was filled up, None where it was added."""

    line: int
    table: str
    id: int
    version: int
    filled: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class ImportStanding:
    """What of an import can be taken back: `going` in the order in which it goes, each with the row as it stands; what
    stays; and whether there is a rest beside that, as a number that is remembered for somebody else."""

    going: tuple[tuple[WrittenRow, Row], ...]
    kept: tuple[KeptRow, ...]
    has_rest: bool


def import_page(read: Reader, after: Cursor | None = None) -> Page[ImportMade]:
    """The imports, the newest on top."""
    return page(read, Listing("import_list", _listed), NEWEST_FIRST, after)


def import_made(read: Reader, row: int) -> ImportMade:
    """One import; raises Missing."""
    return _listed(read.one("SELECT * FROM import_list WHERE id = ?", row))


def import_of_file(read: Reader, digest: str, kind: Kind) -> ImportMade | None:
    """The last import of this very file, unless it was taken back."""
    return next(map(_listed, read.all(_OF_FILE, digest, kind)), None)


def remembered_matching(read: Reader, kind: Kind, headings: tuple[str, ...]) -> Matching | None:
    """What somebody chose for a file with these headings; None where nobody did."""
    for row in read.all(_CHOSEN, kind, headings_hash(headings)):
        return known_matching(row["chosen"], headings, kind)
    return None


def import_standing(read: Reads, made: int) -> ImportStanding:
    """What of an import stands as it was written, and what stays because something was done with it since."""
    lines = read.all(_ROWS, made)
    # Of whom only a number is remembered, nothing was written.
    written = [one for row in lines for one in _written(row) if one.filled != {}]
    rows = {table: _states(read, table, (one.id for one in written if one.table == table)) for table in TABLES}
    # What was retired by hand is gone already: there is nothing to take back.
    here = [one for one in written if (row := rows[one.table].get(one.id)) and not row["retired_at"]]
    kept: dict[WrittenRow, str] = {}
    for one in here:
        if rows[one.table][one.id]["version"] != one.version:
            kept[one] = say("It was changed since.")
    _keep_what_is_stood_on(read, here, kept)
    order = {table: at for at, table in enumerate(TABLES)}
    going = sorted((one for one in here if one not in kept), key=lambda one: (order[one.table], -one.id))
    told = [
        KeptRow(one.line, _name(rows[one.table][one.id]), words)
        for one, words in kept.items()
        if words and _is_told(one)
    ]
    told.sort(key=lambda one: one.line)
    has_rest = bool(going) or not {row["line"] for row in lines} <= {one.line for one in told}
    return ImportStanding(tuple((one, rows[one.table][one.id]) for one in going), tuple(told), has_rest)


def _keep_what_is_stood_on(read: Reads, here: list[WrittenRow], kept: dict[WrittenRow, str]) -> None:
    """Rows on which something stands that does not go with them stay, and then what these stand on, too. What belongs
    to a client who stays is theirs: cases and policies stay with them, and the payers of these."""
    added = {(one.table, one.id): one for one in here if one.filled is None}
    links = [
        (added[table, found.on], added.get((found.table, found.id)), found.table)
        for table in TABLES
        for found in linked_to(read, table, [row for owner, row in added if owner == table])
    ]
    is_settled = False
    while not is_settled:
        is_settled = True
        for below, above, table in links:
            if below not in kept and (above is None or above in kept):
                # Nothing was done with a payer who stays for the policy of a client who stays.
                is_for_them = above is not None and below.table in _NAMED_BY_POLICIES
                kept[below] = "" if is_for_them else _since_words(table)
                is_settled = False
            elif above and above not in kept and below in kept and below.table in _OF_THE_CLIENT:
                kept[above] = ""
                is_settled = False


def _since_words(table: str) -> str:
    """What stands on a row since, where it has a name that people know."""
    words = _CALLED.get(table)
    return say("Since then it has: {what}.", what=say(words)) if words else say("Something was done with it since.")


def _is_told(one: WrittenRow) -> bool:
    """A case or a policy is told of by its client."""
    return one.table in ("clients", "payers", "imported_visits")


def _written(row: Row) -> list[WrittenRow]:
    return [
        WrittenRow(row["line"], table, row_id, version, _frozen(filled))
        for table, row_id, version, filled in json.loads(row["wrote"])
    ]


def _frozen(filled: dict[str, Any] | None) -> "Filled | None":
    return None if filled is None else Filled(filled)


class Filled(dict[str, Any]):
    """What was filled up; may be a part of a key, for nothing changes it."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self)))


def _states(read: Reads, table: str, ids: Iterable[int]) -> dict[int, Row]:
    return {int(row["id"]): row for row in read.all(_STATES[table], json.dumps(sorted(ids)))}


def _name(row: Row) -> str:
    if "family_name" in row:
        return listed_name(row["given_name"], row["family_name"], row["preferred_name"])
    return str(row.get("name") or row.get("date_of_service") or "")


def _listed(row: Row) -> ImportMade:
    return ImportMade(
        id=ImportId(row["id"]),
        version=row["version"],
        kind=row["kind"],
        made_at=datetime.fromisoformat(row["made_at"]),
        made_by=row["made_by"],
        file_name=row["file_name"],
        read_rows=row["read_rows"],
        added=row["added"],
        filled=row["filled"],
        taken_back_at=datetime.fromisoformat(row["taken_back_at"]) if row["taken_back_at"] else None,
        kept_rows=row["kept_rows"],
    )
