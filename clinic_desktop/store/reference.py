"""Search files of public data, such as the diagnosis codes: built in the user's cache, opened only for reading.

They are not encrypted and never hold anything of a clinic: only what anybody can download.
"""

import contextlib
import errno
import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.connection import driver
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.schema import statements
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

# "ClRf" as four bytes: no other SQLite file passes for one of these, the clinic's least of all.
APPLICATION_ID = 0x436C5266
_MAPPED_BYTES = 64 << 20
# Behind SQLite's own pages, where it never looks, stand this mark and the SHA-256 of all before it: in the file itself,
# so that both come with one renaming. Of 28 MB it is made in 25 ms (blake2b takes 50), too long for the first answer;
# so a job compares it once the file is open (`is_whole`); opening only sees that nothing is cut off.
_SEAL = b"ClRfseal"
_SEALED_BYTES = len(_SEAL) + hashlib.sha256().digest_size
_PIECE = 1 << 16
_A_DAY = 86_400
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def build_reference(
    path: Path, schema: Path, tables: Mapping[str, Iterable[tuple[Any, ...]]], last: Sequence[str] = ()
) -> None:
    """Make a search file of these rows; it gets its name when it is whole. Raises StoreTrouble.

    `last` are constant statements that fill tables from those rows.
    """
    # Not needed to read, as at every start.
    import tempfile

    with _writing():
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own: another window may be building the same file.
        made, name = tempfile.mkstemp(".part", f"{path.name}.", path.parent)
        os.close(made)
        aside = Path(name)
        try:
            _fill_file(aside, schema, tables, last)
            _seal(aside)
            _give_name(aside, path)
        finally:
            # What was cut off; a whole one has its name by now.
            aside.unlink(missing_ok=True)


def open_reference(path: Path) -> Reader:
    """Open a search file; raises StoreTrouble when it is missing, cut off, damaged in its head or something else."""
    with _reading():
        connection = driver().connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise StoreTrouble(say("This is not a search file of Clinic Desktop."))
            (pages,), (size,) = (connection.execute(f"PRAGMA page_{one}").fetchone() for one in ("count", "size"))
            if path.stat().st_size != pages * size + _SEALED_BYTES:
                raise _damaged()
            for pragma in ("query_only = ON", "trusted_schema = OFF", f"mmap_size = {_MAPPED_BYTES}"):
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
    from sqlite_utils import Database

    return _ReferenceReader(Database(connection, execute_plugins=False))


def is_whole(path: Path) -> bool:
    """Whether a search file is as it was built, to the last bit. Reads all of it, so a window asks in a job."""
    try:
        with path.open("rb") as file:
            length = path.stat().st_size - _SEALED_BYTES
            return length > 0 and _digest(file, length) == file.read()
    except OSError:
        return False


def forget_references(folder: Path, pattern: str, kept: Iterable[str]) -> None:
    """Remove the search files of this pattern but those of these names, and what cut-off builds left a day ago.

    Nothing else in the folder is touched; what cannot be removed stays.
    """
    names, long_ago = set(kept), time.time() - _A_DAY
    with contextlib.suppress(OSError):
        for path in folder.glob(pattern):
            if path.name not in names:
                _remove(path)
        for path in folder.glob(f"{pattern}.*part"):
            # A younger one may be another window's, still growing.
            if path.stat().st_mtime < long_ago:
                _remove(path)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _fill_file(path: Path, schema: Path, tables: Mapping[str, Iterable[tuple[Any, ...]]], last: Sequence[str]) -> None:
    connection = driver().connect(str(path), isolation_level=None)
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


def _fill(connection: Any, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"  # noqa: S608 - our own table names
    connection.execute(sql, first)
    connection.executemany(sql, iterator)


def _seal(path: Path) -> None:
    with path.open("r+b") as file:
        found = _digest(file, path.stat().st_size)
        file.seek(0, os.SEEK_END)
        file.write(found)


def _digest(file: BinaryIO, length: int) -> bytes:
    found = hashlib.sha256()
    while length > 0 and (piece := file.read(min(length, _PIECE))):
        found.update(piece)
        length -= len(piece)
    return _SEAL + found.digest()


def _give_name(aside: Path, path: Path) -> None:
    try:
        aside.replace(path)
    except OSError:
        # Windows replaces no file that is open: another window has built it in the meantime.
        if not is_whole(path):
            raise


class _ReferenceReader(Reader):
    """Says that it is the search file which cannot be read: it is not the clinic's."""

    def __init__(self, database: "Database") -> None:
        super().__init__(database)

    def all(self, sql: str, *values: object) -> list[Row]:
        with _reading():
            return list(self._database.query(sql, values))

    def rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with _reading():
            yield from self._database.execute(sql, values).fetchall()


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    """Turn what the disk and the database complain about into StoreTrouble. Wrong SQL stays a bug of ours."""
    try:
        yield
    except OSError as trouble:
        raise _damaged() from trouble
    except driver().Error as trouble:
        # Without a name: the text that was read is none.
        if getattr(trouble, "sqlite_errorname", None) in ("SQLITE_ERROR", "SQLITE_MISUSE", "SQLITE_RANGE"):
            raise
        raise _damaged() from trouble


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        raise _unwritable(full=trouble.errno in _NO_ROOM) from trouble
    except driver().OperationalError as trouble:
        name = getattr(trouble, "sqlite_errorname", None) or ""
        if not name.startswith(("SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_PERM")):
            raise
        raise _unwritable(full=name == "SQLITE_FULL") from trouble


def _unwritable(*, full: bool) -> StoreTrouble:
    if full:
        return StoreTrouble(say("The disk is full, so the search file cannot be made. Make room, then try again."))
    return StoreTrouble(say("The folder for search files cannot be written."))


def _damaged() -> StoreTrouble:
    return StoreTrouble(say("The search file is missing or damaged."))
