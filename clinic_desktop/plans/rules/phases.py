"""Phases of a plan: how many visits they come to, when each is due, and what an order proposes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import ceil

from clinic_desktop.plans.model import MOST_PHASES, REVIEW_DAYS, REVIEW_VISIT, PlanBounds, PlanPhase
from clinic_desktop.referrals.model import OrderRate
from clinic_desktop.referrals.rules.frequency import rate_words
from clinic_desktop.wording import say, say_many

_WEEK = 7
MOST_TIMES, MOST_WEEKS, MOST_EVERY = 7, 52, 12
# How an order writes it: "2x/week for 4 weeks", "2 times a week x 6 weeks", "1/wk", "weekly", "1 every other week".
_WORDS = {
    **{"once": "1", "one": "1", "twice": "2", "two": "2", "three": "3", "four": "4"},
    **{"other": "2", "second": "2", "2nd": "2", "third": "3", "3rd": "3"},
    # Some write it for twice a week, some for every other week.
    **{"biweekly": "", "bi-weekly": ""},
}
_TIMES = r"(?:([1-7]) ?(?:x|×|times?|visits?)?)"
_OFTEN = (
    rf"(?:{_TIMES}? ?\b(?:every|each|per|q) ?([2-9]|1[0-2]) ?(?:weeks?|wks?|w)\b"
    rf"|{_TIMES} ?(?:/|a|per|each|every)? ?(?:week|wk)|\b(?:weekly|(?:every|each) week))"
    r"(?:[ ,]*(?:for|x|×)? ?([0-9]{1,2}) ?(?:weeks?|wks?))?"
)


def visits_of(phases: Iterable[PlanPhase]) -> int:
    """How many visits the phases come to."""
    return sum(len(one.days) for one in phases)


def weeks_of(phases: Iterable[PlanPhase]) -> int:
    """How many weeks the phases take."""
    return sum(one.weeks for one in phases)


def visit_days(phases: Iterable[PlanPhase], start: date) -> Iterator[date]:
    """The day by which each visit is due, spread over its weeks; the first one on the first day."""
    begin = start
    for phase in phases:
        yield from (begin + timedelta(day) for day in phase.days)
        begin += timedelta(phase.weeks * _WEEK)


def planned_by(phases: Iterable[PlanPhase], start: date, day: date) -> int:
    """How many visits were to be given by the end of that day."""
    return sum(1 for due in visit_days(phases, start) if due <= day)


def last_visit_day(phases: Iterable[PlanPhase], start: date) -> date:
    """The day by which the last visit is due; the first day where there is none."""
    return max(visit_days(phases, start), default=start)


def beyond_words(phases: Sequence[PlanPhase], bounds: PlanBounds) -> str:
    """Where the phases are more visits than the order has, or more often, the sentence that says so; else ""."""
    ordered, visits = bounds.visits_ordered, visits_of(phases)
    if ordered is not None and visits > ordered:
        return say("The prescription orders {ordered} visits; these are {visits}.", ordered=ordered, visits=visits)
    if bounds.rate and any(_is_too_often(one, bounds.rate) for one in phases):
        return say("The prescription orders {rate}; this is more often.", rate=rate_words(bounds.rate))
    return ""


def _is_too_often(phase: PlanPhase, rate: OrderRate) -> bool:
    """Whether a phase has more visits than an order of so many in so many weeks allows; an order by months is not
    compared, for its months are those of the calendar."""
    return rate.unit == "week" and len(phase.days) > rate.times * ceil(phase.weeks / rate.span)


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
    known = [_phase(times, every, weeks) for times, every, weeks in found if weeks]
    if found and not found[-1][2]:
        times, every, _ = found[-1]
        left = (visits or 0) - visits_of(known)
        return _cut(known + _spread(times, every, left)) if left > 0 else ()
    if found:
        return _cut(known)
    if not visits:
        return ()
    weeks = max(1, (days or visits * _WEEK) // _WEEK)
    return _cut(_spread(min(MOST_TIMES, ceil(visits / weeks)), 1, visits))


def phase_words(phase: PlanPhase) -> str:
    """A phase inside a sentence: "2 a week for 4 weeks", "1 every 2 weeks for 8 weeks"."""
    weeks = say_many("{count} week", "{count} weeks", phase.weeks)
    facts = {"times": phase.times, "weeks": weeks}
    if phase.every == 1:
        return say("{times} a week for {weeks}", **facts)
    return say("{times} every {every} weeks for {weeks}", every=phase.every, **facts)


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


def _written(frequency: str) -> list[tuple[int, int, int]]:
    """Each time that it says how often: the visits in every so many weeks, with the weeks behind it or 0."""
    plain = " ".join(frequency.lower().split())
    for word, digit in _WORDS.items():
        plain = re.sub(rf"\b{word}\b", digit, plain)
    return [(int(one[1] or one[3] or 1), int(one[2] or 1), int(one[4] or 0)) for one in re.finditer(_OFTEN, plain)]


def _spread(times: int, every: int, visits: int) -> list[PlanPhase]:
    rounds, rest = divmod(visits, times)
    weeks, most = rounds * every, MOST_WEEKS // every * every
    # More weeks than a phase may have are several phases: no visit that was ordered is left out.
    whole = [PlanPhase(times, min(weeks - done, most), every) for done in range(0, weeks, most)]
    return whole + ([PlanPhase(rest, every, every)] if rest else [])


def _phase(times: int, every: int, weeks: int) -> PlanPhase:
    """So many visits in every so many weeks; of fewer weeks than that those visits that fall into them."""
    if weeks >= every:
        return PlanPhase(times, weeks, every)
    return PlanPhase(len(PlanPhase(times, weeks, every).days), weeks, weeks)


def _fitted(phases: Sequence[PlanPhase], days: int | None) -> tuple[PlanPhase, ...]:
    """As many of the weeks, from the first on, as the days hold in full, and one at least."""
    fitting, left = [], max(1, days // _WEEK) if days else MOST_WEEKS * MOST_PHASES
    for one in phases:
        weeks = min(one.weeks, left)
        left -= weeks
        fitting += [_phase(one.times, one.every, weeks)] if weeks else []
    return tuple(fitting)


def _cut(phases: Sequence[PlanPhase]) -> tuple[PlanPhase, ...]:
    return tuple(one for one in phases if one.weeks <= MOST_WEEKS)[:MOST_PHASES]
