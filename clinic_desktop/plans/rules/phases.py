"""Phases of a plan: how many visits they come to, when each is due, and what an order proposes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import ceil

from clinic_desktop.plans.model import MOST_PHASES, REVIEW_DAYS, REVIEW_VISIT, PlanPhase
from clinic_desktop.wording import say, say_many

_WEEK = 7
MOST_TIMES, MOST_WEEKS = 7, 52
# How an order writes it: "2x/week for 4 weeks", "2 times a week x 6 weeks", "1/wk", "weekly".
_WORDS = {"once": "1", "one": "1", "twice": "2", "two": "2", "three": "3", "four": "4"}
_OFTEN = (
    r"(?:([1-7]) ?(?:x|×|times?|visits?)? ?(?:/|a|per|each|every)? ?(?:week|wk)|\bweekly)"
    r"(?:[ ,]*(?:for|x|×)? ?([0-9]{1,2}) ?(?:weeks?|wks?))?"
)


def visits_of(phases: Iterable[PlanPhase]) -> int:
    """How many visits the phases come to."""
    return sum(one.visits for one in phases)


def weeks_of(phases: Iterable[PlanPhase]) -> int:
    """How many weeks the phases take."""
    return sum(one.weeks for one in phases)


def visit_days(phases: Iterable[PlanPhase], start: date) -> Iterator[date]:
    """The day by which each visit is due, spread over its week; the first one on the first day."""
    week = start
    for phase in phases:
        for _ in range(phase.weeks):
            yield from (week + timedelta(at * _WEEK // phase.times) for at in range(phase.times))
            week += timedelta(_WEEK)


def planned_by(phases: Iterable[PlanPhase], start: date, day: date) -> int:
    """How many visits were to be given by the end of that day."""
    return sum(1 for due in visit_days(phases, start) if due <= day)


def last_visit_day(phases: Iterable[PlanPhase], start: date) -> date:
    """The day by which the last visit is due; the first day where there is none."""
    return max(visit_days(phases, start), default=start)


def proposed_end(phases: Sequence[PlanPhase], start: date, last_day: date | None) -> date:
    """The last day of the last week, or the order's last day where that comes sooner and all visits are due by then."""
    end = start + timedelta(max(_WEEK * weeks_of(phases) - 1, 0))
    return last_day if last_day and last_visit_day(phases, start) <= last_day < end else end


def proposed_review(phases: Iterable[PlanPhase], start: date, end: date) -> date:
    """After 30 days or at visit 6, whichever comes first, and never after the end (domain 5.2)."""
    days = list(visit_days(phases, start))
    at_visit = days[REVIEW_VISIT - 1] if len(days) >= REVIEW_VISIT else end
    return min(start + timedelta(REVIEW_DAYS), at_visit, end)


def proposed_phases(frequency: str, visits: int | None, days: int | None) -> tuple[PlanPhase, ...]:
    """What an order's frequency, its number of visits and the days that it counts for come to; () for none of them.

    Where it says how often but not how long, its visits say that; what is left over is a week of its own. No more weeks
    than there are days for.
    """
    return _fitted(_ordered(frequency, visits, days), days)


def _ordered(frequency: str, visits: int | None, days: int | None) -> tuple[PlanPhase, ...]:
    found = _written(frequency)
    if found and not found[-1][1]:
        times = found[-1][0]
        known = [PlanPhase(one, weeks) for one, weeks in found[:-1] if weeks]
        left = (visits or 0) - visits_of(known)
        return _cut(known + _spread(times, left)) if left > 0 else ()
    if found:
        return _cut([PlanPhase(times, weeks) for times, weeks in found if weeks])
    if not visits:
        return ()
    weeks = max(1, (days or visits * _WEEK) // _WEEK)
    return _cut(_spread(min(MOST_TIMES, ceil(visits / weeks)), visits))


def phase_words(phase: PlanPhase) -> str:
    """A phase inside a sentence: "2 a week for 4 weeks"."""
    weeks = say_many("{count} week", "{count} weeks", phase.weeks)
    return say("{times} a week for {weeks}", times=phase.times, weeks=weeks)


def phases_words(phases: Sequence[PlanPhase]) -> str:
    """All of them in their order: "2 a week for 4 weeks, then 1 a week for 4 weeks"."""
    first, *others = map(phase_words, phases) if phases else ("",)
    return "".join((first, *(say(", then {phase}", phase=one) for one in others)))


def sum_words(phases: Sequence[PlanPhase]) -> str:
    """What they come to: "12 visits over 8 weeks"; "" for none."""
    if not phases:
        return ""
    visits = say_many("{count} visit", "{count} visits", visits_of(phases))
    return say(
        "{visits} over {weeks}", visits=visits, weeks=say_many("{count} week", "{count} weeks", weeks_of(phases))
    )


def _written(frequency: str) -> list[tuple[int, int]]:
    """Each time that it says how often, with the weeks behind it or 0."""
    plain = " ".join(frequency.lower().split())
    for word, digit in _WORDS.items():
        plain = re.sub(rf"\b{word}\b", digit, plain)
    return [(int(one[1] or 1), int(one[2] or 0)) for one in re.finditer(_OFTEN, plain)]


def _spread(times: int, visits: int) -> list[PlanPhase]:
    weeks, rest = divmod(visits, times)
    # More weeks than a phase may have are several phases: no visit that was ordered is left out.
    whole = [PlanPhase(times, min(weeks - done, MOST_WEEKS)) for done in range(0, weeks, MOST_WEEKS)]
    return whole + ([PlanPhase(rest, 1)] if rest else [])


def _fitted(phases: Sequence[PlanPhase], days: int | None) -> tuple[PlanPhase, ...]:
    """As many of the weeks, from the first on, as the days hold in full, and one at least."""
    fitting, left = [], max(1, days // _WEEK) if days else MOST_WEEKS * MOST_PHASES
    for one in phases:
        weeks = min(one.weeks, left)
        left -= weeks
        fitting += [PlanPhase(one.times, weeks)] if weeks else []
    return tuple(fitting)


def _cut(phases: Sequence[PlanPhase]) -> tuple[PlanPhase, ...]:
    return tuple(one for one in phases if one.weeks <= MOST_WEEKS)[:MOST_PHASES]
