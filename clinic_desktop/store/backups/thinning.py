"""Which backups of one place are thrown away. Pure: it knows moments and numbers, no files.

Kept are all of the last 24 hours; then the newest of each of the last seven days that have any, of the last five weeks,
of the last twelve months, and of every year for good. Days, weeks and months are those on the clinic's wall.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from clinic_desktop.store.backups.manifest import Kind

DAYS, WEEKS, MONTHS = 7, 5, 12
# Never thrown away, whatever else holds.
LAST = 3
_ALL = timedelta(hours=24)
# What was made before something risky: until everybody has seen what came of that.
_BEFORE_RISK = timedelta(days=30)
# A record only grows. One that lost more than three tenths is an empty file, or what somebody encrypted.
_TENTHS_LEFT, _TENTHS = 7, 10


class Past(NamedTuple):
    """A backup as the rule sees it: its name in its place, when it was made (with a time zone), why, the layout and the
    generation of its record, how many rows it has and how many bytes."""

    name: str
    made: datetime
    kind: Kind
    schema: int
    generation: str
    rows: int
    size: int


def thrown_away(pasts: Iterable[Past], now: datetime) -> frozenset[str]:
    """The names of those that newer ones stand for.

    One that is later than `now` was made while the computer's clock was wrong, or is it now: it stands for none, and
    stays. What a restore replaced stays too, and nothing that was made before it is stood for by what came after. Where
    the newest one lost much of what an earlier one has, nothing goes.
    """
    gone: set[str] = set()
    for group in _groups(pasts, now):
        if not _has_shrunk(group):
            gone |= {one.name for one in group} - _kept(group, now)
    return frozenset(gone)


def has_shrunk(pasts: Iterable[Past], now: datetime) -> bool:
    """Whether the newest backup has less than seven tenths of the rows or bytes that an earlier one has: an alarm."""
    return any(_has_shrunk(group) for group in _groups(pasts, now)[:1])


def _groups(pasts: Iterable[Past], now: datetime) -> list[list[Past]]:
    """Those that may stand for each other, each group the newest first."""
    groups: dict[tuple[int, str], list[Past]] = {}
    restores = 0
    for one in sorted(pasts, key=lambda one: (one.made.astimezone(UTC), one.name), reverse=True):
        if one.kind == "replaced":
            restores += 1
        elif one.made <= now:
            groups.setdefault((restores, one.generation), []).append(one)
    return list(groups.values())


def _kept(group: Sequence[Past], now: datetime) -> set[str]:
    worked = [one for one in group if one.kind != "migration"]
    kept = {one.name for one in worked[:LAST]}
    kept |= {one.name for one in worked if _age(one, now) < (_BEFORE_RISK if one.kind == "before" else _ALL)}
    days = [(one.name, one.made.date()) for one in worked]
    kept |= _newest_of_each(days, DAYS)
    kept |= _newest_of_each([(name, day.isocalendar()[:2]) for name, day in days], WEEKS)
    kept |= _newest_of_each([(name, (day.year, day.month)) for name, day in days], MONTHS)
    kept |= _newest_of_each([(name, day.year) for name, day in days], len(days))
    updates = [(one.name, one.schema) for one in group if one.kind == "migration"]
    return kept | _newest_of_each(updates, len(updates))


def _newest_of_each(dated: Sequence[tuple[str, Hashable]], most: int) -> set[str]:
    firsts: dict[Hashable, str] = {}
    for name, span in dated:
        firsts.setdefault(span, name)
    return set(list(firsts.values())[:most])


def _age(one: Past, now: datetime) -> timedelta:
    # Two moments of one zone are subtracted as their clocks show them: an hour off in the night of a change.
    return now.astimezone(UTC) - one.made.astimezone(UTC)


def _has_shrunk(group: Sequence[Past]) -> bool:
    newest = group[0]
    # An update of the program may lay the same rows out in less room.
    return any(
        newest.rows * _TENTHS < one.rows * _TENTHS_LEFT
        or (one.schema == newest.schema and newest.size * _TENTHS < one.size * _TENTHS_LEFT)
        for one in group
    )
