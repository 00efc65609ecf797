"""The clinic's file itself: its pages, its structure, its links, and whether it is built as this program builds it.

What lies in the log is folded in first, and what looks damaged is looked at again: after a write that was torn in the
middle the good page is still in the log, and a check of the file alone would call it damaged.
"""

from clinic_desktop.errors import Damaged
from clinic_desktop.store import schema
from clinic_desktop.store.backups.copies import interruptible
from clinic_desktop.store.check.model import Inspected, PartFound, found
from clinic_desktop.store.connection import fold_in, store_trouble

# Somebody may write meanwhile: a page that is being written looks damaged for that moment, and no other time.
_LOOKS = 3
_STRUCTURE = 100


def pages(looked: Inspected) -> PartFound:
    """Every page of the file against its own keyed hash. Raises Cancelled and StoreTrouble."""
    with store_trouble():
        count = int(looked.database.execute("PRAGMA page_count").fetchone()[0])
    wrong: set[str] | None = None
    for _ in range(_LOOKS):
        is_folded = fold_in(looked.database)
        seen = _broken(looked)
        # Only what is broken each time is.
        wrong = seen if wrong is None else wrong & seen
        if not wrong:
            return PartFound("pages", count)
    if not is_folded:
        # The log was never looked at: nothing can be said of these pages.
        return PartFound("pages", count - len(wrong or ()), is_unread=True)
    return found("pages", count, sorted(wrong or (), key=page_number))


def structure(looked: Inspected) -> PartFound:
    """Tables and indexes as SQLite keeps them. Raises Cancelled and StoreTrouble."""
    sql = "SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'index')"
    with interruptible(looked.database, looked.progress), store_trouble():
        count = int(looked.database.execute(sql).fetchone()[0])
        said = [str(row[0]) for row in looked.database.execute(f"PRAGMA integrity_check({_STRUCTURE})").fetchall()]
    # A sentence of SQLite's may quote what stands in a row: how many there are is enough.
    wrong = [] if said == ["ok"] else [f"{at}" for at, _ in enumerate(said, 1)]
    return PartFound("structure", count, len(wrong))


def quick_structure(looked: Inspected) -> PartFound:
    """The same, but the indexes are not compared with their rows: several times as fast."""
    with interruptible(looked.database, looked.progress), store_trouble():
        count = int(looked.database.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").fetchone()[0])
        said = [str(row[0]) for row in looked.database.execute(f"PRAGMA quick_check({_STRUCTURE})").fetchall()]
    return PartFound("structure", count, 0 if said == ["ok"] else len(said))


def links(looked: Inspected) -> PartFound:
    """Rows that stand on a row that is not there. Raises Cancelled and StoreTrouble."""
    with interruptible(looked.database, looked.progress), store_trouble():
        sql = (
            "SELECT owner.name FROM sqlite_schema AS owner JOIN pragma_foreign_key_list(owner.name)"
            " WHERE owner.type = 'table'"
        )
        count = len(looked.database.execute(sql).fetchall())
        broken = looked.database.execute("PRAGMA foreign_key_check").fetchall()
    return found("links", count, sorted({f"{table} {row}" for table, row, *_ in broken}))


def build(looked: Inspected) -> PartFound:
    """Whether the triggers and views are those of the migrations, no more and no less. Raises StoreTrouble, TooNew."""
    with store_trouble():
        sql = "SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')"
        count = int(looked.database.execute(sql).fetchone()[0])
    return PartFound("build", count, 0 if schema.is_ours(looked.database) else 1)


def _broken(looked: Inspected) -> set[str]:
    try:
        with interruptible(looked.database, looked.progress), store_trouble():
            rows = looked.database.execute("PRAGMA cipher_integrity_check").fetchall()
    except Damaged:
        return {"page 1"}
    return {f"page {page_number(str(row[0]))}" for row in rows}


def page_number(words: str) -> int:
    """The number of a page in what is said of it: "HMAC verification failed for page 41"."""
    last = words.rsplit(" ", 1)[-1]
    return int(last) if last.isdigit() else 0
