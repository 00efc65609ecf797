"""The estimate of a series: its worst and its best course, visit by visit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clinic_desktop.coverage.model.money import (
    Estimate,
    PlannedVisit,
    PlanTerms,
    SeriesMoney,
    Tally,
    VisitEstimate,
    VisitMoney,
)
from clinic_desktop.coverage.rules.estimate.ends import OneEnd, all_ends
from clinic_desktop.coverage.rules.estimate.steps import one_visit


def estimate(terms: PlanTerms, visits: Sequence[PlannedVisit]) -> Estimate:
    """The estimate of visits in their order; the first payer's part only.

    Whatever is unknown is taken at its worst and at its best for the client, never at a guess between. All worst and
    all best together are the ends, with one exception: where terms turn the order round, as beyond a dollar limit that
    no contract binds, a case between can lie a visit or two outside.
    """
    turns = new_years(terms.plan_year_ends, visits)
    courses = [_course(end, visits, turns) for end in all_ends(terms)]
    # Of two with the same totals the ends are still two: a limit can make their visits differ.
    low, high = max(courses, key=_cost), min(reversed(courses), key=_cost)
    rows = []
    for place, pair in enumerate(zip(low.visits, high.visits, strict=True)):
        worse, better = max(pair, key=_visit_cost), min(pair, key=_visit_cost)
        rows.append(VisitEstimate(place + 1, visits[place].on, turns[place], worse, better))
    return Estimate(terms, tuple(visits), tuple(rows), low, high)


def with_limits(
    terms: PlanTerms,
    visit_limit: int | None = None,
    visits_used: int | None = None,
    dollar_cap: int | None = None,
    dollar_used: int | None = None,
) -> PlanTerms:
    """The terms with the limits of the benefit; dollars in cents, None for what is not said.

    What is used of a limit that nobody named is no limit.
    """
    return replace(
        terms,
        visits=Tally() if visit_limit is None else Tally(visit_limit, visits_used),
        dollars=Tally() if dollar_cap is None else Tally(dollar_cap, dollar_used),
    )


def new_years(ends: date | None, visits: Sequence[PlannedVisit]) -> list[bool]:
    """For each visit whether it is the first of a new plan year; a visit without a day is in that of the one before."""
    found = []
    for visit in visits:
        is_new = bool(ends and visit.on and visit.on > ends)
        while ends and visit.on and visit.on > ends:
            ends = _a_year_on(ends)
        found.append(is_new)
    return found


def _a_year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        # The 29th of February.
        return day.replace(year=day.year + 1, day=28)


def _course(end: OneEnd, visits: Sequence[PlannedVisit], turns: Sequence[bool]) -> SeriesMoney:
    carry, found = end.start, []
    for visit, is_new in zip(visits, turns, strict=True):
        money, carry = one_visit(end, visit, end.anew if is_new else carry)
        found.append(money)
    return SeriesMoney(tuple(found))


def _cost(course: SeriesMoney) -> tuple[int, int]:
    """The more the worse: first what the client pays, then what the plan leaves."""
    return course.total("patient_cents"), -course.total("plan_cents")


def _visit_cost(one: VisitMoney) -> tuple[int, int]:
    return one.patient_cents, -one.plan_cents
