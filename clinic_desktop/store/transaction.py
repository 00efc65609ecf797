"""One write transaction: it reads, and writes rows only through insert, update and retire.

Each of the three writes its audit entry beside the row and notes what changed.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.store.audit import INSERT, Entry, Origin, Verb, parameters
from clinic_desktop.store.chain import Trail
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import driver, is_no_text
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = dict[str, Any]


def rows_of(database: "Database", sql: str, values: Sequence[object]) -> list[Row]:
    """All rows of a constant query. Not by the library's own way, which guards each against SQL that writes by a
    savepoint: ours is constant, and a bill of eight visits asks seventy times.

    What is no text where one should stand is read as far as it is one: whoever looks for what was tampered with sees
    it.
    """
    try:
        return _rows(database, sql, values)
    except driver().OperationalError as trouble:
        if not is_no_text(trouble):
            raise
    # Not for every query: it would take three times as long.
    database.conn.text_factory = _as_far_as_text
    try:
        return _rows(database, sql, values)
    finally:
        database.conn.text_factory = str


def _rows(database: "Database", sql: str, values: Sequence[object]) -> list[Row]:
    cursor = database.execute(sql, values)
    names = [one[0] for one in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _as_far_as_text(kept: bytes) -> str:
    return kept.decode("utf-8", "replace")


@dataclass(slots=True)
class Transaction:
    """What a command gets: the database inside BEGIN IMMEDIATE, the clock, and who is asking."""

    database: "Database"
    origin: Origin
    clock: Clock
    columns: Mapping[str, tuple[str, ...]]
    trail: Trail
    # The ids of the audit entries of what was written, in their order: what undo goes by.
    entries: list[int] = field(default_factory=list)
    _written: dict[str, set[int]] = field(default_factory=dict)
    _retired: dict[str, set[int]] = field(default_factory=dict)

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row of a constant query, or None."""
        return next(iter(self.all(sql, *values)), None)

    def all(self, sql: str, *values: object) -> list[Row]:
        """All rows of a constant query."""
        return rows_of(self.database, sql, values)

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Write a new row and return its id."""
        names = ("version", *self._known(table, values))
        marks = ", ".join("?" * len(names))
        cursor = self.database.execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) RETURNING *",  # noqa: S608 - known names only
            (1, *values.values()),
        )
        after = dict(zip(self.columns[table], cursor.fetchone(), strict=True))
        return self._note("insert", table, after["id"], None, after)

    def update(self, table: str, row: int, values: Mapping[str, Any], version: int | None) -> int:
        """Change some columns of a row that still has this version; unchanged values write nothing.

        None is for what holds whatever else was changed of the row. Raises Missing, and ChangedSince when somebody
        changed the row after it was read.
        """
        before = self.current(table, row)
        if version is not None and before["version"] != version:
            raise _changed_since()
        return self._write("update", table, before, values)

    def retire(self, table: str, row: int, version: int) -> int:
        """Take a row out of use. Nothing is deleted: it stays readable. Raises as `update` does."""
        before = self.current(table, row)
        if before["version"] != version:
            raise _changed_since()
        self._retired.setdefault(table, set()).add(row)
        return self._write("retire", table, before, {"retired_at": self.origin.at})

    def note(self, table: str, row: int) -> int:
        """Write an audit entry about a row that itself stays as it is though something of it changed (a password)."""
        current = self.current(table, row)
        return self._note("note", table, row, current, current)

    def look(self, table: str, row: int, facts: Mapping[str, Any]) -> int:
        """Write an audit entry about a row that was looked at, printed or sent out; `facts` says what of it and how.

        Nothing changed: no page is drawn anew, and undo and redo know nothing of it. A row that is gone was looked at
        too. Returns the row.
        """
        self._known(table, ())
        self.trail.add(INSERT, parameters(self.origin, Entry("note", table, row, None, facts)))
        return row

    def keep(self, content: bytes) -> str:
        """Keep bytes by their SHA-256, once, and return it. The audited row that names it vouches for them."""
        digest = hashlib.sha256(content).hexdigest()
        self.database.execute("INSERT OR IGNORE INTO contents (digest, bytes) VALUES (?, ?)", (digest, content))
        return digest

    def current(self, table: str, row: int) -> Row:
        """The row as it stands now; raises Missing."""
        self._known(table, ())
        found = self.one(f"SELECT * FROM {table} WHERE id = ?", row)  # noqa: S608 - known names only
        if found is None:
            raise Missing(say("This is no longer there."))
        return found

    def active(self, table: str, row: int) -> Row:
        """The row as it stands now; raises Missing also when it was retired since it was on the screen."""
        found = self.current(table, row)
        if found["retired_at"]:
            raise Missing(say("This is no longer there."))
        return found

    def changes(self) -> Changes:
        """What was written so far."""
        written, retired = ({table: frozenset(rows) for table, rows in noted.items()}
                            for noted in (self._written, self._retired))  # fmt: skip
        return Changes(written, retired)

    def _write(self, verb: Verb, table: str, before: Row, values: Mapping[str, Any]) -> int:
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return int(before["id"])
        assignments = ", ".join(f"{name} = ?" for name in self._known(table, changed))
        self.database.execute(
            f"UPDATE {table} SET {assignments}, version = version + 1 WHERE id = ?",  # noqa: S608 - known names only
            (*changed.values(), before["id"]),
        )
        after = before | changed | {"version": before["version"] + 1}
        return self._note(verb, table, before["id"], before, after)

    def _note(self, verb: Verb, table: str, row: int, before: Row | None, after: Row) -> int:
        self.entries.append(self.trail.add(INSERT, parameters(self.origin, Entry(verb, table, row, before, after))))
        self._written.setdefault(table, set()).add(row)
        return row

    def _known(self, table: str, names: Mapping[str, Any] | Sequence[str]) -> tuple[str, ...]:
        # Names come from our own code, yet a mistyped one must stop here and not become SQL.
        if table not in self.columns:
            raise LookupError(f"no such table: {table}")
        unknown = set(names) - set(self.columns[table])
        if unknown:
            raise LookupError(f"no such columns in {table}: {sorted(unknown)}")
        return tuple(names)


def _changed_since() -> ChangedSince:
    return ChangedSince(say("Somebody changed this after you opened it, so nothing was saved yet."))
