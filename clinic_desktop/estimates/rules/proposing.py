"""What a new estimate begins with, from what is planned, from the treatment plan, or from the last visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.estimates.model.estimate import MOST_ITEMS, GoodFaithDraft, ItemLine
from clinic_desktop.estimates.rules.typed import latest_last_day
from clinic_desktop.plans.model import TreatmentPlan
from clinic_desktop.plans.rules.phases import phases_words, visits_of
from clinic_desktop.values import dates
from clinic_desktop.visits.model import GivenService
from clinic_desktop.wording import say, say_many

_WEEK = 7
_MONTH_DAYS = range(28, 32)


@dataclass(frozen=True, slots=True)
class EstimateProposal:
    """What the record says: today, the days of planned visits in their order, the plan that counts with the visits
    given of it, the services of a visit like those that come, and where it is, "" in the clinic."""

    today: date
    planned: tuple[date, ...]
    plan: TreatmentPlan | None
    given: int
    services: tuple[GivenService, ...]
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
        services=tuple(map(_line, one.services[:MOST_ITEMS])),
        visits=str(visits),
        frequency=often if visits > 1 else "",
        first_day=dates.printed(first),
        last_day=dates.printed(last),
        place=one.place,
    )


def often_words(days: Sequence[date]) -> str:
    """How often visits on these days are: "1 a week", "1 every 2 weeks", "1 a month"; "" for fewer than two."""
    if len(days) < 2:  # noqa: PLR2004 - between one day and none there is nothing to count.
        return ""
    apart = round((days[-1] - days[0]).days / (len(days) - 1))
    if apart in _MONTH_DAYS and apart % _WEEK:
        return say("1 a month")
    if apart and apart % _WEEK == 0:
        weeks = apart // _WEEK
        return say("1 a week") if weeks == 1 else say("1 every {count} weeks", count=weeks)
    return say_many("1 every day", "1 every {count} days", max(apart, 1))


def _line(one: GivenService) -> ItemLine:
    return ItemLine(str(one.service), "" if one.minutes is None else str(one.minutes))
