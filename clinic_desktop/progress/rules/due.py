"""When the next progress report of a case is due."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from clinic_desktop.progress.model import ProgressReport, ReportInterval
from clinic_desktop.values import dates
from clinic_desktop.wording import say


def interval_for(intervals: Iterable[ReportInterval], kind: str, state: str) -> ReportInterval | None:
    """The one for cases of this kind in a clinic of this state; one that names the state goes before one for any."""
    fitting = [one for one in intervals if one.kind == kind and one.state in ("", state)]
    return max(fitting, key=lambda one: bool(one.state), default=None)


def due_on(
    interval: ReportInterval | None, reports: Sequence[ProgressReport], visits: Iterable[date]
) -> tuple[date, str] | None:
    """By when the next report is due, and why; None where none is. `reports` are all of the case, `visits` the days of
    the visits given in it.

    A day that was typed in the last report goes before the interval. After a discharge none is due. Counted are the
    visits after the last signed report; without one the first visit begins.
    """
    last = max((one for one in reports if one.signed_on), key=lambda one: (one.day, one.id), default=None)
    if last and last.kind == "discharge":
        return None
    if last and last.next_on:
        return last.next_on, say("The last report says by when.")
    if interval is None:
        return None
    days = sorted(day for day in visits if last is None or day > last.day)
    if not days:
        return None
    begun = last.day if last else days[0]
    by_days = begun + timedelta(interval.days)
    facts = {"day": dates.shown(begun), "visits": interval.visits, "days": interval.days}
    if last:
        why = say("Wanted after {visits} visits or {days} days; the last report is of {day}.", **facts)
    else:
        why = say("Wanted after {visits} visits or {days} days; the first visit was on {day}.", **facts)
    by_visits = days[interval.visits - 1] if len(days) >= interval.visits else by_days
    return min(by_days, by_visits), why
