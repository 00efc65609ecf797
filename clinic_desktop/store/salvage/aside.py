"""Rows that stand on a row that is lost: no record is whole with them, so they are put aside; the trail keeps them."""

from typing import TYPE_CHECKING, Any

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database


def put_aside(database: "Database") -> dict[str, list[dict[str, Any]]]:
    """Take rows out that stand on one that is not there, until none does; returns them by table.

    A paper that is lost leaves its place empty instead: what it belongs to stays, and says that its paper is damaged.
    """
    aside: dict[str, list[dict[str, Any]]] = {}
    # Each round takes at least one row out, or fills a place.
    while broken := database.execute("PRAGMA foreign_key_check").fetchall():
        before = sum(map(len, aside.values()))
        for table, rowid, parent, link in broken:
            if parent == "contents":
                _leave_empty(database, table, rowid, link, aside)
            else:
                _take_out(database, table, rowid, aside)
        if sum(map(len, aside.values())) == before:
            raise StoreTrouble(say("The new file could not be made whole. What is there was left as it is."))
    return aside


def _leave_empty(
    database: "Database", table: str, rowid: int, link: int, aside: dict[str, list[dict[str, Any]]]
) -> None:
    sql = 'SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?'
    (column,) = database.execute(sql, (table, link)).fetchone()
    sql = f"SELECT {column} FROM {table} WHERE rowid = ?"  # noqa: S608 - the file's own names
    found = database.execute(sql, (rowid,)).fetchone()
    if (
        found
        and database.execute("INSERT OR IGNORE INTO contents (digest, bytes) VALUES (?, X'')", (found[0],)).rowcount
    ):
        aside.setdefault("contents", []).append({"digest": found[0]})


def _take_out(database: "Database", table: str, rowid: int, aside: dict[str, list[dict[str, Any]]]) -> None:
    # It may be gone by now: a row with two broken links is named twice.
    cursor = database.execute(f"SELECT * FROM {table} WHERE rowid = ?", (rowid,))  # noqa: S608 - own names
    values = cursor.fetchone()
    if values:
        names = [one[0] for one in cursor.description]
        aside.setdefault(table, []).append(dict(zip(names, values, strict=True)))
        database.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))  # noqa: S608 - own names
