"""Whose client a row of any table is, by the links that the tables themselves have."""

from collections.abc import Mapping
from typing import Any

from clinic_desktop.store.reader import Reader

_CLIENTS = "clients"
# Who signed, wrote or handed over is no owner of a row.
_LINKS = (
    'SELECT owner.name AS owner, link."from" AS field, link."table" AS parent FROM sqlite_schema AS owner'
    " JOIN pragma_foreign_key_list(owner.name) AS link WHERE owner.type = 'table' ORDER BY owner.name, link.\"from\""
)
Links = dict[str, tuple[tuple[str, str], ...]]


class Owners:
    """Finds the client of a row, and the rows of a client. The links are read once: only the schema changes them."""

    def __init__(self, read: Reader) -> None:
        """Reads the links of all tables."""
        self._read = read
        self._links = _towards_clients(read)
        self._names: dict[int, str] = {}
        # A row goes on belonging to whom it belongs.
        self._known: dict[tuple[str, int], int] = {}

    def leads(self, table: str) -> bool:
        """Whether rows of a table are of clients. An entry that was changed past the program may name any table."""
        return table == _CLIENTS or table in self._links

    def client(self, table: str, row: int, facts: Mapping[str, Any]) -> int:
        """The client that a row is of, 0 where it is of none. `facts` are its columns as an entry has them."""
        if table == _CLIENTS:
            return row
        for field, parent in self._links.get(table, ()):
            up = facts.get(field)
            if not isinstance(up, int):
                continue
            if parent == _CLIENTS:
                return up
            owner = self._client_of(parent, up)
            if owner:
                return owner
        return 0

    def _client_of(self, table: str, row: int) -> int:
        if (table, row) not in self._known:
            found = self._read.all(f"SELECT * FROM {table} WHERE id = ?", row)  # noqa: S608 - the schema's own names
            self._known[table, row] = self.client(table, row, found[0]) if found else 0
        return self._known[table, row]

    def name(self, client: int) -> str:
        """What a client is called, also one that was taken off the list; "" for nobody."""
        if client not in self._names:
            found = self._read.all("SELECT given_name, family_name FROM clients WHERE id = ?", client)
            self._names[client] = " ".join(part for part in found[0].values() if part) if found else ""
        return self._names[client]

    def entries_of_client(self) -> tuple[str, int]:
        """A condition on the trail: the entries about one client and about everything of theirs; and how many times it
        takes the client's id."""
        parts = ["SELECT id FROM audit WHERE table_name = 'clients' AND row_id = ?"]
        for table in sorted(self._links):
            rows = " OR ".join(f"{field} IN ({self._rows(parent)})" for field, parent in self._links[table])
            parts.append(
                f"SELECT id FROM audit WHERE table_name = '{table}'"  # noqa: S608 - the schema's own names
                f" AND row_id IN (SELECT id FROM {table} WHERE {rows})"
            )
        condition = f"id IN ({' UNION ALL '.join(parts)})"
        return condition, condition.count("?")

    def _rows(self, table: str) -> str:
        if table == _CLIENTS:
            return "SELECT ?"
        rows = " OR ".join(f"{field} IN ({self._rows(parent)})" for field, parent in self._links[table])
        return f"SELECT id FROM {table} WHERE {rows}"  # noqa: S608 - the schema's own names


def _towards_clients(read: Reader) -> Links:
    """For each table with a way to a client, the link that begins the shortest one: a row's own client before that of
    its case."""
    found: dict[str, list[tuple[str, str]]] = {}
    for link in read.all(_LINKS):
        found.setdefault(link["owner"], []).append((link["field"], link["parent"]))
    near: dict[str, int] = {_CLIENTS: 0}
    links: Links = {}
    steps = 0
    while True:
        steps += 1
        new: Links = {}
        for table, ways in found.items():
            if table not in near:
                fits = tuple(
                    (field, parent) for field, parent in ways if parent != table and near.get(parent) == steps - 1
                )
                if fits:
                    new[table] = fits
        if not new:
            return links
        links |= new
        near |= dict.fromkeys(new, steps)
