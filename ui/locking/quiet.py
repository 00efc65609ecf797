"""How long nobody touched the program, by two clocks; and whether the computer slept meanwhile. No Qt in here."""

import time
from collections.abc import Callable
from typing import NamedTuple

MINUTE = 60
# So long before the lock a warning is shown.
WARNED_SECONDS = 30
# The window looks at the clock every few seconds: where more went by between two looks, the computer slept.
_SLEPT_SECONDS = 30


class Moment(NamedTuple):
    """Now, in seconds: by the clock that only goes on, and by the one on the wall."""

    steady: float
    wall: float


def by_the_clocks() -> Moment:
    """The moment by the clocks of this computer."""
    return Moment(time.monotonic(), time.time())


def standing_still() -> Moment:
    """No time goes by: where nobody sits before the window."""
    return Moment(0, 0)


class Quiet:
    """Counts the time since somebody touched the program.

    The wall clock alone would be set back by whoever wants the window to stay open; the other one stands still on some
    systems while the computer sleeps. So the first counts, and a gap in either of them is a sleep.
    """

    def __init__(self, minutes: int, now: Callable[[], Moment] = by_the_clocks) -> None:
        """`minutes` without a touch lock the program."""
        self._now, self._last = now, now()
        self._touched = self._last.steady
        self._seconds = minutes * MINUTE
        self._slept = False

    def wait(self, minutes: int) -> None:
        """From now on so many minutes lock it."""
        self._seconds = minutes * MINUTE

    def left(self) -> int:
        """The seconds that are left, rounded up; 0 when the program is to be locked, and then for good."""
        now = self._now()
        ticked, passed = now.steady - self._last.steady, now.wall - self._last.wall
        self._last = now
        # A clock that was set forward looks like a sleep, and locks once too often. One that was set back hides none.
        self._slept = self._slept or ticked > _SLEPT_SECONDS or passed - ticked > _SLEPT_SECONDS
        left = self._touched + self._seconds - now.steady
        return 0 if self._slept or left <= 0 else int(-(-left // 1))

    def touch(self) -> bool:
        """Somebody is there; False where that comes too late, as the key that woke the computer."""
        if not self.left():
            return False
        self._touched = self._last.steady
        return True
