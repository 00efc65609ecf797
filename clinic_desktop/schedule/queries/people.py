"""Reads whom a name means: exactly, nearly, or as it was answered before; and which case a visit is planned in."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, ClientRow
from clinic_desktop.clients.queries import clients_found, namesakes
from clinic_desktop.schedule.model import CaseInUse
from clinic_desktop.store.reader import Reader
from clinic_desktop.values.names import given_and_family, may_be_name, name_parts
from clinic_desktop.values.text import folded, plain

MOST_CANDIDATES = 6
# Of a hundred: "Jon Smyth" for "John Smith" comes to 84.
_ALIKE = 82
_LETTERS_BEGUN = 2
_MOST_BEGUN = 60
_AFTER_ALL = "\U0010ffff"
_OPEN_CASES = (
    "SELECT id, reason, (SELECT max(date_of_service) FROM visits WHERE visits.case_id = cases.id"
    " AND visits.status = 'given' AND visits.retired_at IS NULL) AS last_on FROM cases"
    " WHERE client_id = ? AND retired_at IS NULL AND closed_on = '' ORDER BY last_on IS NULL, last_on DESC, id DESC"
)
# Those on the list only: a name that meant somebody who left is asked again.
_MEANT = (
    "SELECT clients.sort_name, clients.id FROM schedule_entries JOIN visits ON visits.id = schedule_entries.visit_id"
    " JOIN cases ON cases.id = visits.case_id JOIN clients ON clients.id = cases.client_id"
    " WHERE schedule_entries.called = ? AND schedule_entries.retired_at IS NULL AND clients.retired_at IS NULL"
    " ORDER BY schedule_entries.id DESC LIMIT 1"
)
_BEGUN = "SELECT id, sort_name FROM clients WHERE sort_name >= ? AND sort_name < ? AND retired_at IS NULL LIMIT ?"


def clients_named(read: Reader, name: str) -> tuple[ClientRow, ...]:
    """The clients of exactly this name, "Vega, Luis" or "Luis M. Vega", whichever of two words is the family name."""
    words = " ".join(plain(name).split())
    if not may_be_name(words):
        return ()
    given, family = given_and_family(name_parts(words))
    first, last = (given.split() or [""])[0], family
    found: dict[ClientId, ClientRow] = {}
    for key in dict.fromkeys((f"{family} {given}", f"{last} {first}", f"{given} {family}")):
        for row in namesakes(read, folded(key)):
            found.setdefault(row.id, row)
        if found:
            break
    return tuple(found.values())


def clients_meant(read: Reader, names: Sequence[str], today: date) -> tuple[tuple[ClientRow, ...], bool]:
    """Who may be meant by the names of an appointment, and whether that is sure: one who is called exactly so, or who
    was meant by it before."""
    for name in names:
        exact = clients_named(read, name)
        if len(exact) == 1:
            return exact, True
        if exact:
            known = [row for row in exact if row.id == _meant(read, name)]
            return (tuple(known), True) if known else (exact[:MOST_CANDIDATES], False)
    for name in names[:1]:
        for row in read.all("SELECT id FROM clients WHERE id = ?", _meant(read, name)):
            return (_row(read, ClientId(row["id"])),), True
    nearly: dict[ClientId, ClientRow] = {}
    for name in names:
        if may_be_name(name):
            for found in (*clients_found(read, name, today).rows, *_alike(read, name)):
                nearly.setdefault(found.id, found)
    return tuple(nearly.values())[:MOST_CANDIDATES], False


def row_of(read: Reader, client: int) -> ClientRow:
    """A client as listed; raises Missing."""
    return _row(read, ClientId(client))


def open_case(read: Reader, client: int) -> CaseInUse | None:
    """The open case of a client that was used last, the newest where none was; None without one."""
    rows = read.all(_OPEN_CASES, client)
    return CaseInUse(CaseId(rows[0]["id"]), rows[0]["reason"], len(rows)) if rows else None


def _meant(read: Reader, name: str) -> int:
    rows = read.all(_MEANT, folded(plain(name)))
    return int(rows[0]["id"]) if rows else 0


def _alike(read: Reader, name: str) -> list[ClientRow]:
    """Clients whose names are nearly this one, the likest first."""
    # Imported here: most names are exact.
    from rapidfuzz import fuzz

    words = folded(plain(name)).replace(",", " ").split()
    scored: dict[int, float] = {}
    for begun in {word[:_LETTERS_BEGUN] for word in words if len(word) > _LETTERS_BEGUN}:
        for row in read.all(_BEGUN, begun, begun + _AFTER_ALL, _MOST_BEGUN * 10):
            score = fuzz.token_sort_ratio(row["sort_name"], " ".join(words))
            if score >= _ALIKE:
                scored[row["id"]] = score
    best = sorted(scored, key=lambda one: (-scored[one], one))[:MOST_CANDIDATES]
    return [_row(read, ClientId(one)) for one in best]


def _row(read: Reader, client: ClientId) -> ClientRow:
    name = read.one("SELECT sort_name FROM clients WHERE id = ?", client)["sort_name"]
    return next(row for row in namesakes(read, name, retired=True) if row.id == client)
