"""When a prescription counts. Its first and last day do."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

from clinic_desktop.referrals.model import SOON_DAYS, Window


class Windowed(Protocol):
    """Anything with the days of a prescription."""

    @property
    def id(self) -> int:
        """Its row."""

    @property
    def ordered_on(self) -> date:
        """The day on the paper."""

    @property
    def starts_on(self) -> date | None:
        """The first day that counts, where it is not the day on the paper."""

    @property
    def expires_on(self) -> date | None:
        """The last day that counts; without one it does not end."""


W = TypeVar("W", bound=Windowed)


def window(prescription: Windowed, on: date) -> Window:
    """Whether a prescription counts on that day, not yet, or no more; `ends_soon` counts, for SOON_DAYS at most."""
    if on < first_day(prescription):
        return "not_yet"
    left = days_left(prescription, on)
    if left is None or left > SOON_DAYS:
        return "open"
    return "ends_soon" if left >= 0 else "ended"


def first_day(prescription: Windowed) -> date:
    """The first day that counts."""
    return prescription.starts_on or prescription.ordered_on


def days_left(prescription: Windowed, on: date) -> int | None:
    """Days from that day to the last one, 0 on the last one, below 0 after it; None when there is no last day."""
    return (prescription.expires_on - on).days if prescription.expires_on else None


def current_prescription(rows: Iterable[W], on: date) -> W | None:
    """The one that counts on that day; of several the one ordered last."""
    counting = [one for one in rows if window(one, on) in ("open", "ends_soon")]
    return max(counting, key=lambda one: (one.ordered_on, one.id), default=None)


def runs_out(rows: Iterable[W], on: date) -> W | None:
    """The one that has ended or ends within SOON_DAYS, where no other goes on; of those that began, the last to end.

    Of papers of one kind: `last_days` chooses it.
    """
    papers = tuple(rows)
    ending = ((one.expires_on, one.id, one) for one in papers if one.expires_on and first_day(one) <= on)
    end, _, last = max(ending, key=lambda found: found[:2], default=(date.max, 0, None))
    if last is None or (end - on).days > SOON_DAYS:
        return None
    is_carried_on = any(_goes_on(one, last, max(end + timedelta(1), on)) for one in papers)
    return None if is_carried_on else last


def next_start(rows: Iterable[W], last: W) -> date | None:
    """The day on which the next one begins after a gap; None where none does."""
    later = [first_day(one) for one in rows if last.expires_on and first_day(one) > last.expires_on + timedelta(1)]
    return min(later, default=None)


def _goes_on(one: Windowed, last: Windowed, on: date) -> bool:
    """Whether one has begun by that day and ends later; one that does not end has to be the newer paper of the two."""
    if first_day(one) > on:
        return False
    if one.expires_on and last.expires_on:
        return one.expires_on > last.expires_on
    return one.ordered_on > last.ordered_on or first_day(one) > first_day(last)
