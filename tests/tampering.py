"""Tampers with the audit trail of a closed clinic in every way, and counts how often the program finds it.

The scorecard calls `score` with a thousand of each kind; the suite with a few.
"""

import json
import random
from collections.abc import Callable
from contextlib import closing
from typing import NamedTuple

from clinic_desktop.jobs import Progress
from clinic_desktop.store.audit import INSERT
from clinic_desktop.store.chain import Chain, Flaw, Head, Trail, head_of, holds, verified
from clinic_desktop.store.connection import driver, open_encrypted
from clinic_desktop.store.keys.keyring import ClinicFolder

COLUMNS = ("at", "command", "label", "workstation", "verb", "table_name", "before", "after", "mac", "row_id", "actor")


class Score(NamedTuple):
    """How many times it was tampered with in this way, and how often that was found."""

    kind: str
    found: int
    total: int


class Trails:
    """A trail in a plain file in memory, so that a thousand tampers take seconds: the chain knows no cipher. Its
    triggers are gone, as whoever tampers would take them away."""

    def __init__(self, entries: int, early: int = 0, seed: int = 7) -> None:
        """So many entries, the first `early` of them from before the chain."""
        self.random, self.key = random.Random(seed), bytes(range(32))
        connection = driver().connect(":memory:", isolation_level=None)
        from sqlite_utils import Database

        self.database = Database(connection, execute_plugins=False)
        connection.execute(
            "CREATE TABLE audit (id INTEGER PRIMARY KEY, at TEXT NOT NULL, command TEXT NOT NULL, label TEXT NOT NULL,"
            " actor INTEGER, workstation TEXT NOT NULL, verb TEXT NOT NULL, table_name TEXT NOT NULL,"
            " row_id INTEGER NOT NULL, before TEXT, after TEXT NOT NULL, mac BLOB) STRICT"
        )
        for number in range(1, early + 1):
            connection.execute(INSERT, (number, *self.entry(number), None))
        trail = Trail(self.database, Chain(self.key))
        for number in range(early + 1, entries + 1):
            trail.add(INSERT, self.entry(number))
        self.entries, self.head = entries, head_of(self.database)

    def entry(self, number: int) -> tuple[object, ...]:
        """What an entry of that number says."""
        facts = json.dumps({"name": f"Rosa Vega {number}", "phone": "2535550142", "version": number % 5 + 1})
        before = None if number % 3 == 0 else facts
        return (f"2026-11-20T10:00:{number % 60:02}Z", f"{number:032x}", "Change client", number % 4 or None, "desk",
                "update", "clients", number % 90 + 1, before, facts)  # fmt: skip

    def flaw(self) -> Flaw | None:
        """What the program finds."""
        return verified(self.database, self.key, Progress()).flaw

    def tampered(self, tamper: Callable[[], object]) -> Flaw | None:
        """What it finds after this was done, which is taken back."""
        self.database.execute("BEGIN")
        try:
            tamper()
            return self.flaw()
        finally:
            self.database.execute("ROLLBACK")

    def change_a_byte(self, number: int | None = None) -> int:
        """Change one byte of one value of an entry; returns its number."""
        number = number or self.random.randint(1, self.entries)
        row = self.database.execute(f"SELECT {', '.join(COLUMNS)} FROM audit WHERE id = ?", (number,)).fetchone()
        column, value = self.random.choice([(name, one) for name, one in zip(COLUMNS, row, strict=True) if one])
        new: object = value + 1 if isinstance(value, int) else _with_a_byte_changed(value, self.random)
        # What is no text any more is put there as the bytes of a text all the same.
        cast = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
        self.database.execute(f"UPDATE audit SET {column} = {cast} WHERE id = ?", (new, number))
        return number

    def delete(self, *, renumber: bool = False) -> int:
        """Delete an entry that is not the last; the later ones close the gap where asked for."""
        number = self.random.randint(1, self.entries - 1)
        self.database.execute("DELETE FROM audit WHERE id = ?", (number,))
        if renumber:
            self._shift("id > ?", number, -1)
        return number

    def swap(self) -> int:
        """Let two entries change places, digests and all; returns the earlier number."""
        one, other = sorted(self.random.sample(range(1, self.entries + 1), 2))
        for source, target in ((one, -1), (other, one), (-1, other)):
            self.database.execute("UPDATE audit SET id = ? WHERE id = ?", (target, source))
        return one

    def insert(self, *, is_last: bool = False) -> int:
        """Put an entry in that a copy of another one's digest vouches for; the later ones make room."""
        number = self.entries + 1 if is_last else self.random.randint(1, self.entries)
        mac = self.database.execute("SELECT mac FROM audit WHERE id = ?", (self.entries // 2,)).fetchone()[0]
        self._shift("id >= ?", number, 1)
        self.database.execute(INSERT, (number, *self.entry(number), mac))
        return number

    def cut(self) -> int:
        """Cut the end off; returns how many are gone."""
        gone = self.random.randint(1, self.entries - 1)
        self.database.execute("DELETE FROM audit WHERE id > ?", (self.entries - gone,))
        return gone

    def _shift(self, where: str, number: int, by: int) -> None:
        # By way of numbers below zero: no two may be the same in between.
        self.database.execute(f"UPDATE audit SET id = -(id + ?) WHERE {where}", (by, number))
        self.database.execute("UPDATE audit SET id = -id WHERE id < 0")


def unchained(folder: ClinicFolder, key: bytes) -> None:
    """Make a closed clinic's trail one of an earlier version, which wrote no digests."""
    with closing(open_encrypted(folder.database, key, "write")) as database:
        (trigger,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'audit_is_never_changed'").fetchone()
        database.execute("DROP TRIGGER audit_is_never_changed")
        database.execute("UPDATE audit SET mac = NULL")
        database.execute(trigger)


def score(times: int, entries: int = 200, seed: int = 7) -> list[Score]:
    """Tamper so many times in each way with a trail of so many entries."""
    trails = Trails(entries, seed=seed)
    with closing(trails.database):
        ways: dict[str, Callable[[], object]] = {
            "single-byte tampers": trails.change_a_byte,
            "entries deleted": trails.delete,
            "entries deleted, the rest numbered anew": lambda: trails.delete(renumber=True),
            "entries swapped": trails.swap,
            "entries inserted": trails.insert,
        }
        found = [Score(kind, sum(trails.tampered(way) is not None for _ in range(times)), times)
                 for kind, way in ways.items()]  # fmt: skip
        cut = sum(_is_cut_found(trails, trails.head) for _ in range(times))
        return [*found, Score("ends cut off, with an anchor", cut, times)]


def _is_cut_found(trails: Trails, anchor: Head) -> bool:
    held: list[bool] = []

    def cut() -> None:
        trails.cut()
        held.append(holds(trails.database, anchor))

    # By the chain alone nobody can tell.
    return trails.tampered(cut) is None and held == [False]


def _with_a_byte_changed(value: str | bytes, chance: random.Random) -> bytes:
    raw = bytearray(value.encode() if isinstance(value, str) else value)
    raw[chance.randrange(len(raw))] ^= chance.randint(1, 255)
    return bytes(raw)
