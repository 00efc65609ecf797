"""Failed tries to sign in: how many a slot had in a row, and how long the next one waits.

The file lies beside the vault and knows slots, counts and moments, and nothing of a client. It slows down somebody who
guesses at this keyboard. The record remembers where its count stood (`Attempts.mark`): that it was taken away, or an
older one put in its place, is told to the owners. What nobody can tell: a copy made after the last sign-in and put back
before the next one; and who copied the folder guesses without this program anyway, where only the key's own cost stands
in the way (`vault.KeyCost`).
"""

import contextlib
import json
import math
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from clinic_desktop.errors import StoreTrouble, WrongPassword
from clinic_desktop.store.files import read_file, write_beside
from clinic_desktop.store.keys.vault import UNREADABLE, Vault, unwrap
from clinic_desktop.wording import say_many

VERSION = 1
_SERIES_BYTES = 8
_MOST_BYTES = 1 << 20
# The first failure makes the next try wait a second; each one doubles that.
LONGEST_SECONDS = 60
# No more is counted: whoever wrote a huge number into the file must not stop the arithmetic.
_MOST = 1_000_000

_KNOWN: "dict[Path, Attempts]" = {}


class Tries(NamedTuple):
    """The failures of one slot since it was last opened. `noted` of them stand in the audit trail; `last` is the moment
    of the last one, UTC ISO text."""

    failures: int
    last: str
    noted: int = 0


def wait_seconds(failures: int) -> int:
    """How long the next try waits after so many failures in a row: 0, 1, 2, 4 … 60 seconds."""
    return 0 if failures <= 0 else min(LONGEST_SECONDS, 2 ** min(failures - 1, LONGEST_SECONDS))


class Attempts:
    """Counts the tries of every slot of one clinic; `attempts_at` has the one of a file.

    How long is waited goes by the time since this object was made or the last failure after that, and never by the
    clock on the wall, which anybody can set: a restart begins the wait anew.
    """

    def __init__(self, path: Path, ticks: Callable[[], float] = time.monotonic) -> None:
        """`ticks` says seconds that nobody can set."""
        self._path, self._ticks, self._begun = path, ticks, ticks()
        self._since: dict[str, float] = {}
        self._opened: set[str] = set()
        self._tries, self._series, self._ever = _read(path)
        self._is_kept = bool(self._series)

    @property
    def mark(self) -> str:
        """Where the count of all failures stands, in this row of them; "" before the first try."""
        return f"{self._series}:{self._ever}" if self._series else ""

    def keep(self) -> None:
        """From now on the count stands in the file, also where there was no failure: somebody signed in, and their
        record remembers it."""
        if not self._is_kept:
            self._is_kept, self._series = True, self._series or _new_series()
            self._write()

    def is_behind(self, known: str) -> bool:
        """Whether the record knows of more than is counted here: by a mark of before, "" for none."""
        series, _, ever = known.partition(":")
        return bool(known) and (series != self._series or not ever.isdecimal() or int(ever) > self._ever)

    def seconds_left(self, slot: str) -> int:
        """How long the next try of this slot still waits, in whole seconds; 0 when it may be made."""
        tries = self._tries.get(slot)
        if tries is None:
            return 0
        passed = self._ticks() - self._since.get(slot, self._begun)
        return max(0, math.ceil(wait_seconds(tries.failures) - passed))

    def tries(self, slot: str) -> Tries | None:
        """The failures of a slot since it was last opened, None where there are none."""
        return self._tries.get(slot)

    def begin(self, slot: str, now: datetime) -> None:
        """A try begins. It counts as failed until it turns out right: whoever ends the program meanwhile gains
        nothing."""
        before = self._tries.get(slot, Tries(0, ""))
        moment = now.isoformat(timespec="seconds")
        self._tries[slot] = before._replace(failures=min(before.failures + 1, _MOST), last=moment)
        self._since[slot] = self._ticks()
        self._series, self._ever = self._series or _new_series(), self._ever + 1
        self._write()

    def drop(self, slot: str, *, has_opened: bool) -> None:
        """The try that was begun opened the slot, or could not be made at all: it is no failure."""
        if has_opened:
            self._opened.add(slot)
        tries, self._ever = self._tries.get(slot), max(0, self._ever - 1)
        if tries and tries.failures > 1:
            self._tries[slot] = tries._replace(failures=tries.failures - 1, noted=min(tries.noted, tries.failures - 1))
        else:
            self._tries.pop(slot, None)
        self._since.pop(slot, None)
        self._write()

    def not_noted(self) -> Mapping[str, Tries]:
        """The failures that do not stand in the audit trail yet, by slot: `failures` are those alone."""
        return {
            slot: one._replace(failures=one.failures - one.noted)
            for slot, one in self._tries.items()
            if one.failures > one.noted
        }

    def note_all(self) -> None:
        """All stand in the audit trail by now; those of the slots that were opened since are over."""
        kept = {slot: one._replace(noted=one.failures) for slot, one in self._tries.items() if slot not in self._opened}
        self._opened.clear()
        if kept != self._tries:
            self._tries = kept
            self._write()

    def _write(self) -> None:
        if not (self._tries or self._ever or self._is_kept):
            self._series = ""
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
            return
        slots = {slot: one._asdict() for slot, one in self._tries.items()}
        body = {"version": VERSION, "series": self._series, "ever": self._ever, "slots": slots}
        # A full or read-only disk keeps nobody out: what this object knows counts until the program ends.
        with contextlib.suppress(StoreTrouble):
            write_beside(self._path, json.dumps(body, indent=1).encode("utf-8"))


