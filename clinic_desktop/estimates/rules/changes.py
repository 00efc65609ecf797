"""What makes a planned visit another one than was estimated, so that a new estimate is due before it.

Source: 45 CFR 149.610(b)(1)(vii): anticipated changes of the expected charges, services, frequency, recurrences,
duration or providers. Fewer visits than expected are no change as long as more may still be planned.
"""

from clinic_desktop.estimates.model.due import CareService, CareVisit
from clinic_desktop.estimates.model.estimate import ExpectedItem, IssuedEstimate, number_words
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say


def change_words(estimate: IssuedEstimate, visit: CareVisit, place: int) -> str:
    """The sentence about the first change, "" for none. `place` says which visit in the estimate’s time it is, given
    ones too, counted from 1.

    The price that a visit was planned at is compared, and not today’s list: a visit keeps the price of its planning.
    """
    facts = {"number": number_words(estimate.number), "day": dates.shown(visit.day)}
    if place > estimate.facts.visits:
        return say(
            "The visit of {day} is number {place}; {number} is for {visits}.",
            place=place,
            visits=estimate.facts.visits,
            **facts,
        )
    for one in visit.services:
        changed = _service_words(estimate, one, facts)
        if changed:
            return changed
    if visit.therapist != estimate.therapist:
        therapist = visit.therapist_name
        return say("On {day} {therapist} treats; {number} names somebody else.", therapist=therapist, **facts)
    return ""


def _service_words(estimate: IssuedEstimate, one: CareService, facts: dict[str, str]) -> str:
    items = [item for item in estimate.facts.items if item.row == one.row]
    if any(_is_as_expected(one, item) for item in items):
        return ""
    expected = items[0] if items else None
    if expected is None:
        return say("“{service}” is planned for {day} and is not in {number}.", service=one.name, **facts)
    if one.fee_cents:
        costs = {"now": money.shown(one.fee_cents), "then": money.shown(expected.fee_cents)}
        return say("“{service}” costs {now} on {day}; {number} says {then}.", service=one.name, **costs, **facts)
    costs = {"now": money.shown(one.price_cents), "then": money.shown(expected.price_cents)}
    return say("“{service}” is {now} on {day}; {number} says {then}.", service=one.name, **costs, **facts)


def _is_as_expected(one: CareService, item: ExpectedItem) -> bool:
    """Of a service that is estimated in several lengths each is as expected. While nobody said how long, the price of a
    unit is all that is known."""
    return one.fee_cents == item.fee_cents if one.fee_cents else one.price_cents == item.price_cents
