"""Brings a clinic's file to this program's schema, from the numbered SQL files; refuses a newer one."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_desktop.errors import Damaged, StoreTrouble, TooNew
from clinic_desktop.paths import MIGRATIONS
from clinic_desktop.store.backups.backup import back_up_before_migration
from clinic_desktop.store.connection import APPLICATION_ID, driver, store_trouble
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database


_NUMBERED = re.compile(r"[0-9]{4}_.*\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file: NNNN_words.sql."""

    number: int
    path: Path


def migrations(folder: Path = MIGRATIONS) -> tuple[Migration, ...]:
    """The shipped migrations in their order; a gap or a repeated number is a bug."""
    # By their names, which are compared in no time: this is asked at every opening.
    names = sorted(path.name for path in folder.iterdir() if _NUMBERED.fullmatch(path.name))
    found = [Migration(int(name[:4]), folder / name) for name in names]
    if [migration.number for migration in found] != list(range(1, len(found) + 1)):
        raise LookupError("migrations are not numbered from 1 without a gap")
    return tuple(found)


def create(database: "Database", folder: Path = MIGRATIONS, until: int | None = None) -> None:
    """Give a new, empty file its schema: the newest, or that of an earlier number."""
    _apply(database, migrations(folder)[:until])


def check(database: "Database", folder: Path = MIGRATIONS) -> int:
    """The file's schema number, read before anything is written; raises TooNew or StoreTrouble."""
    with store_trouble():
        application = database.execute("PRAGMA application_id").fetchone()[0]
        version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION_ID:
        raise Damaged(say("This file is not a clinic of Clinic Desktop. It was left as it is."))
    newest = len(migrations(folder))
    if version > newest:
        raise TooNew(
            say(
                "This clinic was used with a newer Clinic Desktop (its file has version {version}, this program "
                "knows {newest}). It was left untouched. Install the newer program.",
                version=version,
                newest=newest,
            )
        )
    return version


def migrate(
    database: "Database", key: bytes, clinic: ClinicFolder | None, now: datetime, folder: Path = MIGRATIONS
) -> None:
    """Apply what is pending, after a verified backup of the clinic; all of it or nothing.

    A copy that nobody works with yet has no `clinic`: what it was copied from is its backup.
    """
    version = check(database, folder)
    pending = migrations(folder)[version:]
    if pending:
        if clinic:
            back_up_before_migration(database, key, clinic, now)
        _apply(database, pending)


def is_ours(database: "Database", folder: Path = MIGRATIONS) -> bool:
    """Whether the triggers and views of a file are those that the migrations up to its number make, no more and no
    less: one that somebody put there would go on working in the clinic. Raises StoreTrouble or TooNew."""
    version = check(database, folder)
    wanted = _parts_made_by(tuple(one.path.read_text(encoding="utf-8") for one in migrations(folder)[:version]))
    with store_trouble():
        return _working_parts(database) == wanted


def columns(database: "Database") -> dict[str, tuple[str, ...]]:
    """The columns of every table: what the transaction lets through. Raises StoreTrouble."""
    sql = (
        "SELECT owner.name, part.name FROM sqlite_schema AS owner JOIN pragma_table_info(owner.name) AS part"
        " WHERE owner.type = 'table' ORDER BY owner.name, part.cid"
    )
    found: dict[str, list[str]] = {}
    with store_trouble():
        for table, column in database.execute(sql).fetchall():
            found.setdefault(table, []).append(column)
    return {table: tuple(names) for table, names in found.items()}


def statements(sql: str) -> Iterator[str]:
    """Cut a migration into statements; a trigger stays whole. Never executescript: it commits first."""
    complete = driver().complete_statement
    held = ""
    for line in sql.splitlines(keepends=True):
        held += line
        if complete(held):
            yield held
            held = ""
    # What is left may only be comments and white space.
    if any(line.strip() and not line.strip().startswith("--") for line in held.splitlines()):
        raise ValueError("a migration ends in the middle of a statement")


# A drill, a check and a restore ask for the same: it takes a third of a second to work out.
@lru_cache(maxsize=16)
def _parts_made_by(texts: tuple[str, ...]) -> set[tuple[str, str, str]]:
    """What acts by itself in a file that these migrations made."""
    with closing(driver().connect(":memory:", isolation_level=None)) as fresh:
        for text in texts:
            for statement in statements(text):
                fresh.execute(statement)
        return _working_parts(fresh)


def _working_parts(connection: "Database | Any") -> set[tuple[str, str, str]]:
    """What acts by itself. Not tables and indexes: another SQLite may lay out those of a full-text index otherwise, and
    an honest backup must never be refused. Without spaces and quotes, which one may write otherwise too."""
    rows = connection.execute("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')")
    return {(name, table, "".join(sql.split()).replace('"', "")) for name, table, sql in rows.fetchall()}


def _apply(database: "Database", pending: tuple[Migration, ...]) -> None:
    with store_trouble():
        database.execute("BEGIN EXCLUSIVE")
        try:
            for migration in pending:
                for statement in statements(migration.path.read_text(encoding="utf-8")):
                    database.execute(statement)
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {pending[-1].number}")
            if database.execute("PRAGMA foreign_key_check").fetchall():
                raise StoreTrouble(say("The clinic’s file could not be brought up to date. It was left as it was."))
            database.execute("COMMIT")
        except BaseException:
            if database.conn.in_transaction:
                database.execute("ROLLBACK")
            raise