def attempts_at(path: Path) -> Attempts:
    """The tries that are counted in this file: the same object for all of the program, so that a page that is shown
    again does not begin a wait anew."""
    if path not in _KNOWN:
        _KNOWN[path] = Attempts(path)
    return _KNOWN[path]


def opened(attempts: Attempts, known: Vault, slot: str, secret: str, now: datetime) -> bytes:
    """The database key, from a slot and its secret, with the try counted. Slow, so it runs in a job.

    Raises WrongPassword, also while the slot still waits.
    """
    known.slot(slot)
    left = attempts.seconds_left(slot)
    if left:
        raise WrongPassword(wait_words(left))
    attempts.begin(slot, now)
    try:
        key = unwrap(known, slot, secret)
    except WrongPassword:
        raise
    except BaseException:
        attempts.drop(slot, has_opened=False)
        raise
    attempts.drop(slot, has_opened=True)
    return key


def wait_words(seconds: int) -> str:
    """The sentence about the time that is left before the next try."""
    return say_many("You can try again in {count} second.", "You can try again in {count} seconds.", seconds)


def _new_series() -> str:
    return os.urandom(_SERIES_BYTES).hex()


def _read(path: Path) -> tuple[dict[str, Tries], str, int]:
    """The tries of each slot; which row of failures it is, and how many of them there were ever: a file of before tells
    neither."""
    # Damaged is as good as deleted, and no reason to keep anybody out.
    try:
        body = json.loads(read_file(path, _MOST_BYTES))
        tries = {str(slot): _tries(one) for slot, one in body["slots"].items()}
        series = bytes.fromhex(body.get("series", ""))[:_SERIES_BYTES].hex()
        return tries, series, min(max(int(body.get("ever", 0)), 0), _MOST)
    except UNREADABLE:
        return {}, "", 0


def _tries(one: Mapping[str, object]) -> Tries:
    failures, noted = int(str(one["failures"])), int(str(one["noted"]))
    kept = min(max(failures, 0), _MOST)
    moment = datetime.fromisoformat(str(one["last"]))
    return Tries(kept, moment.isoformat(), min(max(noted, 0), kept))
