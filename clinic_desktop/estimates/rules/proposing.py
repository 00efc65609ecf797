"""What a new estimate begins with, from what is planned, from the treatment plan, or from the last visit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from clinic_desktop.estimates.model.estimate import MOST_ITEMS, GoodFaithDraft, ItemLine
from clinic_desktop.estimates.rules.typed import latest_last_day
from clinic_desktop.plans.model import TreatmentPlan
from clinic_desktop.plans.rules.phases import phases_words, visits_of
from clinic_desktop.values import dates, money
from clinic_desktop.visits.model import GivenService
from clinic_desktop.wording import say, say_many

_WEEK = 7
_MONTH_DAYS = range(28, 32)
# Days that lie so much nearer or farther than others are no rhythm: a month is up to three days longer than another.
_UNEVEN = 3


@dataclass(frozen=True, slots=True)
class EstimateProposal:
    """What the record says: today, the days of planned visits in their order, the plan that counts with the visits
    given of it, the services of each visit like those that come, what the clinic asks for a service as a rule, by its
    row, in cents, and where it is, "" in the clinic."""

    today: date
    planned: tuple[date, ...]
    plan: TreatmentPlan | None
    given: int
    services: tuple[tuple[GivenService, ...], ...]
    prices: Mapping[int, int]
    place: str = ""


def proposed(one: EstimateProposal, therapist: str) -> GoodFaithDraft:
    """The draft; `therapist` is an id as text, "" for nobody. What is planned is always in it."""
    first = one.planned[0] if one.planned else one.today
    visits, often, last = len(one.planned) or 1, often_words(one.planned), max((first, *one.planned))
    left = visits_of(one.plan.phases) - one.given if one.plan else 0
    if one.plan and left > visits:
        visits, often, last = left, phases_words(one.plan.phases), max(last, one.plan.ends_on)
    last = min(last, latest_last_day(first))
    return GoodFaithDraft(
        therapist=therapist,
        services=item_lines(one.services, visits, one.prices)[:MOST_ITEMS],
        visits=str(visits),
        frequency=often if visits > 1 else "",
        first_day=dates.printed(first),
        last_day=dates.printed(last),
        place=one.place,
    )


def often_words(days: Sequence[date]) -> str:
    """How often visits on these days are: "1 a week", "1 every 2 weeks", "1 a month", "about 1 every 10 days"
    where they are uneven; "" for fewer than two."""
    if len(days) < 2:  # noqa: PLR2004 - between one day and none there is nothing to count.
        return ""
    apart = round((days[-1] - days[0]).days / (len(days) - 1))
    between = [(later - day).days for day, later in pairwise(days)]
    if max(between) - min(between) > _UNEVEN:
        return say_many("about 1 every day", "about 1 every {count} days", max(apart, 1))
    if apart in _MONTH_DAYS and apart % _WEEK:
        return say("1 a month")
    if apart and apart % _WEEK == 0:
        weeks = apart // _WEEK
        return say("1 a week") if weeks == 1 else say("1 every {count} weeks", count=weeks)
    return say_many("1 every day", "1 every {count} days", max(apart, 1))


def item_lines(
    services: Sequence[Sequence[GivenService]], visits: int, prices: Mapping[int, int]
) -> tuple[ItemLine, ...]:
    """A line for each service, length and price, with the visits that it is expected at; empty visits are all of them.

    Visits whose services nobody typed, and those that are only expected, are like most of the others.
    """
    known = [_together(one) for one in services if one]
    if not known:
        return ()
    usual, _ = Counter(frozenset(one) for one in known).most_common(1)[0]
    at: dict[_Item, int] = {}
    for one in (*known, *[one for one in known if frozenset(one) == usual][:1] * (visits - len(known))):
        for item in one:
            at[item] = at.get(item, 0) + 1
    return tuple(
        ItemLine(
            str(item.service),
            "" if item.minutes is None else str(item.minutes),
            "" if item.price_cents == prices.get(item.service) else money.typed(item.price_cents),
            "" if times >= visits else str(times),
        )
        for item, times in at.items()
    )


@dataclass(frozen=True, slots=True)
class _Item:
    service: int
    price_cents: int
    minutes: int | None


def _together(services: Sequence[GivenService]) -> tuple[_Item, ...]:
    """The services of one visit; the same one in two parts is one item with the minutes of both."""
    minutes: dict[tuple[int, int], int | None] = {}
    for one in services:
        key = int(one.service), one.price_cents
        before = minutes.get(key)
        minutes[key] = one.minutes if before is None else before + (one.minutes or 0)
    return tuple(_Item(service, price, time) for (service, price), time in minutes.items())
