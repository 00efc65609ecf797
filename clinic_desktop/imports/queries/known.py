"""Who and what is on record already, read once for a whole file."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from clinic_desktop.imports.rules.payers import bare_name
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.text import folded

_CLIENTS = "SELECT id, sort_name, birth_date, phone, other_phone, email, retired_at IS NOT NULL FROM clients"
# Who came with an import that was taken back: their rows are imported again as if they had never been here.
_TAKEN_BACK = (
    "SELECT clients.id, clients.sort_name, clients.birth_date FROM import_rows"
    " JOIN clients ON clients.id = import_rows.row_id AND clients.retired_at = import_rows.retired_at"
    " WHERE import_rows.table_name = 'clients'"
)
_PAYERS = "SELECT id, sort_name, name FROM payers WHERE retired_at IS NULL ORDER BY id"
_NUMBERS = (
    "SELECT number, row_id FROM import_rows WHERE table_name = 'clients' AND number <> '' AND retired_at IS NULL"
    " ORDER BY id"
)
_PAST = "SELECT client_id, date_of_service, starts_at, service FROM imported_visits WHERE retired_at IS NULL"
_GIVEN = (
    "SELECT DISTINCT cases.client_id, visits.date_of_service FROM visits JOIN cases ON cases.id = visits.case_id"
    " WHERE visits.retired_at IS NULL AND visits.status = 'given'"
)


class KnownClient(NamedTuple):
    """A client on record, as far as a row is compared with them."""

    id: int
    sort_name: str
    birth_date: str
    phone: str
    other_phone: str
    email: str
    is_retired: bool

    def reached_by(self, phone: str, email: str) -> bool:
        """Whether a phone number or an email address is theirs."""
        phones = {self.phone, self.other_phone} - {""}
        return phone in phones or bool(email and email.lower() == self.email.lower())


class Directory:
    """Clients by name, email address and the number that another program had for them."""

    def __init__(self, read: Reader) -> None:
        """Reads all of them once: a few thousand."""
        self.by_name: dict[str, list[KnownClient]] = {}
        self.by_email: dict[str, list[KnownClient]] = {}
        self.by_id: dict[int, KnownClient] = {}
        gone = list(read.rows(_TAKEN_BACK))
        without = {row for row, _, _ in gone}
        # Their names and birth dates.
        self.taken_back: set[tuple[str, str]] = {(name, born) for _, name, born in gone if born}
        for facts in read.rows(_CLIENTS):
            one = KnownClient(*facts)
            if one.id in without:
                continue
            self.by_name.setdefault(one.sort_name, []).append(one)
            self.by_id[one.id] = one
            if one.email:
                self.by_email.setdefault(one.email.lower(), []).append(one)
        self.by_number: dict[str, int] = dict(read.rows(_NUMBERS))


class PayerNames:
    """Payers by their names as these are compared, and by their bare ones: without case, blanks and marks. Of a file
    each new name is added as it comes."""

    def __init__(self, read: Reader) -> None:
        """Reads the payers on the list."""
        self.by_name: dict[str, int] = {}
        self._bare: dict[str, str] = {}
        for row, sort_name, name in read.rows(_PAYERS):
            self.by_name[sort_name] = row
            self._bare.setdefault(bare_name(name), name)

    def meant(self, name: str) -> str:
        """The name on the list or of an earlier row that this one is, however it is spelled; itself where it is new."""
        if folded(name) in self.by_name:
            return name
        return self._bare.setdefault(bare_name(name), name)


def past_visits_known(read: Reader) -> set[tuple[int, str, str, str]]:
    """Client, day, start and service of every visit that was imported."""
    return set(read.rows(_PAST))


def days_given(read: Reader) -> set[tuple[int, str]]:
    """On which days clients were given a visit that is on record here."""
    return set(read.rows(_GIVEN))


def rows_by_id(read: Reader, table: str, ids: Iterable[int]) -> dict[int, Row]:
    """The whole rows of these clients or payers."""
    sql = {
        "clients": "SELECT * FROM clients WHERE id IN (SELECT value FROM json_each(?))",
        "payers": "SELECT * FROM payers WHERE id IN (SELECT value FROM json_each(?))",
    }[table]
    return {int(row["id"]): row for row in read.all(sql, json.dumps(sorted(ids)))}


def clients_with_policies(read: Reader) -> set[int]:
    """The clients who have a case with a policy."""
    sql = (
        "SELECT DISTINCT cases.client_id FROM cases JOIN policies ON policies.case_id = cases.id"
        " WHERE cases.retired_at IS NULL AND policies.retired_at IS NULL"
    )
    return {client for (client,) in read.rows(sql)}


def departments_known(read: Reader) -> set[tuple[int, str]]:
    """Which payer has which kinds of departments."""
    return set(read.rows("SELECT payer_id, kind FROM departments WHERE retired_at IS NULL"))
