"""What is to be said beside an estimate: limits, what the client may never be billed, and what is not in it."""

from collections.abc import Iterator

from clinic_desktop.benefit_statements.rules.words import amount_words, taught_by
from clinic_desktop.coverage.model.money import Estimate, NetworkSide, Standing
from clinic_desktop.coverage.rules.estimate.headline import limit_visits
from clinic_desktop.coverage.rules.estimate.words import credited
from clinic_desktop.wording import say

_BENEFIT = (Standing.PAYS, Standing.UNKNOWN)


def sentences(estimate: Estimate) -> tuple[str, ...]:
    """Everything to say about an estimate, the most urgent first; that it is one comes last."""
    if not estimate.rows:
        return ()
    return (
        *_limit(estimate),
        *_never_billed(estimate),
        *_deductible(estimate),
        *_allowed_by(estimate),
        *_left_out(estimate),
        *_label(estimate),
    )


def _limit(estimate: Estimate) -> Iterator[str]:
    soonest, latest = limit_visits(estimate)
    stops = sorted({one for one in (soonest, latest) if one})
    if not stops:
        return
    if soonest == latest == 1:
        yield say("The limit is used up; request the exception before visit 1.")
    elif soonest == latest:
        yield say("Limit hit at visit {visit}; request the exception before.", visit=stops[0])
    else:
        yield say("Limit can be hit as early as visit {visit}; request the exception before.", visit=stops[0])


def _never_billed(estimate: Estimate) -> Iterator[str]:
    terms = estimate.terms
    every = [one for row in estimate.rows for one in (row.low, row.high)]
    if terms.standing is Standing.NEVER_BILLED:
        yield say("Never bill the client: L&I, VA and Medicaid pay the clinic, and the client owes nothing.")
    if terms.standing is Standing.OPEN_CLAIM:
        yield say("While the claim is open the client pays nothing on the day of the visit.")
    if terms.standing is Standing.RULE_NOT_KEPT and terms.side is not NetworkSide.OUT:
        yield say("In network the client is not billed for a rule that the clinic did not keep.")
    if any(one.standing is Standing.PAYS and one.side is NetworkSide.IN for one in every):
        yield say("In network the client is never billed above the contract’s price.")
    if any(one.standing is Standing.NO_BENEFIT and one.side is NetworkSide.IN for one in every):
        yield say(
            "In network a visit that the plan does not pay is billed to the client only with a waiver signed before it."
        )


def _deductible(estimate: Estimate) -> Iterator[str]:
    if any(credited(one) for row in estimate.rows for one in (row.low, row.high)):
        yield say("$0 from the plan now, credited to the deductible, is not a denial.")
    for row in estimate.rows:
        if row.new_year and estimate.terms.standing in _BENEFIT:
            yield say(
                "A new plan year begins with visit {visit}: deductible, out-of-pocket maximum and limits start again.",
                visit=row.number,
            )


def _allowed_by(estimate: Estimate) -> Iterator[str]:
    """Which statements the allowed amount is from, where they are on record and the estimate goes by them."""
    found = estimate.terms.allowed
    looked_at = any(one.eligible_cents for row in estimate.rows for one in (row.low, row.high))
    if not found or not found.statements or not found.newest or not looked_at:
        return
    low, high = sorted((found.low_cents, found.high_cents))
    yield say(
        "The allowed amount, {amount} a visit, is from {statements}.",
        amount=amount_words(low, high),
        statements=taught_by(found.statements, found.whose, found.newest),
    )


def _left_out(estimate: Estimate) -> Iterator[str]:
    terms = estimate.terms
    if terms.standing not in _BENEFIT:
        return
    missing = [
        (terms.copay_cents is None and terms.coinsurance_bp is not None, say("copay")),
        (terms.coinsurance_bp is None and terms.copay_cents is not None, say("coinsurance")),
        (not (terms.out_of_pocket.is_said or "out_of_pocket" in terms.without), say("out-of-pocket maximum")),
        (not (terms.visits.is_said or "visits" in terms.without), say("visit limit")),
        (not (terms.dollars.is_said or "dollars" in terms.without), say("dollar limit")),
    ]
    if names := ", ".join(words for is_missing, words in missing if is_missing):
        yield say("Not stated, so left out of the estimate: {names}.", names=names)


def _label(estimate: Estimate) -> Iterator[str]:
    if estimate.terms.standing is Standing.NO_PAYER:
        yield say("This is an estimate of what the clinic charges.")
    else:
        yield say("This is an estimate, of the first payer alone. The plan decides when it has the claim.")
