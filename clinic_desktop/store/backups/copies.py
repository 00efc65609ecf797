"""Copies of a clinic's file: made by the database itself, and verified by opening them."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.store.backups.named import Named, named_in
from clinic_desktop.store.chain import Head, head_of
from clinic_desktop.store.connection import APPLICATION_ID, Mode, open_encrypted, store_trouble
from clinic_desktop.store.files import FileMark, open_file
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

_STEPS_BETWEEN_LOOKS = 1_000
_BLOCK = 1 << 18
# A record of text has a thousandth of it.
_MOST_BYTES = 1 << 40


class Verified(NamedTuple):
    """What a copy of a clinic's file was found to be: schema number, state, rows of each table, the encrypted files
    that it speaks of, the end of its audit trail, and what each column of money adds up to."""

    schema: int
    state: str
    rows: dict[str, int]
    named: Named
    head: Head
    sums: dict[str, int]


@contextlib.contextmanager
def opened(path: Path, key: bytes, mode: Mode) -> Iterator["Database"]:
    """An open file that is closed again; raises StoreTrouble."""
    database = open_encrypted(path, key, mode)
    try:
        yield database
    finally:
        database.close()


@contextlib.contextmanager
def interruptible(database: "Database", progress: Progress) -> Iterator[None]:
    """While the database does one long thing, it looks whether it was asked to stop; raises Cancelled then."""
    database.conn.set_progress_handler(lambda: int(progress.is_stopped), _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except Exception:
        if progress.is_stopped:
            raise Cancelled from None
        raise
    finally:
        database.conn.set_progress_handler(None, 0)


def verify(path: Path, key: bytes, progress: Progress) -> Verified:
    """Open a copy and check every page of it; raises StoreTrouble when it is not a whole clinic, and Cancelled."""
    with opened(path, key, "read") as copy, interruptible(copy, progress), store_trouble():
        whole = (
            not copy.execute("PRAGMA cipher_integrity_check").fetchall()
            and copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            and not copy.execute("PRAGMA foreign_key_check").fetchall()
            # An empty file opens as an empty database, and every check finds it well.
            and copy.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        )
        if not whole:
            raise StoreTrouble(say("The copy is not whole, so it does not count."))
        schema = int(copy.execute("PRAGMA user_version").fetchone()[0])
        return Verified(schema, state_of(copy), row_counts(copy), named_in(copy), head_of(copy), sums_in(copy))


def row_counts(database: "Database") -> dict[str, int]:
    """How many rows each table has, those of search indexes left out."""
    tables = [
        row[1] for row in database.execute("PRAGMA table_list").fetchall() if (row[0], row[2]) == ("main", "table")
    ]
    return {
        table: int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - the file's own names
        for table in sorted(tables)
        if not table.startswith("sqlite_")
    }


def sums_in(database: "Database") -> dict[str, int]:
    """What each column of money adds up to, in cents, by "table.column": every one that is called `…_cents`, as all of
    them are."""
    sql = (
        "SELECT owner.name, part.name FROM sqlite_schema AS owner JOIN pragma_table_info(owner.name) AS part"
        " WHERE owner.type = 'table' AND part.name LIKE '%\\_cents' ESCAPE '\\' ORDER BY owner.name, part.cid"
    )
    columns: dict[str, list[str]] = {}
    for table, column in database.execute(sql).fetchall():
        columns.setdefault(str(table), []).append(str(column))
    sums: dict[str, int] = {}
    for table, names in columns.items():
        added = ", ".join(f"coalesce(sum({name}), 0)" for name in names)
        found = database.execute(f"SELECT {added} FROM {table}").fetchone()  # noqa: S608 - the file's own names
        sums.update({f"{table}.{name}": int(cents) for name, cents in zip(names, found, strict=True)})
    return sums


def copied_into(database: "Database", target: Path, progress: Progress) -> None:
    """Have the database copy itself to a new file, and flush it; raises StoreTrouble, and Cancelled when asked to."""
    with interruptible(database, progress), store_trouble():
        database.execute("VACUUM INTO ?", (str(target),))
    # Not every stick or network folder has such rights: what is written is encrypted.
    with contextlib.suppress(OSError):
        target.chmod(0o600)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def length_of(database: "Database") -> int:
    """How many bytes an open file has, as the database counts them: it is never looked at in another way."""
    pages, size = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages) * int(size)


def state_of(database: "Database") -> str:
    """What the record stands at: its schema, the last entry of the audit trail, what is kept of unsaved forms."""
    schema = database.execute("PRAGMA user_version").fetchone()[0]
    found = database.execute("SELECT id, command FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    # After a restore the same numbers come again, with other commands.
    last, command = found or (0, "")
    count, kept_at = database.execute("SELECT count(*), coalesce(max(kept_at), '') FROM drafts").fetchone()
    return f"{schema}/{last}/{command}/{count}/{kept_at}"


def file_mark(path: Path) -> FileMark:
    """The size and hash of a file that no database has open."""
    digest, read = hashlib.sha256(), 0
    with open_file(path, _MOST_BYTES) as (file, _):
        while block := file.read(_BLOCK):
            digest.update(block)
            read += len(block)
    return FileMark(read, digest.hexdigest())
