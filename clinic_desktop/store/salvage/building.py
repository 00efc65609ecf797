"""Builds the new file: an empty one of the same schema, filled with what was read, replayed and taken from a backup."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.store.check.kept import lost_papers
from clinic_desktop.store.connection import driver, store_trouble
from clinic_desktop.store.salvage.aside import put_aside
from clinic_desktop.store.salvage.model import SavedTable
from clinic_desktop.store.salvage.reading import TableReader
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = Mapping[str, Any]
# What a table has whose rows only commands write. Their numbers have no gaps, for none is ever taken away.
_TOLD = frozenset({"id", "version", "retired_at"})
# Read before all others: it says how many rows the others have.
_FIRST = "audit"
# As many rows more at most than anybody knows of a table, where neither its end nor that of the trail can be read.
_MORE = 1_000
_EVERY = 500
_NO_END = 2**62


@dataclass(slots=True)
class Building:
    """A new file that is being filled. `damaged` is a copy of the old one, `backup` an older one that is whole."""

    new: "Database"
    damaged: "Database"
    backup: "Database | None"
    # Tables that follow from the others, as balances do: they are added up anew later.
    reckoned: frozenset[str]
    progress: Progress
    # The rows that stand on a lost one, as they were: for the trail.
    aside: list[tuple[str, Row]] = field(default_factory=list)
    _saved: dict[str, SavedTable] = field(default_factory=dict)
    _have: dict[str, set[int]] = field(default_factory=dict)
    _has_end: set[str] = field(default_factory=set)
    # What was put back as an earlier entry than this one says may have been changed once more.
    _last_lost: int = 0

    def fill(self) -> tuple[SavedTable, ...]:
        """Fill it with everything; raises StoreTrouble where the new file cannot be written, and Cancelled."""
        with store_trouble():
            self.new.execute("PRAGMA foreign_keys = OFF")
            self.new.execute("BEGIN")
            # What keeps commands from doing wrong would keep rows out that are right.
            kept = dict(self.new.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())
            for name in kept:
                self.new.execute(f"DROP TRIGGER {name}")
            tables = tables_of(self.new)
            for at, table in enumerate(tables):
                self.progress.report(at, 2 * len(tables), say("Reading what can be read"))
                self._read(table)
            for at, table in enumerate(tables):
                self.progress.report(len(tables) + at, 2 * len(tables), say("Putting back what is missing"))
                if not self._saved[table].is_whole:
                    self._complete(table)
            self._put_aside()
            for sql in kept.values():
                self.new.execute(sql)
            self.new.execute("COMMIT")
            self.new.execute("PRAGMA foreign_keys = ON")
        return tuple(self._saved[name] for name in sorted(self._saved))

    def _read(self, table: str) -> None:
        """What the damaged file still has of a table."""
        columns, has_rowid = _shared(self.damaged, self.new, table), not _is_without_rowid(self.new, table)
        have = self._have[table] = set()
        if not columns:
            # Nobody can read where it lies.
            self._saved[table] = SavedTable(table, is_whole=False)
            return
        reader = TableReader(self.damaged, table, columns, self._highest(table, has_rowid=has_rowid), has_rowid)
        count = 0
        for number, values in reader.rows():
            count += self._put(table, columns, values)
            have.add(number)
            if count % _EVERY == 0 and self.progress.is_stopped:
                raise Cancelled
        if reader.has_end:
            self._has_end.add(table)
        self._saved[table] = SavedTable(table, count, is_whole=reader.is_whole)

    def _complete(self, table: str) -> None:
        """What is missing of a table that could not be read whole: as the trail says it, else as the backup has it."""
        saved, spare = self._saved[table], self._spare(table)
        if table == _FIRST:
            self._complete_trail(saved, spare)
        elif set(_columns(self.new, table)) >= _TOLD:
            self._complete_told(saved, spare)
        else:
            taken = sum(self._put(table, tuple(row), tuple(row.values())) for row in spare)
            # What nobody names is not missed: a paper by its hash, and what follows from other rows.
            is_open = table not in self.reckoned and table != "contents"
            self._saved[table] = replace(saved, from_backup=taken, is_open=is_open)

    def _complete_trail(self, saved: SavedTable, spare: Iterable[Row]) -> None:
        have, taken = self._have[_FIRST], 0
        for row in spare:
            if row["id"] not in have:
                taken += self._put(_FIRST, tuple(row), tuple(row.values()))
                have.add(row["id"])
        lost, is_open = _gaps(have), _FIRST not in self._has_end
        self._last_lost = _NO_END if is_open else max(lost, default=0)
        self._saved[_FIRST] = replace(saved, from_backup=taken, lost=len(lost), is_open=is_open)

    def _complete_told(self, saved: SavedTable, spare: Iterable[Row]) -> None:
        table, have, names = saved.name, self._have[saved.name], set(_columns(self.new, saved.name))
        kept = {int(row["id"]): row for row in spare}
        told = self._told(table)
        replayed = from_backup = older = 0
        for number in sorted({*kept, *told} - have):
            entry, said = told.get(number, (0, {}))
            before = kept.get(number, {})
            is_told = bool(said) and int(said.get("version", 0)) >= int(before.get("version", 0))
            row = {**before, **{name: value for name, value in said.items() if name in names}} if is_told else before
            if self._put(table, tuple(row), tuple(row.values())):
                have.add(number)
                replayed += is_told
                from_backup += not is_told
                older += entry < self._last_lost
        is_open = self._last_lost == _NO_END and table not in self._has_end
        self._saved[table] = replace(
            saved, replayed=replayed, from_backup=from_backup, older=older, lost=len(_gaps(have)), is_open=is_open
        )

    def _told(self, table: str) -> dict[int, tuple[int, Row]]:
        """The last that the trail says of each row: the number of the entry, and the row."""
        sql = "SELECT row_id, after, max(id) FROM audit WHERE table_name = ? AND verb <> 'note' GROUP BY row_id"
        told: dict[int, tuple[int, Row]] = {}
        for number, after, entry in self.new.execute(sql, (table,)):
            said = _read_json(after)
            if said.get("id") == number:
                told[int(number)] = (int(entry), said)
        return told

    def _spare(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as the backup has them, with the columns that the new file has too."""
        columns = _shared(self.backup, self.new, table) if self.backup else ()
        if not self.backup or not columns:
            return []
        found = self.backup.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()  # noqa: S608 - own names
        return [dict(zip(columns, values, strict=True)) for values in found]

    def _put_aside(self) -> None:
        for table, rows in put_aside(self.new).items():
            saved = self._saved[table]
            if table not in (*self.reckoned, "contents"):
                self._saved[table] = replace(saved, aside=len(rows))
                self.aside.extend((table, row) for row in rows)
        self._saved["contents"] = replace(self._saved["contents"], lost=lost_papers(self.new))

    def _highest(self, table: str, *, has_rowid: bool) -> int:
        """The highest number that a row can have, by the trail, which is read first, and by the backup."""
        known = [0]
        if table != _FIRST:
            sql = "SELECT max(row_id) FROM audit WHERE table_name = ?"
            known.append(int(self.new.execute(sql, (table,)).fetchone()[0] or 0))
        if self.backup and has_rowid and _columns(self.backup, table):
            sql = f"SELECT max(rowid) FROM {table}"  # noqa: S608 - own names
            known.append(int(self.backup.execute(sql).fetchone()[0] or 0))
        is_known = table != _FIRST and self._saved[_FIRST].is_whole
        return max(known) + (0 if is_known else _MORE)

    def _put(self, table: str, columns: tuple[str, ...], values: tuple[Any, ...]) -> int:
        """Put a row there, and say whether it was: one that breaks a rule of its table stays out, and is lost."""
        marks = ", ".join("?" * len(values))
        sql = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - own names
        try:
            return int(self.new.execute(sql, values).rowcount)
        except driver().IntegrityError:
            return 0


