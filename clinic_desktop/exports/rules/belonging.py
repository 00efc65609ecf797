"""To whom a row belongs, found by what tables refer to: a new table finds its place by itself."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from clinic_desktop.exports.model import RecordShape, TableShape

CLIENTS, PAYERS = "clients", "payers"


class Owner(NamedTuple):
    """The table that a row is part of, and the column that names its row."""

    table: str
    column: str


class Tree(NamedTuple):
    """What hangs below a table: of each table in it the owner, and of each table those that it owns."""

    root: str
    owners: Mapping[str, Owner]

    def below(self, table: str) -> Iterator[tuple[str, str]]:
        """The tables that a table owns, each with the column that names it."""
        return ((name, owner.column) for name, owner in sorted(self.owners.items()) if owner.table == table)

    def __contains__(self, table: object) -> bool:
        return table == self.root or table in self.owners


def tree_below(shape: RecordShape, root: str, taken: frozenset[str] = frozenset()) -> Tree:
    """All tables that belong to a root, but for those that were taken by another. A row belongs to what its first
    column that leads to the root refers to: a line to its statement, and not to the visit that it also names."""
    reach = {root}
    while True:
        more = {
            one.name
            for one in shape.tables.values()
            if one.name not in reach | taken and any(column.refers in reach for column in one.columns)
        }
        if not more:
            break
        reach |= more
    owners = {name: _owner(shape.tables[name], reach, root) for name in sorted(reach - {root})}
    return Tree(root, owners)


def record_trees(shape: RecordShape) -> tuple[Tree, Tree]:
    """What belongs to a client, and of the rest what belongs to a payer."""
    if CLIENTS not in shape.tables or PAYERS not in shape.tables:
        raise LookupError("a record has clients and payers")
    clients = tree_below(shape, CLIENTS)
    return clients, tree_below(shape, PAYERS, frozenset({CLIENTS, *clients.owners}))


def _owner(table: TableShape, reach: set[str], root: str) -> Owner:
    leading = [one for one in table.columns if one.refers in reach and one.refers != table.name]
    # Whoever is named outright is whose it is.
    found = next((one for one in leading if one.refers == root), leading[0])
    return Owner(found.refers, found.name)
