"""How the estimates of a case stand: what is due and until when, and what was billed beside what was expected."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from clinic_desktop.estimates.model.due import (
    CareVisit,
    EstimateDue,
    EstimateRequest,
    EstimateStanding,
    EstimateWatch,
    SelfPay,
)
from clinic_desktop.estimates.model.estimate import IssuedEstimate, number_words
from clinic_desktop.estimates.rules.changes import change_words
from clinic_desktop.estimates.rules.clocks import due_asked, due_changed, due_scheduled
from clinic_desktop.estimates.rules.concern import is_self_pay
from clinic_desktop.values import dates
from clinic_desktop.wording import say

Estimates = Sequence[IssuedEstimate]


def standing(
    self_pay: SelfPay,
    visits: Iterable[CareVisit],
    estimates: Estimates,
    requests: Sequence[EstimateRequest],
    today: date,
) -> EstimateStanding:
    """How a case stands. `visits` are those given and planned; of the estimates void ones count for nothing, and of two
    for one day the newer one counts."""
    live = sorted((one for one in estimates if one.is_live), key=lambda one: one.number, reverse=True)
    in_order = sorted(visits, key=lambda one: (one.day, one.id))
    waiting = open_requests(requests, live)
    found = [*_asked(waiting, live)]
    if is_self_pay(self_pay):
        found += _of_visits(in_order, live, today)
    due = min(found, key=lambda one: one.due_on, default=None)
    return EstimateStanding(self_pay, due, tuple(_watches(in_order, live, today)), waiting)


def spanning(live: Estimates, day: date) -> IssuedEstimate | None:
    """The estimate that counts for a visit of that day, of live ones with the newest first; None without one."""
    return next((one for one in live if one.facts.spans(day)), None)


def open_requests(requests: Iterable[EstimateRequest], live: Estimates) -> tuple[EstimateRequest, ...]:
    """The requests that no estimate answered: one that was issued since then, and delivered."""
    return tuple(
        one for one in requests if not any(made.issued_on >= one.asked_on and made.deliveries for made in live)
    )


def _asked(waiting: Iterable[EstimateRequest], live: Estimates) -> Iterator[EstimateDue]:
    for one in waiting:
        why = say("The client asked for it on {day}.", day=dates.shown(one.asked_on))
        made = next((made for made in live if made.issued_on >= one.asked_on), None)
        yield EstimateDue(due_asked(one.asked_on), "deliver" if made else "asked", why, made.id if made else None)


def _of_visits(visits: Sequence[CareVisit], live: Estimates, today: date) -> Iterator[EstimateDue]:
    counted: dict[int, int] = {}
    for one in visits:
        estimate = spanning(live, one.day)
        if estimate:
            counted[estimate.id] = counted.get(estimate.id, 0) + 1
        if one.is_given or one.day < today:
            continue
        if estimate is None:
            yield from _not_estimated(one, is_first=not live)
            continue
        changed = change_words(estimate, one, counted[estimate.id])
        if changed:
            yield EstimateDue(due_changed(one.day), "changed", changed)
        elif not estimate.deliveries:
            yield _to_deliver(one, estimate)


def _not_estimated(one: CareVisit, *, is_first: bool) -> Iterator[EstimateDue]:
    due = due_scheduled(one.planned_on or one.day, one.day)
    if due is None:
        return
    facts = {"day": dates.shown(one.day), "planned": dates.shown(one.planned_on or one.day)}
    if is_first:
        why = say("The visit of {day} was planned on {planned}, and has no estimate.", **facts)
    else:
        why = say("The visit of {day} was planned on {planned}, and lies outside every estimate.", **facts)
    yield EstimateDue(due, "first", why)


def _to_deliver(one: CareVisit, estimate: IssuedEstimate) -> EstimateDue:
    """Where none was required it is wanted by the visit all the same: somebody made it for that."""
    due = due_scheduled(one.planned_on or one.day, one.day) or one.day
    facts = {"number": number_words(estimate.number), "day": dates.shown(one.day)}
    why = say("{number} was made for the visit of {day}, and nobody wrote down that the client has it.", **facts)
    return EstimateDue(due, "deliver", why, estimate.id)


def _watches(visits: Sequence[CareVisit], live: Estimates, today: date) -> Iterator[EstimateWatch]:
    for one in live:
        own = [visit for visit in visits if (found := spanning(live, visit.day)) and found.id == one.id]
        given = [visit for visit in own if visit.is_given]
        planned = [visit for visit in own if not visit.is_given and visit.day >= today]
        yield EstimateWatch(
            estimate=one.id,
            number=one.number,
            total_cents=one.facts.total_cents,
            billed_cents=sum(visit.charged_cents for visit in given),
            planned_cents=sum(visit.charged_cents for visit in planned),
            last_given=given[-1].day if given else None,
        )
