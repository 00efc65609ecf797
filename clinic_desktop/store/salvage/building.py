"""Builds the new file: an empty one of the same schema, filled with what was read, replayed and taken from a backup."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store.audit import as_json
from clinic_desktop.store.connection import driver, store_trouble
from clinic_desktop.store.salvage.model import SavedTable
from clinic_desktop.store.salvage.reading import Numbered, TableReader, Values
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

# Builds anew what follows from other rows, as search indexes and balances.
Finish = Callable[["Database"], object]
_TOLD = {"id", "version", "retired_at"}
_FIRST = ("audit", "contents")


@dataclass(slots=True)
class Building:
    """A new file that is being filled. `damaged` is a copy of the old one, `backup` the newest that goes before it."""

    new: "Database"
    damaged: "Database"
    backup: "Database | None"
    progress: Progress
    saved: dict[str, SavedTable] = field(default_factory=dict)
    # Entries of the trail that are lost: what was put back from an earlier one may have been changed once more.
    _last_lost: int = 0
    _have: dict[str, set[int]] = field(default_factory=dict)

    def fill(self, finish: Finish) -> tuple[SavedTable, ...]:
        """Fill it with everything; raises StoreTrouble where the new file cannot be written, and Cancelled."""
        with store_trouble():
            self.new.execute("PRAGMA foreign_keys = OFF")
            self.new.execute("BEGIN")
            # What keeps commands from doing wrong would keep rows out that are right.
            kept = _triggers(self.new)
            for name in kept:
                self.new.execute(f"DROP TRIGGER {name}")
            tables = _tables(self.new)
            for at, table in enumerate(tables):
                self.progress.report(at, 2 * len(tables), say("Reading what can be read"))
                self._read(table)
            for at, table in enumerate(tables):
                self.progress.report(len(tables) + at, 2 * len(tables), say("Putting back what is missing"))
                self._complete(table)
            self._set_aside()
            finish(self.new)
            for sql in kept.values():
                self.new.execute(sql)
            self.new.execute("COMMIT")
            self.new.execute("PRAGMA foreign_keys = ON")
        return tuple(self.saved[name] for name in sorted(self.saved))

    def _read(self, table: str) -> None:
        """What the damaged file still has of a table."""
        there = _columns(self.damaged, table)
        columns = tuple(one for one in _columns(self.new, table) if one in there)
        have = self._have[table] = set()
        if not columns:
            self.saved[table] = SavedTable(table, is_whole=False, is_open=True)
            return
        reader = TableReader(self.damaged, table, columns, self._highest(table), _has_rowid(self.new, table))
        count = 0
        for row in reader.rows():
            count += self._put(table, columns, row)
            have.add(row[0])
            if count % _EVERY == 0 and self.progress.is_stopped:
                raise Cancelled
        self.saved[table] = SavedTable(table, count, is_whole=reader.is_whole)

    def _complete(self, table: str) -> None:
        """What is missing of a table that could not be read to its end: as the trail says, else as the backup has it."""
        saved = self.saved[table]
        if saved.is_whole:
            return
        if table == "audit":
            self._complete_trail(saved)
        elif set(_columns(self.new, table)) >= _TOLD:
            self._complete_told(saved)
        else:
            self._complete_untold(saved)

    def _complete_trail(self, saved: SavedTable) -> None:
        taken = self._take("audit", self._have["audit"]) if self.backup else 0
        lost = _gaps(self._have["audit"])
        # Its end: what came after the last entry that is there, nobody knows.
        self._last_lost = _NO_END if not lost or saved.is_whole else _NO_END
        self.saved["audit"] = replace(saved, from_backup=taken, lost=len(lost), is_open=True)

    def _complete_told(self, saved: SavedTable) -> None:
        """Rows that commands write: their numbers have no gaps, for none was ever taken away."""
        table, have = saved.name, self._have[saved.name]
        replayed = from_backup = older = 0
        spare = self._spare_rows(table)
        names = _columns(self.new, table)
        for number, (entry, told) in self._told(table).items():
            if number in have:
                continue
            kept = spare.get(number, {})
            if kept and int(kept["version"]) > int(told.get("version", 0)):
                continue
            row = {**kept, **{name: value for name, value in told.items() if name in names}}
            if self._put(table, tuple(row), (number, tuple(row.values()))):
                have.add(number)
                replayed += 1
                older += entry < self._last_lost
        for number, row in spare.items():
            if number not in have and self._put(table, tuple(row), (number, tuple(row.values()))):
                have.add(number)
                from_backup += 1
                older += 1
        lost = len(_gaps(have))
        self.saved[table] = replace(
            saved, replayed=replayed, from_backup=from_backup, lost=lost, older=older, is_open=self._last_lost > 0
        )

    def _complete_untold(self, saved: SavedTable) -> None:
        """What no entry speaks of: papers by their hash, drafts, and what follows from other rows."""
        taken = self._take(saved.name, set()) if self.backup else 0
        is_reckoned = saved.name in self.reckoned
        self.saved[saved.name] = replace(saved, from_backup=taken, is_open=not is_reckoned)

    def _spare_rows(self, table: str) -> dict[int, dict[str, Any]]:
        """The rows of a table as the backup has them, by their numbers."""
        if self.backup is None:
            return {}
        names = [one for one in _columns(self.backup, table) if one in _columns(self.new, table)]
        if not names:
            return {}
        found = self.backup.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()  # noqa: S608 - own names
        rows = [dict(zip(names, values, strict=True)) for values in found]
        return {int(row["id"]): row for row in rows}

    def _take(self, table: str, have: set[int]) -> int:
        """Take over from the backup what is not there; returns how many rows that were."""
        assert self.backup
        names = tuple(one for one in _columns(self.backup, table) if one in _columns(self.new, table))
        if not names:
            return 0
        count = 0
        for values in self.backup.execute(f"SELECT {', '.join(names)} FROM {table}"):  # noqa: S608 - own names
            number = int(values[0]) if names[0] == "id" else 0
            if number not in have or not number:
                count += self._put(table, names, (number, tuple(values)))
                have.add(number)
        return count

    def _told(self, table: str) -> dict[int, tuple[int, dict[str, Any]]]:
        """The last that the trail says of each row: the number of the entry, and the row."""
        sql = (
            "SELECT row_id, after, max(id) FROM audit WHERE table_name = ? AND verb <> 'note' GROUP BY row_id"
        )
        told = {}
        for row, after, entry in self.new.execute(sql, (table,)):
            try:
                said = json.loads(after)
            except ValueError:
                continue
            if isinstance(said, dict):
                told[int(row)] = (int(entry), said)
        return told

    def _highest(self, table: str) -> int:
        """The highest number that anybody knows of a table: the trail (read first), and the backup."""
        known = [0]
        if table != "audit":
            found = self.new.execute("SELECT max(row_id) FROM audit WHERE table_name = ?", (table,)).fetchone()
            known.append(int(found[0] or 0))
        if self.backup and table in self.backup.table_names():
            with_number = _has_rowid(self.backup, table)
            if with_number:
                known.append(int(self.backup.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0))  # noqa: S608
        # Since then as many more at most as a busy month has.
        return max(known) + _MORE

    def _put(self, table: str, columns: tuple[str, ...], row: Numbered) -> int:
        """Put a row there, and say whether it was: what breaks a rule of its table by itself stays out."""
        number, values = row
        if _is_by_number(columns):
            columns, values = ("rowid", *columns), (number, *values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - own names
        try:
            return int(self.new.execute(sql, values).rowcount)
        except driver().IntegrityError:
            return 0
