"""What was estimated of a visit beside what came: the least and the most of each amount, never an average, which no
visit need have been."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from clinic_desktop.submissions.model import COMPARED, AmountSpan, Compared, EstimateAndOutcome
from clinic_desktop.values.dates import shown as day_shown
from clinic_desktop.values.money import shown
from clinic_desktop.wording import say, say_many

# A visit's amounts in cents by the keys of COMPARED.
VisitAmounts = Mapping[str, int]


def compared(
    determination: int, made_on: date, estimate: Sequence[Mapping[str, Any]], came: Sequence[VisitAmounts]
) -> EstimateAndOutcome | None:
    """The visits of an estimate, as a verdict keeps them, beside those that were answered; None where one is empty."""
    if not estimate or not came:
        return None
    amounts = tuple(
        Compared(
            key, _span([end for visit in estimate for end in _ends(visit, key)]), _span([one[key] for one in came])
        )
        for key in COMPARED
    )
    return EstimateAndOutcome(determination, made_on, len(came), amounts)


def span_words(span: AmountSpan) -> str:
    """ "$40.00", or "$40.00 to $55.00"."""
    if span.low == span.high:
        return shown(span.low)
    return say("{low} to {high}", low=shown(span.low), high=shown(span.high))


def compared_words(found: EstimateAndOutcome) -> str:
    """In a sentence how what the plan paid compares with the estimate."""
    paid = next(one for one in found.amounts if one.key == "plan_cents")
    day = day_shown(found.made_on)
    visits = say_many("{count} visit", "{count} visits", found.visits)
    facts = {"day": day, "visits": visits, "came": span_words(paid.came), "estimated": span_words(paid.estimated)}
    if paid.came.high < paid.estimated.low:
        return say(
            "Less than estimated on {day}: the plan paid {came} a visit, over {visits}; estimated was {estimated}.",
            **facts,
        )
    if paid.came.low > paid.estimated.high:
        return say(
            "More than estimated on {day}: the plan paid {came} a visit, over {visits}; estimated was {estimated}.",
            **facts,
        )
    if paid.estimated.low <= paid.came.low and paid.came.high <= paid.estimated.high:
        return say(
            "As estimated on {day}: the plan paid {came} a visit, over {visits}; estimated was {estimated}.", **facts
        )
    return say(
        "In part as estimated on {day}: the plan paid {came} a visit, over {visits}; estimated was {estimated}.",
        **facts,
    )


def _ends(visit: Mapping[str, Any], key: str) -> tuple[int, int]:
    """Both ends of an amount of an estimated visit; the low one is the worse for the client, not the smaller."""
    if key == "share_cents":
        first, second = (_ends(visit, one) for one in ("copay_cents", "coinsurance_cents"))
        return first[0] + second[0], first[1] + second[1]
    return visit[key]["low"], visit[key]["high"]


def _span(cents: Sequence[int]) -> AmountSpan:
    return AmountSpan(min(cents), max(cents))
