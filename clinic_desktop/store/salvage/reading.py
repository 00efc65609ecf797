"""Reads the rows of a damaged table that can be read: from both ends up to the damage, between two damages by halves.

A damaged page is never read over: the cipher's seal of it does not fit, and SQLite refuses it.
"""

import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clinic_desktop.store.connection import driver

if TYPE_CHECKING:
    from sqlite_utils import Database

Values = tuple[Any, ...]
Numbered = tuple[int, Values]
_FIRST, _LAST = -(2**62), 2**62


@dataclass(slots=True)
class TableReader:
    """One table of a damaged file. `is_whole` is true for as long as nothing of it refused to be read;
    `has_end` once its last row was, so that nobody need ask whether there were more.

    `highest` is the highest number that a row of it can have, as far as anybody knows.
    """

    database: "Database"
    table: str
    columns: tuple[str, ...]
    highest: int
    has_rowid: bool = True
    is_whole: bool = True
    has_end: bool = False

    def rows(self) -> Iterator[Numbered]:
        """Every row that can be read, each once, with its number (0 where its table has none)."""
        if not self.has_rowid:
            yield from self._by_key()
            return
        last = yield from self._scan("ASC", _FIRST, _LAST)
        if last is None:
            self.has_end = True
            return
        first = yield from self._scan("DESC", last + 1, _LAST)
        self.has_end = first is None or first <= _LAST
        if first is None:
            return
        # Where not even the end can be read: as far as anybody knows of rows.
        top = self.highest if first > _LAST else first - 1
        yield from self._between(max(last + 1, 0) if last < _FIRST else last + 1, top)

    def _between(self, low: int, high: int) -> Iterator[Numbered]:
        """What lies between two damages: ever smaller pieces of it, from both ends."""
        pieces = [(low, high)]
        while pieces:
            low, high = pieces.pop()
            if low > high:
                continue
            last = yield from self._scan("ASC", low, high)
            if last is None or last >= high:
                continue
            low = last + 1
            first = yield from self._scan("DESC", low, high)
            high = high if first is None else first - 1
            if low < high:
                middle = (low + high) // 2
                pieces += [(middle + 1, high), (low, middle)]

    def _scan(self, order: str, low: int, high: int) -> "Generator[Numbered, None, int | None]":
        """Rows one after the other; returns the number up to which they were read when a page refused (the one before
        the first where none was read at all), None where none did."""
        at = low - 1 if order == "ASC" else high + 1
        sql = (
            f"SELECT rowid, {self._names()} FROM {self.table} WHERE rowid BETWEEN ? AND ?"  # noqa: S608 - own names
            f" ORDER BY rowid {order}"
        )
        try:
            for number, *values in self.database.execute(sql, (low, high)):
                at = number
                if self._is_sound(values):
                    yield number, tuple(values)
        except driver().Error:
            self.is_whole = False
            return at
        return None

    def _by_key(self) -> Iterator[Numbered]:
        """A table without numbers: from both ends up to the damage."""
        seen: set[Values] = set()
        for order in ("ASC", "DESC"):
            sql = f"SELECT {self._names()} FROM {self.table} ORDER BY 1 {order}, 2 {order}"  # noqa: S608 - own names
            try:
                for values in self.database.execute(sql):
                    if values not in seen and self._is_sound(values):
                        seen.add(values)
                        yield 0, tuple(values)
            except driver().Error:
                self.is_whole = False
                continue
            return

    def _is_sound(self, values: "Sequence[Any]") -> bool:
        """Whether a row is what was written: a page of nothing but zeros is taken for one that was never written, and
        the end of a long text is on a page of its own."""
        is_sound = not any(isinstance(one, str) and "\0" in one for one in values)
        if is_sound and self.columns == ("digest", "bytes"):
            is_sound = hashlib.sha256(values[1]).hexdigest() == values[0]
        self.is_whole &= is_sound
        return is_sound

    def _names(self) -> str:
        return ", ".join(self.columns)
