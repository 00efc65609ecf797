"""S15 and S16: files of every released schema become those of today, whatever stops it; a newer one is left alone."""

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench.safety import kernel
from bench.safety.desk import copied, home, opened
from bench.safety.score import NotHere, Score, sample, spread
from bench.safety.telling import Tell
from bench.safety.trials import warmed
from bench.safety.watching import Decide, Ended, Fate, Told, Touch, run_watched
from factories import make_clinic
from fixed import NOW, PASSWORD
from old_clinics import FILES, Old, Rows, every_row
from sqlite_utils import Database

from clinic_desktop.clinic import record_version
from clinic_desktop.errors import ClinicError, TooNew
from clinic_desktop.store.backups.copies import opened as stored
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder

_SCHEMA = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
# Opening each by the whole program would change it once more each time: of so many, one is.
_OPENED_OF = 8
# Of so many moments at which it is killed, one at which the disk refuses: each of those takes a run of its own.
_REFUSED_OF = 10


class Before(NamedTuple):
    """An old file, encrypted, and what it was: its number, its key, its rows by their tables, its schema."""

    path: Path
    number: int
    key: bytes
    rows: dict[str, str]
    schema: Rows


def migrated(count: int, seed: int) -> Score:
    """Each old file is brought up to date; and is as it was or as it will be at so many of the moments between, as a
    kill leaves it there."""
    why = kernel.why_not()
    if why:
        raise NotHere(why)
    fresh()
    olds()
    warmed()
    share = -(-count // len(FILES))
    found = spread(_tried, [(at, share, seed) for at in range(len(FILES))])
    bad = [words for _, some in found for words in some]
    moments, refused, calls = (sum(one) for one in zip(*(some for some, _ in found), strict=True))
    words = (
        f"{len(FILES)} of {len(FILES)} released schemas brought to {record_version()}, equal to a fresh one; of the "
        f"{calls:,} calls that write on the way killed at {moments:,}, the disk full or broken at {refused:,}: neither "
        f"old nor new, or dead without a sentence {len(bad)}"
    )
    total = len(FILES) + moments + refused
    return Score(total - len(bad), total, words + (f"; first: {bad[0]}" if bad else ""))


def newer(count: int, seed: int) -> Score:
    """A file of a program to come is refused, and not one byte of it changes."""
    del count, seed
    folder = copied("newer")
    with stored(folder.database, _key_of(folder), "write") as database:
        database.execute(f"PRAGMA user_version = {record_version() + 1}")
    before = _bytes_of(folder)
    try:
        opened(folder, Clock(NOW)).close()
    except TooNew as refused:
        words = f"refused: {refused.words}" if _bytes_of(folder) == before else "refused, but its bytes changed"
        return Score(int(_bytes_of(folder) == before), 1, words)
    return Score(0, 1, "it was opened")


@cache
def fresh() -> Rows:
    """The schema of a clinic that is made today."""
    clinic, _ = make_clinic(home() / "fresh")
    found = list(clinic.read.rows(_SCHEMA))
    clinic.close()
    return found


@cache
def olds() -> tuple[Before, ...]:
    """Each old file as its own program left it."""
    return tuple(_encrypted(path) for path in FILES)


def _encrypted(packed: Path) -> Before:
    place = home() / packed.name[:11]
    place.mkdir()
    old = Old(packed, place / "plain.db")
    rows = {table: _hash(old.rows(table)) for table in old.columns}
    folder = ClinicFolder(place / "clinic")
    old.encrypt(folder)
    old.database.close()
    (place / "plain.db").unlink()
    key = _key_of(folder)
    with stored(folder.database, key, "read") as database:
        return Before(place, old.number, key, rows, list(database.execute(_SCHEMA).fetchall()))


def _key_of(folder: ClinicFolder) -> bytes:
    known = vault.read(folder.vault)
    return vault.unwrap(known, known.people()[0].id, PASSWORD)


def _tried(task: tuple[int, int, int]) -> tuple[tuple[int, int, int], list[str]]:
    at, count, seed = task
    old = olds()[at]
    place = home() / f"{os.getpid()}-old"
    calls = _run(old, place, lambda *_: "made")
    bad = [f"{old.number}: {why}" for why in [_as_new(ClinicFolder(place / "clinic"), old)] if why]
    wanted = set(sample(range(calls), count, seed + at))
    snapshot = home() / f"{os.getpid()}-killed"

    def decide(number: int, touch: Touch, told: Told) -> Fate:
        if number in wanted:
            shutil.rmtree(snapshot, ignore_errors=True)
            # The process stands still before its call: what lies there is what a kill leaves.
            shutil.copytree(place, snapshot)
            why = _old_or_new(ClinicFolder(snapshot / "clinic"), old, is_opened=not number % _OPENED_OF)
            if why:
                bad.append(f"{old.number}, killed at {number} ({touch.name}): {why}")
        return "made"

    _run(old, place, decide)
    # Of these each is a course of its own: what the program does about it is what is asked.
    some = sample(range(calls), -(-count // _REFUSED_OF), seed - at)
    bad += [why for number in some for why in [_refused(old, place, number)] if why]
    return (len(wanted), len(some), calls), bad


def _refused(old: Before, place: Path, number: int) -> str:
    """What is wrong after the disk took a call no more, or had an error at it, "" for nothing."""
    fate: Fate = "full" if number % 2 else "broken"
    ended = _watched(old, place, lambda at, *_: fate if at == number else "made")
    dead = [one for one in ended.told if one.startswith("died")]
    why = dead[0] if dead else _old_or_new(ClinicFolder(place / "clinic"), old, is_opened=True)
    return f"{old.number}, {fate} at {number}: {why}" if why else ""


def _run(old: Before, place: Path, decide: Decide) -> int:
    return _watched(old, place, decide).calls


def _watched(old: Before, place: Path, decide: Decide) -> Ended:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(old.path, place)

    def work(tell: Tell) -> None:
        try:
            opened(ClinicFolder(place / "clinic"), Clock(NOW)).close()
        except ClinicError as trouble:
            tell(f"refused {trouble.words}")
        else:
            tell("done")

    return run_watched(work, (place,), decide)


def _old_or_new(folder: ClinicFolder, old: Before, *, is_opened: bool) -> str:
    """Why it is neither, "" where it is one of both."""
    try:
        with stored(folder.database, old.key, "write") as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            number = int(database.execute("PRAGMA user_version").fetchone()[0])
            if number not in (old.number, record_version()):
                return f"at schema {number}"
            if list(database.execute(_SCHEMA).fetchall()) != (old.schema if number == old.number else fresh()):
                return "half a schema"
            if database.execute("PRAGMA cipher_integrity_check").fetchall():
                return "a page does not decrypt"
            if number == old.number and _rows_of(database, old) != old.rows:
                return "a row is not as it was"
        return _as_new(folder, old, is_opened=True) if is_opened else ""
    except ClinicError as trouble:
        return trouble.words


def _as_new(folder: ClinicFolder, old: Before, *, is_opened: bool = False) -> str:
    """Why it is not what this program makes of it, "" where it is."""
    if is_opened:
        opened(folder, Clock(NOW)).close()
    with stored(folder.database, old.key, "read") as database:
        if list(database.execute(_SCHEMA).fetchall()) != fresh():
            return "not the schema of a fresh clinic"
        if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return "the file is not whole"
        if database.execute("PRAGMA foreign_key_check").fetchall():
            return "a row names one that is not there"
        # The trail is the one table that no schema changes.
        same = _rows_of(database, old, ("audit",)) == {"audit": old.rows["audit"]}
        return "" if same else "the audit trail is not as it was"


def _rows_of(database: Database, old: Before, tables: tuple[str, ...] = ()) -> dict[str, str]:
    found = {}
    for table in tables or old.rows:
        names = tuple(str(row[1]) for row in database.execute(f"PRAGMA table_info({table})").fetchall())
        found[table] = _hash(list(database.execute(every_row(table, names)).fetchall()))
    return found


def _hash(rows: Rows) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _bytes_of(folder: ClinicFolder) -> dict[str, str]:
    return {
        str(path.relative_to(folder.path)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.path.rglob("*"))
        if path.is_file()
    }
