"""The estimate in a phrase, as it stands beside a verdict: never a promise, never without "about" or a range."""

from collections.abc import Callable, Sequence
from itertools import groupby

from clinic_desktop.coverage.model.money import Estimate, NetworkSide, Standing, VisitEstimate, VisitMoney
from clinic_desktop.coverage.rules.estimate.words import credited
from clinic_desktop.values.money import shown
from clinic_desktop.wording import say

# What changes between a first and a later visit, and no more, can be said in a phrase.
_FIRST_AND_LATER = 2


def money_words(estimate: Estimate) -> str:
    """The headline, without a full stop: "about $36.00 back a visit at first, $66.00 later"."""
    if not estimate.rows:
        return say("no visits planned")
    if fixed := _fixed(estimate):
        return fixed
    return _until(estimate)


def limit_visits(estimate: Estimate) -> tuple[int | None, int | None]:
    """The first visit that a limit of visits or dollars stops or cuts, at the low and at the high end."""

    def first(visits: Sequence[VisitMoney]) -> int | None:
        return next((place for place, one in enumerate(visits, 1) if one.limit in ("visits", "dollars")), None)

    return first(estimate.low.visits), first(estimate.high.visits)


def _fixed(estimate: Estimate) -> str:
    """The phrase where nothing is shared between client and plan."""
    standing, side = estimate.terms.standing, estimate.terms.side
    if standing is Standing.NEVER_BILLED:
        return say("about $0 for the client: never bill the client")
    if standing is Standing.OPEN_CLAIM and limit_visits(estimate) == (None, None):
        return say("about $0 today for the client while the claim is open")
    if standing is Standing.RULE_NOT_KEPT and side is NetworkSide.IN:
        return say("about $0 for the client: the clinic bears it")
    return ""


def _gives_back(estimate: Estimate) -> bool:
    """Out of network the question is what comes back, elsewhere what the visit costs."""
    return estimate.terms.side is NetworkSide.OUT and estimate.terms.standing in (Standing.PAYS, Standing.UNKNOWN)


def _until(estimate: Estimate) -> str:
    """The phrase for the visits before a limit or a new plan year, and which of the two ends them."""
    low, high = limit_visits(estimate)
    limit, turn = low if low == high else None, _turn(estimate)
    ends = min(one or len(estimate.rows) + 1 for one in (limit, turn))
    if ends == 1:
        return say("{money}: the limit is used up", money=_phrase(estimate, estimate.rows))
    phrase = _phrase(estimate, estimate.rows[: ends - 1])
    if ends == limit:
        return say("{money}, until the limit at visit {visit}", money=phrase, visit=limit)
    if ends == turn:
        return say("{money}, until the new plan year at visit {visit}", money=phrase, visit=turn)
    return phrase


def _turn(estimate: Estimate) -> int | None:
    """The first visit of the next plan year, if anything is different then."""
    rows = estimate.rows
    turn = next((one.number for one in rows[1:] if one.new_year), None)
    if turn is None:
        return None
    before = rows[turn - 2]
    same = all(_amounts(one) == _amounts(before) for one in rows[turn - 1 :])
    return None if same else turn


def _amounts(row: VisitEstimate) -> tuple[int, ...]:
    return row.low.net_cents, row.low.back_cents, row.high.net_cents, row.high.back_cents


def _phrase(estimate: Estimate, rows: Sequence[VisitEstimate]) -> str:
    gives_back = _gives_back(estimate)
    if all(_amounts(one)[:2] == _amounts(one)[2:] for one in rows):
        return _until_deductible(rows, gives_back=gives_back) or _steady(rows, gives_back=gives_back)
    pairs = [one for row in rows for one in (row.low, row.high)]
    if gives_back:
        return _back_between([one.back_cents for one in pairs])
    return _cost_between([one.net_cents for one in pairs])


def _back_between(cents: Sequence[int]) -> str:
    return say("between {least} and {most} back a visit", least=shown(min(cents)), most=shown(max(cents)))


def _cost_between(cents: Sequence[int]) -> str:
    return say("between {least} and {most} a visit for the client", least=shown(min(cents)), most=shown(max(cents)))


def _until_deductible(rows: Sequence[VisitEstimate], *, gives_back: bool) -> str:
    """The phrase for a deductible that takes the whole of the first visits, "" where it does not."""
    first = rows[0].low
    if not credited(first) or first.left.deductible_cents is None:
        return ""
    left = shown(first.deductible_cents + first.left.deductible_cents)
    # One that goes to the deductible in part tells nothing of those after it.
    paid = [one.low for one in rows if not one.low.deductible_cents]
    until = say("the plan pays about $0 until {left} more of the deductible", left=left)
    if gives_back:
        until = say("about $0 back until {left} more of the deductible", left=left)
    if not paid:
        return until
    if gives_back:
        return say("{until}, then about {then} a visit", until=until, then=shown(paid[-1].back_cents))
    return say("{until}, then the client about {then} a visit", until=until, then=shown(paid[-1].net_cents))


def _steady(rows: Sequence[VisitEstimate], *, gives_back: bool) -> str:
    cents = [one.low.back_cents if gives_back else one.low.net_cents for one in rows]
    steps = [one for one, _ in groupby(cents)]
    between: Callable[[Sequence[int]], str] = _back_between if gives_back else _cost_between
    if len(steps) > _FIRST_AND_LATER:
        return between(cents)
    if len(steps) == _FIRST_AND_LATER:
        first, later = map(shown, steps)
        if gives_back:
            return say("about {first} back a visit at first, {later} later", first=first, later=later)
        return say("about {first} a visit for the client at first, {later} later", first=first, later=later)
    if gives_back:
        return say("about {amount} back a visit", amount=shown(steps[0]))
    return say("about {amount} a visit for the client", amount=shown(steps[0]))
