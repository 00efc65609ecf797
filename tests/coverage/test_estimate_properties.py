"""What holds of every estimate, whatever the terms: money is conserved, and nobody gains by worse terms."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.coverage.model.money import (
    AllowedAmount,
    Estimate,
    NetworkSide,
    PlannedVisit,
    PlanTerms,
    SeriesMoney,
    Standing,
    Tally,
    VisitMoney,
)
from clinic_desktop.coverage.rules.estimate import spans
from clinic_desktop.coverage.rules.estimate.contradictions import contradictions
from clinic_desktop.coverage.rules.estimate.headline import money_words
from clinic_desktop.coverage.rules.estimate.said import sentences
from clinic_desktop.coverage.rules.estimate.series import estimate
from clinic_desktop.coverage.rules.estimate.table import AMOUNTS
from clinic_desktop.coverage.rules.estimate.unknown import unknowns
from clinic_desktop.coverage.rules.estimate.words import visit_words

CENTS = some.integers(0, 40_000)
MAYBE = some.none() | CENTS
TALLIES = some.builds(Tally, MAYBE, MAYBE, MAYBE)
COUNTS = some.none() | some.integers(0, 12)
KNOWN_SIDES = some.sampled_from([NetworkSide.IN, NetworkSide.OUT])
PRICES = some.none() | some.builds(AllowedAmount, CENTS, CENTS, some.none() | some.integers(1, 9))
YEAR_END = date(2026, 12, 31)


def terms(
    sides: some.SearchStrategy[NetworkSide], standings: some.SearchStrategy[Standing]
) -> some.SearchStrategy[PlanTerms]:
    return some.builds(
        PlanTerms,
        side=sides,
        standing=standings,
        deductible=TALLIES,
        family=some.just(Tally()) | TALLIES,
        family_aggregate=some.booleans(),
        deductible_applies=some.booleans(),
        copay_cents=MAYBE,
        coinsurance_bp=some.none() | some.integers(0, 10_000),
        out_of_pocket=some.just(Tally()) | TALLIES,
        visit_cap_cents=MAYBE,
        visits=some.just(Tally()) | some.builds(Tally, some.integers(0, 12), COUNTS),
        dollars=some.just(Tally()) | some.builds(Tally, CENTS, MAYBE),
        deductible_visits_count=some.booleans(),
        contract_binds_unpaid=some.sampled_from([None, True, False]),
        allowed=PRICES,
        plan_year_ends=some.sampled_from([None, YEAR_END]),
    )


ANY_TERMS = terms(some.sampled_from(list(NetworkSide)), some.sampled_from(list(Standing)))
PAYING = terms(KNOWN_SIDES, some.just(Standing.PAYS))
# Two kinds of terms turn the order round, in truth and so in the estimate. Visits beyond a dollar limit that no
# contract binds cost more than those that go to the deductible: whoever reaches the limit later can pay less. And where
# visits that go to the deductible use up none, one that goes to it in part uses up a whole one.
ORDERLY = PAYING.filter(
    lambda plan: (
        (plan.side is NetworkSide.OUT or plan.contract_binds_unpaid is True or not plan.dollars.is_said)
        and (plan.deductible_visits_count or not plan.visits.is_said)
    )
)
DAYS = some.none() | some.dates(date(2026, 11, 1), date(2027, 3, 1))
ANY_VISITS = some.lists(some.builds(PlannedVisit, DAYS, CENTS, MAYBE), max_size=8)


@some.composite
def alike(draw: some.DrawFn) -> list[PlannedVisit]:
    """Visits of one price, week by week over the turn of the year."""
    billed, first = draw(some.integers(1, 20_000)), draw(some.dates(date(2026, 11, 1), YEAR_END))
    return [PlannedVisit(first + timedelta(days=7 * one), billed) for one in range(draw(some.integers(1, 8)))]


def both(found: Estimate) -> list[VisitMoney]:
    return [one for row in found.rows for one in (row.low, row.high)]


@given(ANY_TERMS, ANY_VISITS)
def test_money_is_conserved_and_nobody_pays_more_than_is_billed(plan: PlanTerms, visits: list[PlannedVisit]) -> None:
    found = estimate(plan, visits)
    assert len(found.rows) == len(visits)
    for one in both(found):
        assert one.plan_cents + one.patient_cents + one.write_off_cents == one.billed_cents
        assert all(getattr(one, name) >= 0 for name in (*AMOUNTS, "later_cents", "coinsurance_of_cents"))
        assert one.patient_cents <= one.billed_cents
        assert one.plan_cents <= one.eligible_cents <= one.billed_cents
        assert one.pay_today_cents + one.later_cents - one.back_cents == one.net_cents == one.patient_cents
        left = one.left
        kept = (left.deductible_cents, left.out_of_pocket_cents, left.visits, left.dollars_cents)
        assert all(amount is None or amount >= 0 for amount in kept)


@given(ANY_TERMS, ANY_VISITS)
def test_the_low_end_is_never_better_for_the_client(plan: PlanTerms, visits: list[PlannedVisit]) -> None:
    found = estimate(plan, visits)
    for row in found.rows:
        assert row.low.net_cents >= row.high.net_cents
        if plan.side is not NetworkSide.UNKNOWN:
            assert row.low.back_cents <= row.high.back_cents
    assert found.low.total("net_cents") >= found.high.total("net_cents")


@given(ANY_TERMS, ANY_VISITS)
def test_what_is_billed_is_never_asked_for_where_it_may_not_be(plan: PlanTerms, visits: list[PlannedVisit]) -> None:
    for one in both(estimate(plan, visits)):
        if plan.standing is Standing.NEVER_BILLED:
            assert one.patient_cents == one.pay_today_cents == 0
        if one.standing is Standing.OPEN_CLAIM:
            assert one.pay_today_cents == 0
        if one.side is NetworkSide.IN and one.standing is Standing.PAYS:
            assert one.balance_cents == 0 and one.patient_cents <= one.eligible_cents
        if one.side is NetworkSide.IN and one.standing is Standing.RULE_NOT_KEPT:
            assert one.patient_cents == 0


@given(PAYING, ANY_VISITS)
def test_limits_hold_in_each_plan_year(plan: PlanTerms, visits: list[PlannedVisit]) -> None:
    found = estimate(plan, visits)
    starts = [0, *(row.number - 1 for row in found.rows if row.new_year), len(visits)]
    for course in (found.low, found.high):
        for first, after in pairwise(starts):
            one_year = SeriesMoney(course.visits[first:after])
            limits = [
                ("cost_share_cents", spans.left_or_no_end, spans.anew_or_no_end, plan.out_of_pocket),
                ("plan_cents", spans.left_or_no_end, spans.anew_or_no_end, plan.dollars),
            ]
            for amount, left, anew, tally in limits:
                assert one_year.total(amount) <= (left if first == 0 and not _begins_new(found) else anew)(tally).most


def _begins_new(found: Estimate) -> bool:
    return bool(found.rows) and found.rows[0].new_year


@given(ORDERLY, alike(), CENTS)
def test_more_left_of_the_deductible_never_gives_more_back(
    plan: PlanTerms, visits: list[PlannedVisit], more: int
) -> None:
    left = spans.deductible_left(plan).most
    if left == spans.NO_END:
        left = more
    whole = replace(plan, family=Tally(), family_aggregate=False)
    less = estimate(replace(whole, deductible=Tally(total=90_000, left=left)), visits)
    greater = estimate(replace(whole, deductible=Tally(total=90_000, left=left + more)), visits)
    for name in ("low", "high"):
        worse, better = getattr(greater, name), getattr(less, name)
        assert worse.total("net_cents") >= better.total("net_cents")
        # Of a range of allowed amounts another one can be the worse end: what the plan pays is then of another price.
        if worse.total("eligible_cents") == better.total("eligible_cents"):
            assert worse.total("plan_cents") <= better.total("plan_cents")
            assert worse.total("back_cents") <= better.total("back_cents")


@given(ORDERLY, alike(), some.integers(0, 5_000))
def test_a_larger_share_never_costs_the_client_less(plan: PlanTerms, visits: list[PlannedVisit], more: int) -> None:
    small, copay = plan.coinsurance_bp or 0, plan.copay_cents or 0
    before = estimate(replace(plan, coinsurance_bp=small // 2, copay_cents=copay), visits)
    share = estimate(replace(plan, coinsurance_bp=small // 2 + more, copay_cents=copay), visits)
    fixed = estimate(replace(plan, coinsurance_bp=small // 2, copay_cents=copay + more), visits)
    for after in (share, fixed):
        assert after.low.total("net_cents") >= before.low.total("net_cents")
        assert after.high.total("net_cents") >= before.high.total("net_cents")


@some.composite
def known_of(draw: some.DrawFn, plan: PlanTerms, billed: int) -> PlanTerms:
    """The terms with something true in the place of everything that is unknown."""

    def true_of(tally: Tally, *, is_limit: bool) -> Tally:
        if is_limit and not tally.is_said:
            return tally
        left, whole = spans.left_of(tally), spans.anew(tally)
        now = draw(some.integers(left.least, min(left.most, 100_000 + left.least)))
        return Tally(
            tally.total if tally.total is not None else draw(some.integers(now, max(now, whole.least) + 50_000)),
            None,
            now,
        )

    priced = spans.allowed(plan, PlannedVisit(None, billed), plan.side)
    share_known = plan.copay_cents is not None or plan.coinsurance_bp is not None
    price = draw(some.integers(priced.least, priced.most))
    return replace(
        plan,
        deductible=true_of(plan.deductible, is_limit=False),
        family=true_of(plan.family, is_limit=not plan.family_aggregate),
        copay_cents=plan.copay_cents if share_known else draw(CENTS),
        coinsurance_bp=plan.coinsurance_bp if share_known else draw(some.integers(0, 10_000)),
        out_of_pocket=true_of(plan.out_of_pocket, is_limit=True),
        visits=true_of(plan.visits, is_limit=True),
        dollars=true_of(plan.dollars, is_limit=True),
        contract_binds_unpaid=draw(some.booleans())
        if plan.contract_binds_unpaid is None
        else plan.contract_binds_unpaid,
        allowed=AllowedAmount(price, price),
    )


@given(ORDERLY, alike(), some.data())
def test_the_truth_lies_between_low_and_high(
    plan: PlanTerms, visits: list[PlannedVisit], data: some.DataObject
) -> None:
    truth = estimate(data.draw(known_of(plan, visits[0].billed_cents)), visits)
    found = estimate(plan, visits)
    assert found.low.total("net_cents") >= truth.low.total("net_cents")
    assert truth.high.total("net_cents") >= found.high.total("net_cents")
    assert found.low.total("back_cents") <= truth.low.total("back_cents")
    assert truth.high.total("back_cents") <= found.high.total("back_cents")


@given(ANY_TERMS, ANY_VISITS)
def test_everything_can_be_said(plan: PlanTerms, visits: list[PlannedVisit]) -> None:
    found = estimate(plan, visits)
    said = [money_words(found), *sentences(found), *(words for _, words in (*unknowns(found), *contradictions(plan)))]
    said += [words for one in both(found) for words in visit_words(one)]
    assert all(said)
    # NO_END is never shown.
    assert not any("00,000,000" in one or "{" in one or "covered" in one.lower() for one in said)
    if not found.is_exact and any(row.low.net_cents != row.high.net_cents for row in found.rows):
        assert unknowns(found) or contradictions(plan)
