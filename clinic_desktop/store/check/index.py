"""Search indexes: whether each has the words of its rows and no others, and building one anew."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from clinic_desktop.store.backups.copies import interruptible
from clinic_desktop.store.check.model import Check, Inspected, PartFound, found
from clinic_desktop.store.connection import store_trouble

if TYPE_CHECKING:
    from sqlite_utils import Database


# A full-text index without content, and the constant query that gives the number and the words of each entry.
Indexes = Mapping[str, str]


def indexes(known: Indexes) -> Check:
    """A check of these: what each should hold is built beside, and both are compared piece by piece."""

    def check(looked: Inspected) -> PartFound:
        wrong: list[str] = []
        checked = 0
        with interruptible(looked.database, looked.progress), store_trouble():
            for at, (name, words) in enumerate(known.items()):
                looked.progress.report(at, len(known), "")
                checked += int(looked.database.execute(f"SELECT count(*) FROM ({words})").fetchone()[0])  # noqa: S608 - constants
                wrong += [f"{name} {row}" for row in _unlike(looked.database, name, words)]
        return found("index", checked, wrong)

    return check


def rebuild(database: "Database", known: Indexes) -> None:
    """Build the indexes anew from their rows, inside the transaction of whoever calls."""
    for name, words in known.items():
        database.execute(f"DELETE FROM {name}")  # noqa: S608 - constants
        database.execute(f"INSERT INTO {name} (rowid, words) {words}")


def _unlike(database: "Database", name: str, words: str) -> list[int]:
    """The entries that have other pieces of words than their rows."""
    (made,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    _drop(database)
    try:
        # In memory: SQLite keeps what is temporary there (`temp_store`).
        database.execute(str(made).replace(name, "temp.wanted_search", 1))
        database.execute(f"INSERT INTO temp.wanted_search (rowid, words) {words}")
        database.execute(f"CREATE VIRTUAL TABLE temp.is_there USING fts5vocab(main, {name}, instance)")
        database.execute("CREATE VIRTUAL TABLE temp.is_wanted USING fts5vocab(temp, wanted_search, instance)")
        sql = (
            "SELECT doc FROM (SELECT * FROM is_there EXCEPT SELECT * FROM is_wanted)"
            " UNION SELECT doc FROM (SELECT * FROM is_wanted EXCEPT SELECT * FROM is_there) ORDER BY 1"
        )
        return [int(row[0]) for row in database.execute(sql).fetchall()]
    finally:
        _drop(database)


def _drop(database: "Database") -> None:
    for name in ("is_there", "is_wanted", "wanted_search"):
        database.execute(f"DROP TABLE IF EXISTS temp.{name}")
