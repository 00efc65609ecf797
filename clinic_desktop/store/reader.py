"""A read-only view of the clinic's file: what queries get. A separate connection that cannot write."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from clinic_desktop.errors import Missing
from clinic_desktop.store.connection import store_trouble
from clinic_desktop.store.transaction import Row, Transaction, rows_of
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database


class Reads(Protocol):
    """What reads rows: a reader, or the transaction of a command."""

    def all(self, sql: str, *values: object) -> list[Row]:
        """All rows of a constant query."""


class Reader:
    """Runs constant queries; raises StoreTrouble when the file cannot be read."""

    def __init__(self, database: "Database") -> None:
        """`database` is a connection opened for reading."""
        self._database = database

    def all(self, sql: str, *values: object) -> list[Row]:
        """All rows of a constant query."""
        with store_trouble():
            return rows_of(self._database, sql, values)

    def one(self, sql: str, *values: object) -> Row:
        """The first row of a constant query; raises Missing where there is none."""
        for row in self.all(sql, *values):
            return row
        raise Missing(say("This is no longer there."))

    def rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Bare tuples, for lists where a dictionary a row would cost time."""
        with store_trouble():
            yield from self._database.execute(sql, values).fetchall()

    def content(self, digest: str) -> bytes:
        """The bytes kept under this SHA-256; raises Missing."""
        return bytes(self.one("SELECT bytes FROM contents WHERE digest = ?", digest)["bytes"])

    @contextlib.contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """All that is read inside is of the same moment, whatever is saved meanwhile; raises StoreTrouble."""
        with store_trouble():
            self._database.execute("BEGIN")
        try:
            yield
        finally:
            # What could not be read may have ended it.
            if self._database.conn.in_transaction:
                self._database.execute("ROLLBACK")

    def go_on_with(self, database: "Database") -> None:
        """Read from another connection from now on; the one before is closed."""
        self._database.close()
        self._database = database

    def close(self) -> None:
        """Close the connection."""
        self._database.close()


def inside(tx: Transaction) -> Reader:
    """A reader of what a command sees: everything that was written so far, its own rows included."""
    return Reader(tx.database)
