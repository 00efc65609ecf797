"""RecordRows of any table in blocks, so that memory stays flat; where a block cannot be read, all of it that can be."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.exports.model import ColumnShape, Lost, RecordShape, TableShape
from clinic_desktop.exports.rules.left_out import exported_columns
from clinic_desktop.exports.rules.naming import name_beside_sql, name_column, named_columns
from clinic_desktop.store.sturdy import SturdyReader
from clinic_desktop.store.transaction import Row

BLOCK_ROWS = 500
_AT = "_at"
# Where nobody can say any more how many rows a table has: it is asked for rows of these numbers.
_ASKED_FOR = tuple(1 << one for one in range(24))


class _Last(NamedTuple):
    """The number of the last row of a table; a guessed one where nobody knows how many rows are lost behind it."""

    number: int
    is_guessed: bool = False


class RecordRows:
    """Reads the tables of one file; `lost` grows by what could not be read."""

    def __init__(self, read: SturdyReader, shape: RecordShape) -> None:
        """All is read through this reader."""
        self._read, self.shape = read, shape
        self.lost: list[Lost] = []

    def of(self, table: TableShape) -> Iterator[Row]:
        """All rows of a table in their order, with the names beside their numbers."""
        if not table.key:
            yield from self._whole(table)
            return
        missing = 0
        last = self._last(table)
        for rows, lost in self._blocks(table, last):
            missing += lost
            yield from rows
        if missing or last.is_guessed:
            self.lost.append(Lost(table.name, None if last.is_guessed else missing))

    def owned(self, table: TableShape, column: str, owners: Sequence[int]) -> list[Row]:
        """The rows of a table whose column names one of these, in their order. Those that nobody can read are counted
        by `of`, which comes by each table once."""
        order = "t.rowid" if table.key else ", ".join(f"t.{one.name}" for one in table.columns[:2])
        where = f"t.{column} IN (SELECT value FROM json_each(?)) ORDER BY {order}"  # noqa: S608 - the file's own names
        try:
            return self._select(table, where, (json.dumps(list(owners)),))
        except StoreTrouble:
            # An index may be damaged where the rows are whole.
            wanted = set(owners)
            return [row for rows, _ in self._blocks(table, self._last(table)) for row in rows if row[column] in wanted]

    def without_owner(self, table: TableShape, column: str) -> list[Row]:
        """The rows of a table whose column names nothing."""
        try:
            return self._select(table, f"t.{column} IS NULL ORDER BY t.rowid", ())
        except StoreTrouble:
            return [row for rows, _ in self._blocks(table, self._last(table)) for row in rows if row[column] is None]

    def numbers(self, table: TableShape) -> Iterator[int]:
        """The numbers of all rows that can be read."""
        return (int(row["id"]) for row in self.of(table))

    def _blocks(self, table: TableShape, last: _Last) -> Iterator[tuple[list[Row], int]]:
        for begin in range(0, last.number, BLOCK_ROWS):
            yield self._between(table, begin, min(begin + BLOCK_ROWS, last.number))

    def _between(self, table: TableShape, after: int, last: int) -> tuple[list[Row], int]:
        """The rows with these numbers, and how many of them cannot be read."""
        where, values = "t.rowid > ? AND t.rowid <= ? ORDER BY t.rowid", (after, last)
        with suppress(StoreTrouble):
            return self._select(table, where, values), 0
        # The rows themselves may be whole, and one that names them not.
        first, is_whole = self._whole_rows(table, where, values)
        if is_whole:
            return first, 0
        begin = first[-1][_AT] + 1 if first else after + 1
        second, _ = self._whole_rows(table, f"{where} DESC", (begin - 1, last))
        end = second[-1][_AT] - 1 if second else last
        rows = [*first, *self._inside(table, begin, end), *second]
        # Numbers follow each other, for nothing is ever deleted.
        return sorted(rows, key=lambda row: int(row[_AT])), last - after - len(rows)

    def _inside(self, table: TableShape, low: int, high: int) -> list[Row]:
        """The rows between two that cannot be read. Of those that cannot be read either each is asked for once; from
        one that can it goes on both ways."""
        if high <= low + 1:
            return []
        middle = (low + high) // 2
        up, _ = self._whole_rows(table, "t.rowid >= ? AND t.rowid < ? ORDER BY t.rowid", (middle, high))
        if not up:
            return [*self._inside(table, low, middle), *self._inside(table, middle, high)]
        down, _ = self._whole_rows(table, "t.rowid > ? AND t.rowid < ? ORDER BY t.rowid DESC", (low, middle))
        begin = down[-1][_AT] - 1 if down else middle - 1
        return [*down, *up, *self._inside(table, low, begin), *self._inside(table, up[-1][_AT] + 1, high)]

    def _whole_rows(self, table: TableShape, where: str, values: Sequence[object]) -> tuple[list[Row], bool]:
        columns = ", ".join(self._columns(table, with_names=False))
        sql = f"SELECT {columns} FROM {table.name} AS t WHERE {where}"  # noqa: S608 - the file's own names
        return self._read.as_far_as_whole(sql, *values)

    def _whole(self, table: TableShape) -> list[Row]:
        try:
            return self._select(table, "1", ())
        except StoreTrouble:
            self.lost.append(Lost(table.name))
            return []

    def _last(self, table: TableShape) -> _Last:
        """The number of the last row; where the end of a table cannot be read, what the audit trail knows of it, else
        that of a row behind the last one which can be."""
        try:
            return _Last(int(self._read.one(f"SELECT max(rowid) AS last FROM {table.name}")["last"] or 0))  # noqa: S608 - own names
        except StoreTrouble:
            found = max((one for one in _ASKED_FOR if self._can_read(table, one)), default=0)
        if found:
            with suppress(StoreTrouble):
                sql = "SELECT max(row_id) AS last FROM audit WHERE table_name = ?"
                return _Last(int(self._read.one(sql, table.name)["last"] or 0))
        return _Last(found * 2, is_guessed=True)

    def _can_read(self, table: TableShape, number: int) -> bool:
        try:
            self._read.all(f"SELECT rowid FROM {table.name} WHERE rowid = ?", number)  # noqa: S608 - own names
        except StoreTrouble:
            return False
        return True

    def _select(self, table: TableShape, where: str, values: Sequence[object], *, with_names: bool = True) -> list[Row]:
        columns = ", ".join(self._columns(table, with_names=with_names))
        return self._read.all(f"SELECT {columns} FROM {table.name} AS t WHERE {where}", *values)  # noqa: S608 - the file's own names

    def _columns(self, table: TableShape, *, with_names: bool) -> Iterator[str]:
        named = set(named_columns(self.shape, table))
        if table.key:
            yield f"t.rowid AS {_AT}"
        for column in exported_columns(table):
            yield f"t.{column.name}"
            if column in named:
                name = name_beside_sql(self.shape, column, "t") if with_names else "NULL"
                yield f"{name} AS {name_column(table, column)}"


def headings(shape: RecordShape, table: TableShape) -> tuple[tuple[str, ColumnShape | None], ...]:
    """The columns of a table as they are exported, each with what it is; None for a name beside a number."""
    made: list[tuple[str, ColumnShape | None]] = []
    named = set(named_columns(shape, table))
    for column in exported_columns(table):
        made.append((column.name, column))
        if column in named:
            made.append((name_column(table, column), None))
    return tuple(made)
