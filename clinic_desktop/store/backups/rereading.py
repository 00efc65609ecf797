"""Which files of a backup are read again from end to end, though nothing about them looks changed. Pure.

A disk forgets without a word. To read every file at every backup would take minutes of each half hour once a clinic has
a gigabyte of scans; so each is read when it comes into a place, and again in its turn.
"""

from collections.abc import Mapping
from datetime import date

# What a manifest may claim: at the moment a backup is made, no file in it was last read longer ago.
MOST_DAYS = 30
_OVERDUE_DAYS = 28
# So many days a full round takes, when a backup is made on each.
_ROUND_DAYS = 21


def due(last_read: Mapping[str, date], today: date) -> frozenset[str]:
    """The names that are to be read today, by the day on which each was last read.

    What is overdue, or was read on a day that is still to come, by a clock that was wrong; and each day a part of the
    others, those first that wait longest.
    """
    overdue = {name for name, day in last_read.items() if not 0 <= (today - day).days < _OVERDUE_DAYS}
    share = -(-len(last_read) // _ROUND_DAYS) - sum(day == today for day in last_read.values()) - len(overdue)
    waiting = sorted((day, name) for name, day in last_read.items() if name not in overdue and day < today)
    return frozenset(overdue | {name for _, name in waiting[: max(share, 0)]})
