"""When a prescription counts. Its first and last day do."""

from collections.abc import Iterable
from datetime import date
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
    if on < (prescription.starts_on or prescription.ordered_on):
        return "not_yet"
    left = days_left(prescription, on)
    if left is None or left > SOON_DAYS:
        return "open"
    return "ends_soon" if left >= 0 else "ended"


def days_left(prescription: Windowed, on: date) -> int | None:
    """Days from that day to the last one, 0 on the last one, below 0 after it; None when there is no last day."""
    return (prescription.expires_on - on).days if prescription.expires_on else None


def current_prescription(rows: Iterable[W], on: date) -> W | None:
    """The one that counts on that day; of several the one ordered last."""
    counting = [one for one in rows if window(one, on) in ("open", "ends_soon")]
    return max(counting, key=lambda one: (one.ordered_on, one.id), default=None)


def runs_out(rows: Iterable[W], on: date) -> W | None:
    """The one that ends last, when it has ended or ends within SOON_DAYS; None when one goes on."""
    last = max(rows, key=lambda one: (one.expires_on or date.max, one.id), default=None)
    left = days_left(last, on) if last else None
    return last if left is not None and left <= SOON_DAYS else None
