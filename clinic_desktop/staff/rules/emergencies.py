"""Emergency access: for a reason, for an hour, for everybody to see. How long it still lasts nobody can set."""

import math
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from clinic_desktop.staff.model import Emergency
from clinic_desktop.store.command import Permission
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say

MINUTES = 60
_REASON_LETTERS, _LONGEST_REASON = 10, 500
# What it lets somebody do whose role does not.
GIVES: frozenset[Permission] = frozenset(("read_clinical", "clinical"))


def read_reason(problems: Problems, text: str) -> str:
    """The reason as typed, with what is wrong with it noted at "reason": a word is none, and neither is a row of
    dots."""
    reason = problems.need("reason", text, say("Type why: every owner reads it."))
    if reason and (len(reason) < _REASON_LETTERS or sum(map(str.isalpha, reason)) < _REASON_LETTERS):
        problems.add("reason", say("Say it in a few words, like “Client fell, therapist cannot be reached”."))
    problems.limit({"reason": reason}, {"reason": _LONGEST_REASON})
    return reason


def until(begun: datetime) -> datetime:
    """When it ends by itself."""
    return begun + timedelta(minutes=MINUTES)


class Minutes:
    """Counts the time that emergencies have left, in seconds that nobody can set.

    It lives as long as the program: a lock does not stop it, and what it does not know of is over. So an emergency
    ends at the latest when the program is closed, whatever the clock says then.
    """

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        """`ticks` says the seconds."""
        self._ticks = ticks
        self._ends: dict[str, float] = {}

    def begin(self, one: Emergency) -> None:
        """An emergency begins now."""
        self._ends[one.run] = self._ticks() + (one.until - one.begun).total_seconds()

    def seconds_left(self, one: Emergency | None, now: datetime) -> int:
        """How long it still lasts; 0 when it is over: by these seconds, or by the clock, whichever comes first. A clock
        that was set to before its beginning ends it."""
        if one is None or one.ended or not one.begun <= now < one.until:
            return 0
        by_clock = (one.until - now).total_seconds()
        return max(0, math.ceil(min(by_clock, self._ends.get(one.run, 0.0) - self._ticks())))


# Those of this program.
MINUTES_LEFT = Minutes()
