"""The one place that knows which encrypted files a record speaks of: every column called `blob`, of whatever table.

A room that keeps files calls that column `blob`, one a row (the name that `Blobs.put` gave, or NULL), and need do no
more: backups, restores and the removal of orphans find it here. No migration drops such a table or renames its column,
for the audit trail speaks of both.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.store.blobs import BLOB_NAME
from clinic_desktop.store.connection import store_trouble

if TYPE_CHECKING:
    from sqlite_utils import Database

_IN_A_TEXT = re.compile(rf"(?<![0-9a-f]){BLOB_NAME.pattern}(?![0-9a-f])")


class Named(NamedTuple):
    """Names of files: those that rows in use have, and those of retired rows or that could come back, by undo or out of
    a form that is not saved yet."""

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
        for table, retires in _tables(database):
            used = "retired_at IS NULL" if retires else "1"
            found = database.execute(f"SELECT DISTINCT blob, {used} FROM {table}").fetchall()  # noqa: S608 - own names
            rows.update(_names((blob,) for blob, is_used in found if is_used))
            besides.update(_names((blob,) for blob, is_used in found if not is_used))
            for side in ("before", "after"):
                sql = f"SELECT DISTINCT json_extract({side}, '$.blob') FROM audit WHERE table_name = ?"  # noqa: S608 - one of two names
                besides.update(_names(database.execute(sql, (table,)).fetchall()))
        for (body,) in database.execute("SELECT body FROM drafts").fetchall():
            besides.update(_IN_A_TEXT.findall(body))
    return Named(frozenset(rows), frozenset(besides - rows))


def _tables(database: "Database") -> list[tuple[str, bool]]:
    """The tables with files, and whether rows of theirs are retired."""
    sql = (
        "SELECT owner.name, max(part.name = 'retired_at') FROM sqlite_schema AS owner"
        " JOIN pragma_table_info(owner.name) AS part WHERE owner.type = 'table'"
        " GROUP BY owner.name HAVING max(part.name = 'blob') ORDER BY owner.name"
    )
    return [(str(name), bool(retires)) for name, retires in database.execute(sql).fetchall()]


def _names(found: Iterable[tuple[object, ...]]) -> set[str]:
    return {name for (name,) in found if isinstance(name, str) and BLOB_NAME.fullmatch(name)}
