"""Rows against the trail: a row that is not as its last entry left it was changed outside the program."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from clinic_desktop.store.chain import verified
from clinic_desktop.store.check.model import Check, Inspected, PartFound, found
from clinic_desktop.store.connection import store_trouble

# Columns that a migration wrote into rows that were there, beside the trail: what an entry from before says of them may
# be another value. A column that a migration added is in no such entry at all. `tests/store/check` looks for others.
CHANGED_BY_MIGRATIONS: Mapping[str, frozenset[str]] = {"packets": frozenset({"answer_due_on", "sent_how"})}
_EVERY = 500


def chain(begun_by: Collection[str]) -> Check:
    """Every entry against its digest and the one before it; `begun_by` as `store.chain.verified` takes it. What it
    makes raises Cancelled and StoreTrouble."""

    def look(looked: Inspected) -> PartFound:
        proof = verified(looked.database, looked.key, looked.progress, begun_by)
        where = (f"audit {proof.flaw.entry}",) if proof.flaw else ()
        return PartFound("chain", proof.head.entries, proof.flaws, where)

    return look


def rows(looked: Inspected) -> PartFound:
    """Every row of every table with entries: as its last entry says, there where an entry speaks of it, and with an
    entry where it is there. Raises Cancelled and StoreTrouble."""
    wrong: list[str] = []
    checked = 0
    with store_trouble():
        tables = told_tables(looked)
        for at, table in enumerate(tables):
            looked.progress.report(at, len(tables), "")
            for row, is_well in _compared(looked, table):
                checked += 1
                if not is_well:
                    wrong.append(f"{table} {row}")
                if checked % _EVERY == 0:
                    looked.progress.report(at, len(tables), "")
    return found("trail", checked, wrong)


def told_tables(looked: Inspected) -> list[str]:
    """The tables whose rows only commands write."""
    sql = (
        "SELECT owner.name FROM sqlite_schema AS owner JOIN pragma_table_info(owner.name) AS part"
        " WHERE owner.type = 'table' AND part.name IN ('id', 'version', 'retired_at')"
        " GROUP BY owner.name HAVING count(*) = 3 ORDER BY owner.name"
    )
    return [str(row[0]) for row in looked.database.execute(sql).fetchall()]


def _compared(looked: Inspected, table: str) -> Iterator[tuple[int, bool]]:
    """Rows and entries side by side, both in the order of their numbers: neither is ever in memory as a whole."""
    passed = CHANGED_BY_MIGRATIONS.get(table, frozenset())
    cursor = looked.database.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 - the file's own names
    names = [one[0] for one in cursor.description]
    told = _last_entries(looked, table)
    entry = next(told, None)
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        while entry and entry[0] < row["id"]:
            # Told of, and not there any more.
            yield entry[0], False
            entry = next(told, None)
        if entry and entry[0] == row["id"]:
            yield row["id"], _is_as_told(row, entry[1], passed)
            entry = next(told, None)
        else:
            yield row["id"], False
    while entry:
        yield entry[0], False
        entry = next(told, None)


def _last_entries(looked: Inspected, table: str) -> Iterator[tuple[int, str]]:
    # A note says nothing of the row. Of several entries SQLite takes `after` from the one with the highest number.
    sql = (
        "SELECT row_id, after, max(id) FROM audit WHERE table_name = ? AND verb <> 'note'"
        " GROUP BY row_id ORDER BY row_id"
    )
    for row, after, _ in looked.database.execute(sql, (table,)):
        yield int(row), str(after)


def _is_as_told(row: Mapping[str, Any], after: str, passed: frozenset[str]) -> bool:
    try:
        told = json.loads(after)
    except ValueError:
        return False
    return isinstance(told, dict) and all(
        row[name] == value for name, value in told.items() if name in row and name not in passed
    )
