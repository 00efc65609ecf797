"""Which visits count on which authorization, and how far each is burned down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.authorizations.model import (
    UNITS_OF_A_VISIT,
    AuthorizationRow,
    BurnDown,
    BurnState,
    CountedVisit,
)
from clinic_desktop.referrals.model import LAST_VISITS, SOON_DAYS

# For so long one that ended is told of; who has not been given a new one since is no longer treated on it.
TOLD_DAYS = 30


@dataclass(slots=True)
class _Spent:
    """What is used of one that was granted; `seen` are the visits that count on it, `last` what the newest took."""

    row: AuthorizationRow
    used: int
    seen: set[int]
    last: int = 0

    @property
    def has_room(self) -> bool:
        """Whether something is left."""
        return self.row.granted is None or self.used < self.row.granted

    def take(self, visit: int, units: int, *, over: bool = False) -> int:
        """Count a service of a visit; returns the units that find no room. `over` takes more than was granted."""
        is_new = visit not in self.seen
        if self.row.counts == "visits":
            self.used += is_new
            self.seen.add(visit)
            return 0
        free = units if over or self.row.granted is None else max(0, self.row.granted - self.used)
        taken = min(units, free)
        if taken:
            self.last = taken if is_new else self.last + taken
            self.seen.add(visit)
            self.used += taken
        return units - taken


def used(rows: Sequence[AuthorizationRow], visits: Iterable[CountedVisit]) -> Mapping[int, int]:
    """What is used of each that was granted, by its id, with what was used before.

    A visit counts by the codes of its services: each service on one authorization, of those that are for its code and
    whose days hold the visit, and of several on the one that ends first. A visit counts once where visits are counted.
    What finds no room goes to the next one; where none has room, it is over the one that ends last.
    """
    return {one.row.id: one.used for one in _spend(rows, visits)}


def burn_downs(rows: Sequence[AuthorizationRow], visits: Iterable[CountedVisit], today: date) -> tuple[BurnDown, ...]:
    """How far each is burned down, in the order of the rows."""
    spent = {one.row.id: one for one in _spend(rows, visits)}
    return tuple(_burn_down(one, spent.get(one.id), today) for one in rows)


def first_day(row: AuthorizationRow) -> date | None:
    """The first day that counts; None where all days before count too."""
    return row.starts_on or row.decided_on


def current(burns: Sequence[BurnDown]) -> tuple[BurnDown, ...]:
    """What the head of a chart names: those that count today or soon, the first to end on top, without what another
    one carries on; else the last one that ended or was asked for. One that was denied is none of them."""
    going = [one for one in burns if one.state in ("running", "running_out", "used_up", "not_yet")]
    shown = [one for one in going if one.state != "used_up" or not _successor(one, burns)]
    if shown:
        return tuple(sorted(shown, key=_by_end))
    past = [one for one in burns if one.state in ("ended", "requested")]
    # One that waits for its answer stands for the one that ended.
    newest = max(past, key=lambda one: (one.state == "requested", _by_end(one)), default=None)
    return (newest,) if newest else ()


def to_renew(burns: Sequence[BurnDown]) -> tuple[BurnDown, ...]:
    """Those that run out, are used up, or ended within TOLD_DAYS, and that no other one carries on; the first to end
    on top."""
    due = [one for one in burns if one.warns and not (one.state == "ended" and (one.days_left or 0) < -TOLD_DAYS)]
    return tuple(sorted((one for one in due if not _successor(one, burns)), key=_by_end))


def asked_again(one: BurnDown, burns: Sequence[BurnDown]) -> BurnDown | None:
    """The one that was asked for and not answered yet, for the same codes; of several the newest."""
    asked = [other for other in burns if other.state == "requested" and _is_for(other, one)]
    return max(asked, key=lambda other: other.id, default=None)


def _successor(one: BurnDown, burns: Sequence[BurnDown]) -> bool:
    """Whether another one goes on for the same codes where this one ends. Of two that run out together the one that
    ends last is told."""
    for other in burns:
        if other.id == one.id or not _is_for(other, one) or other.state not in ("running", "running_out", "not_yet"):
            continue
        if other.state == "not_yet" and not _begins_in_time(other, one):
            continue
        if one.state in ("used_up", "ended") or _by_end(other) > _by_end(one):
            return True
    return False


def _begins_in_time(later: BurnDown, one: BurnDown) -> bool:
    """Whether there is no day between; of what is used up nobody knows the last day."""
    first, end = first_day(later.row), one.row.ends_on
    return one.state == "running_out" and first is not None and end is not None and (first - end).days <= 1


def _is_for(other: BurnDown, one: BurnDown) -> bool:
    return not other.row.codes or (bool(one.row.codes) and set(one.row.codes) <= set(other.row.codes))


def _by_end(one: BurnDown) -> tuple[date, int]:
    return one.row.ends_on or date.max, one.row.id


def _spend(rows: Sequence[AuthorizationRow], visits: Iterable[CountedVisit]) -> list[_Spent]:
    granted = [_Spent(one, one.used_before, set()) for one in rows if one.status == "granted"]
    granted.sort(key=lambda one: (one.row.ends_on or date.max, first_day(one.row) or date.min, one.row.id))
    for visit in sorted(visits, key=lambda one: (one.day, one.id)):
        # A visit without a service on record is one all the same.
        for code, units in sorted(visit.lines) or [("", 0)]:
            _spend_line([one for one in granted if _holds(one.row, visit.day, code)], visit.id, units)
    return granted


def _spend_line(fitting: Sequence[_Spent], visit: int, units: int) -> None:
    rest = units
    for one in fitting:
        if one.has_room or visit in one.seen:
            rest = one.take(visit, rest)
            if not rest:
                return
    if fitting:
        fitting[-1].take(visit, rest, over=True)


def _holds(row: AuthorizationRow, day: date, code: str) -> bool:
    first = first_day(row)
    is_in_time = (first is None or first <= day) and (row.ends_on is None or day <= row.ends_on)
    return is_in_time and (not row.codes or code in row.codes)


def _burn_down(row: AuthorizationRow, spent: _Spent | None, today: date) -> BurnDown:
    count = spent.used if spent else row.used_before
    left = None if row.granted is None else row.granted - count
    days = (row.ends_on - today).days if row.ends_on else None
    few = LAST_VISITS
    if row.counts == "units":
        few *= (spent.last if spent else 0) or UNITS_OF_A_VISIT
    return BurnDown(row, count, left, days, _state(row, left, few, today))


def _state(row: AuthorizationRow, left: int | None, few: int, today: date) -> BurnState:
    if row.status != "granted":
        return "denied" if row.status == "denied" else "requested"
    first, days = first_day(row), (row.ends_on - today).days if row.ends_on else None
    if days is not None and days < 0:
        return "ended"
    if left is not None and left <= 0:
        return "used_up"
    if first and first > today:
        return "not_yet"
    is_short = (left is not None and left <= few) or (days is not None and days <= SOON_DAYS)
    return "running_out" if is_short else "running"
