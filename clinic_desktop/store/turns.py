"""Turns at writing within this program: who comes first writes first.

SQLite lets whoever asks at the right moment write next, and asks seldom: beside a long run of transactions somebody who
saves would wait for seconds. Other programs are kept apart by SQLite alone.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turns:
    """The queue at one file."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()

    @contextmanager
    def taken(self, longest: float) -> Iterator[None]:
        """Wait until all who came before are done, `longest` seconds at most: then SQLite says that it is busy."""
        mine = object()
        with self._changed:
            self._waiting.append(mine)
            self._changed.wait_for(lambda: self._waiting[0] is mine, longest)
        try:
            yield
        finally:
            with self._changed:
                self._waiting.remove(mine)
                self._changed.notify_all()


# A program opens one file or two.
_turns: dict[Path, Turns] = {}
_looking = threading.Lock()


def turns_at(file: Path) -> Turns:
    """The queue of all that write to this file."""
    with _looking:
        return _turns.setdefault(file.resolve(), Turns())
