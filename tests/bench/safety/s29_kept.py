"""S29: nothing of a record is ever deleted. The program has no hold and no purge: what is asked is whether any of its
commands takes a row away, and whether one could do so behind its back."""

from contextlib import suppress
from typing import NamedTuple

from bench.safety.desk import Desk, copied
from bench.safety.score import Score
from bench.safety.work.course import Workload
from bench.safety.work.every import AT_WORK

from clinic_desktop.jobs import Progress
from clinic_desktop.store.check.model import Inspected
from clinic_desktop.store.check.trail import told_tables
from clinic_desktop.store.connection import driver

# As SQLite numbers it for whoever watches what a statement is about to do.
_DELETE, _GOES_ON = 9, 0
# What only commands write, and what they write beside it.
_BESIDE = frozenset({"audit", "contents"})


class _Kept(NamedTuple):
    """One course: its steps, the rows at its end, what was taken away, and whether the trail let itself be cut."""

    steps: int
    rows: int
    deleted: list[str]
    is_refused: bool


def kept(count: int, seed: int) -> Score:
    """The commands of so many courses, of all of them every kind; and the trail, whose entries nothing takes away
    before its time, for there is no such time."""
    del seed
    found = [_course(work) for work in AT_WORK[:count]]
    steps, deleted = sum(one.steps for one in found), [words for one in found for words in one.deleted]
    purged = sum(not one.is_refused for one in found)
    words = (
        f"{steps} steps of {len(found)} courses: rows taken away {len(deleted)} of "
        f"{sum(one.rows for one in found):,}; early purges of the trail that went through {purged} of {len(found)}; "
        f"there is no hold to break"
    )
    bad = min(steps, len(deleted)) + purged
    return Score(steps + len(found) - bad, steps + len(found), words + (f"; first: {deleted[0]}" if deleted else ""))


def _course(work: Workload) -> _Kept:
    desk = Desk(copied("kept", backups=work.backups))
    tables, deleted = _tables(desk), list[str]()

    def watch(action: int, table: str | None, *_: object) -> int:
        if action == _DELETE and table in tables | _BESIDE:
            deleted.append(str(table))
        return _GOES_ON

    rows = _ids(desk, tables)
    for step in work.steps:
        # Some close the clinic, and the next opens it anew.
        desk.clinic._writer._database.conn.set_authorizer(watch)
        step(desk)
        after = _ids(desk, tables)
        deleted += [f"{table} {row}" for table, row in sorted(rows - after)]
        rows = after
    desk.clinic._writer._database.conn.set_authorizer(None)
    is_refused = _purge(desk)
    desk.close()
    return _Kept(len(work.steps), len(rows), deleted, is_refused)


def _tables(desk: Desk) -> frozenset[str]:
    clinic = desk.clinic
    looked = Inspected(clinic._writer._database, clinic.keys.key, desk.folder, Progress())
    return frozenset(told_tables(looked))


def _ids(desk: Desk, tables: frozenset[str]) -> set[tuple[str, int]]:
    read = desk.clinic.read
    return {(table, int(row["id"])) for table in tables for row in read.all(f"SELECT id FROM {table}")}


def _purge(desk: Desk) -> bool:
    """Whether the file itself refuses to lose an entry of its trail."""
    connection = desk.clinic._writer._database.conn
    before = desk.clinic.read.one("SELECT count(*) AS many FROM audit")
    with suppress(driver().IntegrityError):
        connection.execute("DELETE FROM audit WHERE id = (SELECT min(id) FROM audit)")
    return desk.clinic.read.one("SELECT count(*) AS many FROM audit") == before
