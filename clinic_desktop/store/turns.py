"""Turns at writing within this program: who comes first writes first.

SQLite lets whoever asks at the right moment write next, and asks seldom: beside a long run of transactions somebody who
saves would wait for seconds. Beside one long transaction, as an import, nobody waits at all: they are told what goes
on. Other programs are kept apart by SQLite alone.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinic_desktop.errors import Busy
from clinic_desktop.wording import say

# A window stands still for as long as it waits.
_BESIDE_LONG_SECONDS = 0.1


class _Turn:
    """One that writes or waits; `goes_on` is a sentence that says what it is where it takes long."""

    __slots__ = ("goes_on",)

    def __init__(self, goes_on: str) -> None:
        self.goes_on = goes_on


class Turns:
    """The queue at one file."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[_Turn] = deque()

    @property
    def goes_on(self) -> str:
        """What is being written that takes long, as a sentence; "" for nothing."""
        with self._changed:
            return self._waiting[0].goes_on if self._waiting else ""

    @contextmanager
    def taken(self, longest: float, goes_on: str = "") -> Iterator[None]:
        """Wait until all who came before are done, `longest` seconds at most: then SQLite says that it is busy.

        `goes_on` is said to others where this takes long: they raise Busy with it instead of waiting.
        """
        mine = _Turn(goes_on)
        with self._changed:
            self._waiting.append(mine)
        try:
            self._wait(mine, longest)
            yield
        finally:
            with self._changed:
                self._waiting.remove(mine)
                self._changed.notify_all()

    def _wait(self, mine: _Turn, longest: float) -> None:
        begun = time.monotonic()
        with self._changed:
            while (first := self._waiting[0]) is not mine:
                gives_way = bool(first.goes_on) and not mine.goes_on
                left = begun + (min(longest, _BESIDE_LONG_SECONDS) if gives_way else longest) - time.monotonic()
                if left > 0:
                    self._changed.wait(left)
                elif gives_way:
                    raise Busy(busy_words(first.goes_on))
                else:
                    return


def busy_words(goes_on: str) -> str:
    """What is said to who wants to save beside something that takes long."""
    return say(
        "{what} Nothing of this was saved yet, and what you typed is still here: save it again in a moment.",
        what=goes_on,
    )


# A program opens one file or two.
_turns: dict[Path, Turns] = {}
_looking = threading.Lock()


def turns_at(file: Path) -> Turns:
    """The queue of all that write to this file."""
    with _looking:
        return _turns.setdefault(file.resolve(), Turns())
