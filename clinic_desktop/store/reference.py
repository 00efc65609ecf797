"""Search files of public data, such as the diagnosis codes: built in the user's cache, opened only for reading.

They are not encrypted and never hold anything of a clinic: only what anybody can download.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.connection import driver, store_trouble
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.schema import statements
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

# "ClRf" as four bytes: no other SQLite file passes for one of these, the clinic's least of all.
APPLICATION_ID = 0x436C5266
_MAPPED_BYTES = 64 << 20


def build_reference(
    path: Path, schema: Path, tables: Mapping[str, Iterable[tuple[Any, ...]]], last: Sequence[str] = ()
) -> None:
    """Make a search file of these rows; it gets its name when it is whole. Raises StoreTrouble.

    `last` are constant statements that fill tables from those rows.
    """
    aside = path.with_name(path.name + ".part")
    with _world(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        connection = driver().connect(str(aside), isolation_level=None)
        try:
            # Nothing to lose: a build that is cut off is done again.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            for statement in statements(schema.read_text(encoding="utf-8")):
                connection.execute(statement)
            for table, rows in tables.items():
                _fill(connection, table, rows)
            for statement in last:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("COMMIT")
        finally:
            connection.close()
        aside.replace(path)


def open_reference(path: Path) -> Reader:
    """Open a search file; raises StoreTrouble when it is missing, damaged or something else."""
    with _world(path):
        connection = driver().connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise StoreTrouble(say("This is not a search file of Clinic Desktop."))
            for pragma in ("query_only = ON", "trusted_schema = OFF", f"mmap_size = {_MAPPED_BYTES}"):
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
    from sqlite_utils import Database

    return _ReferenceReader(Database(connection, execute_plugins=False), path)


def forget_references(folder: Path, kept: Iterable[str]) -> None:
    """Remove the search files of a folder but those of these names; what cannot be removed stays."""
    names = set(kept)
    for path in folder.glob("*"):
        if path.name not in names:
            with contextlib.suppress(OSError):
                path.unlink()


def _fill(connection: Any, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"  # noqa: S608 - our own table names
    connection.execute(sql, first)
    connection.executemany(sql, iterator)


class _ReferenceReader(Reader):
    """Says which file it is that cannot be read: it is not the clinic's."""

    def __init__(self, database: "Database", path: Path) -> None:
        super().__init__(database)
        self._path = path

    def all(self, sql: str, *values: object) -> list[Row]:
        with _world(self._path):
            return super().all(sql, *values)

    def rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with _world(self._path):
            yield from super().rows(sql, *values)


@contextlib.contextmanager
def _world(path: Path) -> Iterator[None]:
    """Turn what the disk and the database complain about into StoreTrouble about this search file."""
    try:
        with store_trouble():
            yield
    except StoreTrouble as trouble:
        # The database's own complaint: the sentence that store_trouble has for it is about the clinic's file.
        if trouble.__cause__ is None:
            raise
        raise _cannot(path, str(trouble.__cause__)) from trouble
    except OSError as trouble:
        raise _cannot(path, trouble.strerror or "") from trouble


def _cannot(path: Path, why: str) -> StoreTrouble:
    return StoreTrouble(
        say(
            "The search file “{file}” cannot be read or written: {why}. The clinic's own file is not concerned.",
            file=path.name,
            why=why,
        )
    )
