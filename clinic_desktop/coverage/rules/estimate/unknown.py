"""What an estimate does not know, piece by piece: each makes a range."""

from collections.abc import Iterator

from clinic_desktop.benefit_statements.rules.words import taught_by
from clinic_desktop.coverage.model.money import Estimate, NetworkSide, Standing
from clinic_desktop.coverage.rules.estimate import spans
from clinic_desktop.coverage.rules.estimate.words import percent
from clinic_desktop.values.money import shown
from clinic_desktop.wording import say, say_many

_BENEFIT = (Standing.PAYS, Standing.UNKNOWN)
_LIMITED = (*_BENEFIT, Standing.NEVER_BILLED, Standing.OPEN_CLAIM)


def unknowns(estimate: Estimate) -> tuple[tuple[str, str], ...]:
    """Every unknown piece that counts for these visits: the key to ask for, and a sentence."""
    if not estimate.rows:
        return ()
    return (*_whose(estimate), *_allowed(estimate), *_shares(estimate), *_limits(estimate), *_year(estimate))


def _whose(estimate: Estimate) -> Iterator[tuple[str, str]]:
    terms = estimate.terms
    if terms.standing is Standing.UNKNOWN:
        yield "massage", say("Whether the plan pays for massage is not known.")
    if terms.side is NetworkSide.UNKNOWN and terms.standing in (*_BENEFIT, Standing.NO_BENEFIT, Standing.RULE_NOT_KEPT):
        yield "network", say("Whether the therapist is in the network is not known.")
    unpaid = any(
        one.standing is Standing.NO_BENEFIT and one.side is NetworkSide.IN
        for row in estimate.rows
        for one in (row.low, row.high)
    )
    if unpaid and terms.contract_binds_unpaid is None:
        yield (
            "contract_binds_unpaid",
            say("Whether the contract’s price also binds visits that the plan does not pay is not known."),
        )


def _allowed(estimate: Estimate) -> Iterator[tuple[str, str]]:
    terms = estimate.terms
    looked_at = any(one.eligible_cents for row in estimate.rows for one in (row.low, row.high))
    is_known = all(spans.allowed(terms, visit, terms.side).is_known for visit in estimate.planned)
    if not looked_at or is_known or (terms.standing is Standing.OPEN_CLAIM and not terms.allowed):
        return
    if terms.allowed:
        yield "allowed", _statements(estimate)
        return
    (out_low, out_high), (in_low, in_high) = spans.OUT_OF_NETWORK_BP, spans.IN_NETWORK_BP
    if terms.side is NetworkSide.IN:
        words = say(
            "The contract’s price is not on record: the estimate takes {low} to {high} of what is billed.",
            low=percent(in_low),
            high=percent(in_high),
        )
    else:
        words = say(
            "What the plan allows is not known: the estimate takes {low} to {high} of what is billed.",
            low=percent(out_low),
            high=percent(in_high if terms.side is NetworkSide.UNKNOWN else out_high),
        )
    yield "allowed", words


def _statements(estimate: Estimate) -> str:
    found = estimate.terms.allowed
    assert found
    ends = {"low": shown(min(found.low_cents, found.high_cents)), "high": shown(max(found.low_cents, found.high_cents))}
    if found.statements and found.newest:
        statements = taught_by(found.statements, found.whose, found.newest)
        return say("What the plan allows is {low} to {high}, from {statements}.", statements=statements, **ends)
    if found.statements is None:
        return say("What the plan allows is known only as {low} to {high}.", **ends)
    return say_many(
        "What the plan allows is {low} to {high} by {count} earlier benefit statement.",
        "What the plan allows is {low} to {high} by {count} earlier benefit statements.",
        found.statements,
        **ends,
    )


def _shares(estimate: Estimate) -> Iterator[tuple[str, str]]:
    terms = estimate.terms
    if terms.standing not in _BENEFIT:
        return
    if not spans.deductible_left(terms).is_known:
        yield "deductible_left", say("How much is left of the deductible is not known.")
    elif any(row.new_year for row in estimate.rows) and not spans.deductible_left(terms, new_year=True).is_known:
        yield "deductible", say("How much the deductible is in the new plan year is not known.")
    if not spans.coinsurance(terms).is_known:
        yield "coinsurance", say("Neither copay nor coinsurance is known.")
    if not spans.left_or_no_end(terms.out_of_pocket).is_known:
        yield "oop_left", say("How much is left until the out-of-pocket maximum is not known.")


def _limits(estimate: Estimate) -> Iterator[tuple[str, str]]:
    terms = estimate.terms
    if terms.standing not in _LIMITED:
        return
    visits, dollars = spans.left_or_no_end(terms.visits), spans.left_or_no_end(terms.dollars)
    if not visits.is_known:
        yield "visits_used", say("How many visits of the limit are used is not known.")
    if not dollars.is_known:
        yield "dollar_used", say("How much of the dollar limit is used is not known.")


def _year(estimate: Estimate) -> Iterator[tuple[str, str]]:
    years = {one.on.year for one in estimate.planned if one.on}
    if estimate.terms.standing in _LIMITED and estimate.terms.plan_year_ends is None and len(years) > 1:
        yield (
            "plan_year_ends",
            say("When the plan year ends is not known: the estimate takes all visits as of one year."),
        )