def tables_of(database: "Database") -> list[str]:
    """The tables of a record, the trail first; not those that a search index keeps its words in."""
    rows = database.execute("PRAGMA table_list").fetchall()
    searched = tuple(f"{row[1]}_" for row in rows if row[2] == "virtual")
    names = [row[1] for row in rows if (row[0], row[2]) == ("main", "table") and not row[1].startswith("sqlite_")]
    return sorted(
        (name for name in names if not name.startswith(searched or ("\0",))), key=lambda one: (one != _FIRST, one)
    )


def _columns(database: "Database", table: str) -> tuple[str, ...]:
    """The columns of a table; none where it is not there, or nobody can read where it lies."""
    try:
        return tuple(str(row[1]) for row in database.execute(f"PRAGMA table_info({table})").fetchall())
    except driver().Error:
        return ()


def _shared(source: "Database", new: "Database", table: str) -> tuple[str, ...]:
    there = _columns(source, table)
    return tuple(one for one in _columns(new, table) if one in there)


def _is_without_rowid(database: "Database", table: str) -> bool:
    return any(row[1] == table and row[4] for row in database.execute("PRAGMA table_list").fetchall())


def _gaps(have: set[int]) -> set[int]:
    return set(range(1, max(have, default=0))) - have


def _read_json(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
