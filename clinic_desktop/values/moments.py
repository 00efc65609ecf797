"""Moments, which are kept in UTC, as the clock on the clinic's wall shows them."""

from datetime import date, datetime, timedelta

from clinic_desktop.values import dates
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import say


def shown_moment(at: datetime) -> str:
    """A moment for the screen: "12 Oct 2026, 5:30 PM"."""
    here = at.astimezone()
    return f"{dates.shown(here.date())}, {_time(here)}"


def printed_moment(at: datetime) -> str:
    """A moment for US paper: "10/12/2026, 5:30 PM"."""
    here = at.astimezone()
    return f"{dates.printed(here.date())}, {_time(here)}"


def told_moment(at: datetime, today: date) -> str:
    """A moment as one tells it: "today 5:30 PM", "yesterday 5:30 PM", further away as `shown_moment`."""
    here = at.astimezone()
    if here.date() == today:
        return say("today {time}", time=_time(here))
    if here.date() == today - timedelta(days=1):
        return say("yesterday {time}", time=_time(here))
    return shown_moment(at)


def listed_moment(at: datetime, today: date) -> str:
    """As `told_moment`, where it stands alone: "Today 5:30 PM"."""
    told = told_moment(at, today)
    return told[:1].upper() + told[1:]


def clock_time(at: datetime) -> str:
    """The time of a moment on the clinic’s wall: "5:30 PM"."""
    return _time(at.astimezone())


def _time(here: datetime) -> str:
    return shown_time(f"{here.hour:02d}:{here.minute:02d}")
