"""The one place that knows which encrypted files a record speaks of: every column called `blob`, of whatever table.

A room that keeps files calls that column `blob` (the name that `Blobs.put` gave, or NULL), one a row, and need do
nothing more: backups, restores and the removal of orphans find it here. Such a table is never dropped by a migration, and the
column never renamed: the audit trail speaks of both.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.store.connection import store_trouble
from clinic_desktop.store.manifest import BLOB_NAME

if TYPE_CHECKING:
    from sqlite_utils import Database

_IN_A_TEXT = re.compile(rf"(?<![0-9a-f]){BLOB_NAME.pattern}(?![0-9a-f])")


class Named(NamedTuple):
    """Names of files: those that rows have, in use or retired, and those that could come back to them, by undo or out
    of a form that is not saved yet."""

    by_rows: frozenset[str]
    besides: frozenset[str]

    def all(self) -> frozenset[str]:
        """Every file that a backup has to have, and that nothing may remove."""
        return self.by_rows | self.besides


def named_in(database: "Database") -> Named:
    """The files that an open record speaks of; raises StoreTrouble."""
    rows: set[str] = set()
    besides: set[str] = set()
    with store_trouble():
        for table in _tables(database):
            found = database.execute(f"SELECT DISTINCT blob FROM {table}")  # noqa: S608 - the file's own names
            rows.update(_names(found.fetchall()))
            for side in ("before", "after"):
                sql = f"SELECT DISTINCT json_extract({side}, '$.blob') FROM audit WHERE table_name = ?"  # noqa: S608
                besides.update(_names(database.execute(sql, (table,)).fetchall()))
        for (body,) in database.execute("SELECT body FROM drafts").fetchall():
            besides.update(_IN_A_TEXT.findall(body))
    return Named(frozenset(rows), frozenset(besides - rows))


def _tables(database: "Database") -> list[str]:
    sql = (
        "SELECT owner.name FROM sqlite_schema AS owner JOIN pragma_table_info(owner.name) AS part"
        " WHERE owner.type = 'table' AND part.name = 'blob' ORDER BY owner.name"
    )
    return [str(name) for (name,) in database.execute(sql).fetchall()]


def _names(found: list[tuple[object, ...]]) -> set[str]:
    return {name for (name,) in found if isinstance(name, str) and BLOB_NAME.fullmatch(name)}
