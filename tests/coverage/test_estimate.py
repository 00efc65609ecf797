"""The estimate by the examples of the trade, to the cent, and rule by rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinic_desktop.coverage.model.money import (
    AllowedAmount,
    Estimate,
    NetworkSide,
    PlannedVisit,
    PlanTerms,
    Standing,
    Tally,
    VisitMoney,
)
from clinic_desktop.coverage.rules.estimate.contradictions import contradictions
from clinic_desktop.coverage.rules.estimate.series import estimate, new_years, with_limits
from clinic_desktop.coverage.rules.estimate.spans import share
from clinic_desktop.coverage.rules.estimate.table import json_rows, json_totals

IN, OUT = NetworkSide.IN, NetworkSide.OUT
NO_DEDUCTIBLE = Tally(total=0)


def exact(cents: int) -> AllowedAmount:
    return AllowedAmount(cents, cents)


def visits(count: int, billed: int, first: date | None = None) -> list[PlannedVisit]:
    return [PlannedVisit(first + timedelta(days=7 * one) if first else None, billed) for one in range(count)]


# The three examples of domain 4.3.
PPO = PlanTerms(OUT, deductible=Tally(left=5_000), coinsurance_bp=4_000, allowed=exact(11_000))
COPAY_PLAN = with_limits(PlanTerms(IN, deductible_applies=False, copay_cents=3_000, allowed=exact(7_200)), 20, 16)
HIGH_DEDUCTIBLE = PlanTerms(
    OUT,
    deductible=Tally(left=25_000),
    coinsurance_bp=2_000,
    out_of_pocket=Tally(left=40_000),
    allowed=exact(9_000),
)


def only(found: Estimate) -> list[VisitMoney]:
    """The rows of an estimate in which nothing is unknown."""
    assert found.is_exact
    assert all(row.low == row.high for row in found.rows)
    return [row.low for row in found.rows]


def plan_and_patient(found: Estimate) -> list[tuple[int, int]]:
    return [(one.plan_cents, one.patient_cents) for one in only(found)]


def test_example_a_a_ppo_out_of_network() -> None:
    first, second = only(estimate(PPO, visits(2, 14_000)))
    assert (first.eligible_cents, first.deductible_cents, first.coinsurance_cents) == (11_000, 5_000, 2_400)
    assert (first.plan_cents, first.balance_cents, first.patient_cents) == (3_600, 3_000, 10_400)
    assert (second.eligible_cents, second.deductible_cents, second.coinsurance_cents) == (11_000, 0, 4_400)
    assert (second.plan_cents, second.balance_cents, second.patient_cents) == (6_600, 3_000, 7_400)
    assert (first.pay_today_cents, first.back_cents, first.net_cents, first.later_cents) == (14_000, 3_600, 10_400, 0)


@pytest.mark.parametrize(("binds", "after", "total"), [(True, 7_200, 40_800), (False, 12_000, 60_000)])
def test_example_b_a_copay_and_a_visit_limit(binds: bool, after: int, total: int) -> None:
    found = estimate(replace(COPAY_PLAN, contract_binds_unpaid=binds), visits(8, 12_000))
    assert plan_and_patient(found) == [(4_200, 3_000)] * 4 + [(0, after)] * 4
    assert [one.write_off_cents for one in only(found)] == [4_800] * 4 + [12_000 - after] * 4
    assert (found.low.total("plan_cents"), found.low.total("patient_cents")) == (16_800, total)
    assert [one.limit for one in only(found)] == [""] * 4 + ["visits"] * 4
    # The copay, until the plan stops paying: then there is nothing to wait for.
    assert [one.pay_today_cents for one in only(found)] == [3_000] * 4 + [after] * 4


def test_example_b_where_nobody_knows_what_the_contract_binds() -> None:
    found = estimate(COPAY_PLAN, visits(8, 12_000))
    assert (found.low.total("patient_cents"), found.high.total("patient_cents")) == (60_000, 40_800)
    assert found.rows[3].low == found.rows[3].high
    assert (found.rows[4].low.patient_cents, found.rows[4].high.patient_cents) == (12_000, 7_200)


def test_example_c_the_deductible_is_crossed_in_the_series() -> None:
    found = estimate(HIGH_DEDUCTIBLE, visits(6, 12_000))
    assert [(one.deductible_cents, one.coinsurance_cents) for one in only(found)] == [
        *[(9_000, 0), (9_000, 0), (7_000, 400)],
        *[(0, 1_800)] * 3,
    ]
    assert plan_and_patient(found) == [(0, 12_000), (0, 12_000), (1_600, 10_400), *[(7_200, 4_800)] * 3]
    totals = ("deductible_cents", "coinsurance_cents", "plan_cents", "balance_cents", "patient_cents")
    assert [found.low.total(one) for one in totals] == [25_000, 5_800, 23_200, 18_000, 48_800]
    assert found.low.total("cost_share_cents") == 30_800
    assert found.rows[-1].low.left.out_of_pocket_cents == 9_200


def test_half_a_cent_is_rounded_up() -> None:
    assert [share(cents, 5_000) for cents in (1, 2, 3)] == [1, 1, 2]
    assert share(9_999, 1_250) == 1_250
    assert share(1, 4_999) == 0


def test_the_deductible_is_the_lesser_of_person_and_family() -> None:
    def first_deductible(**given: object) -> int:
        terms = replace(HIGH_DEDUCTIBLE, deductible=Tally(left=5_000), **given)  # type: ignore[arg-type]
        return only(estimate(terms, visits(1, 12_000)))[0].deductible_cents

    assert first_deductible(family=Tally(left=3_000)) == 3_000
    assert first_deductible(family=Tally(left=8_000)) == 5_000
    assert first_deductible(family=Tally(left=8_000), family_aggregate=True) == 8_000
    assert first_deductible(deductible_applies=False) == 0


def test_copay_comes_after_the_deductible_and_coinsurance_of_the_rest() -> None:
    terms = replace(PPO, side=IN, copay_cents=2_000)
    one = only(estimate(terms, visits(1, 14_000)))[0]
    assert (one.deductible_cents, one.copay_cents, one.coinsurance_cents) == (5_000, 2_000, 1_600)
    assert (one.plan_cents, one.write_off_cents, one.patient_cents) == (2_400, 3_000, 8_600)
    assert (one.pay_today_cents, one.later_cents, one.back_cents) == (2_000, 6_600, 0)


def test_above_the_out_of_pocket_maximum_the_plan_pays_all_it_allows() -> None:
    terms = replace(PPO, out_of_pocket=Tally(total=50_000, used=44_000))
    first, second = only(estimate(terms, visits(2, 14_000)))
    assert (first.cost_share_cents, first.plan_cents) == (6_000, 5_000)
    assert (second.cost_share_cents, second.plan_cents, second.patient_cents) == (0, 11_000, 3_000)
    # In network nobody asks for a copay that is no longer owed.
    asked = only(estimate(replace(COPAY_PLAN, out_of_pocket=Tally(left=4_000)), visits(3, 12_000)))
    assert [(one.pay_today_cents, one.patient_cents) for one in asked] == [(3_000, 3_000), (1_000, 1_000), (0, 0)]


def test_a_cap_a_visit_and_a_dollar_limit_cut_what_the_plan_pays() -> None:
    free = replace(PPO, deductible=NO_DEDUCTIBLE)
    capped = only(estimate(replace(free, visit_cap_cents=5_000), visits(1, 14_000)))[0]
    assert (capped.plan_cents, capped.patient_cents, capped.limit) == (5_000, 9_000, "visit_cap")
    found = only(estimate(with_limits(free, dollar_cap=50_000, dollar_used=40_000), visits(3, 14_000)))
    assert [(one.plan_cents, one.limit) for one in found] == [(6_600, ""), (3_400, "dollars"), (0, "dollars")]
    assert [one.standing for one in found] == [Standing.PAYS, Standing.PAYS, Standing.NO_BENEFIT]


def test_a_visit_that_goes_to_the_deductible_uses_one_up_unless_the_plan_says_otherwise() -> None:
    terms = with_limits(HIGH_DEDUCTIBLE, 3, 0)
    counted = [one.plan_cents for one in only(estimate(terms, visits(6, 12_000)))]
    assert counted == [0, 0, 1_600, 0, 0, 0]
    terms = replace(terms, deductible_visits_count=False)
    assert [one.plan_cents for one in only(estimate(terms, visits(6, 12_000)))] == [0, 0, 1_600, 7_200, 7_200, 0]


@pytest.mark.parametrize(
    ("standing", "side", "plan", "patient", "write_off", "today"),
    [
        (Standing.NO_BENEFIT, OUT, 0, 12_000, 0, 12_000),
        (Standing.NO_BENEFIT, IN, 0, 7_200, 4_800, 7_200),
        (Standing.RULE_NOT_KEPT, OUT, 0, 12_000, 0, 12_000),
        (Standing.RULE_NOT_KEPT, IN, 0, 0, 12_000, 0),
        (Standing.NEVER_BILLED, OUT, 7_200, 0, 4_800, 0),
        (Standing.NEVER_BILLED, IN, 7_200, 0, 4_800, 0),
        (Standing.OPEN_CLAIM, IN, 7_200, 0, 4_800, 0),
        # What the claim leaves can come later; today it is nothing.
        (Standing.OPEN_CLAIM, OUT, 7_200, 4_800, 0, 0),
        (Standing.NO_PAYER, OUT, 0, 12_000, 0, 12_000),
        (Standing.NO_PAYER, NetworkSide.UNKNOWN, 0, 12_000, 0, 12_000),
    ],
)
def test_who_pays_where_nothing_is_shared(
    standing: Standing, side: NetworkSide, plan: int, patient: int, write_off: int, today: int
) -> None:
    terms = PlanTerms(side, standing, copay_cents=3_000, allowed=exact(7_200), contract_binds_unpaid=True)
    one = only(estimate(terms, visits(1, 12_000)))[0]
    assert (one.plan_cents, one.patient_cents, one.write_off_cents) == (plan, patient, write_off)
    assert (one.pay_today_cents, one.back_cents, one.cost_share_cents) == (today, 0, 0)


def test_an_open_claim_is_asked_for_what_is_billed_until_its_limit() -> None:
    terms = with_limits(PlanTerms(OUT, Standing.OPEN_CLAIM), dollar_cap=100_000, dollar_used=80_000)
    found = only(estimate(terms, visits(3, 12_000)))
    assert [(one.plan_cents, one.patient_cents) for one in found] == [(12_000, 0), (8_000, 4_000), (0, 12_000)]
    assert [one.pay_today_cents for one in found] == [0, 0, 12_000]


def test_a_client_of_a_program_is_not_billed_above_its_limit_either() -> None:
    terms = with_limits(PlanTerms(IN, Standing.NEVER_BILLED, allowed=exact(7_200)), 12, 11)
    found = only(estimate(terms, visits(2, 12_000)))
    assert [(one.plan_cents, one.patient_cents, one.limit) for one in found] == [(7_200, 0, ""), (0, 0, "visits")]


def test_at_the_turn_of_the_plan_year_everything_starts_again() -> None:
    terms = replace(
        with_limits(HIGH_DEDUCTIBLE, 2, 0, 10_000, 9_000),
        deductible=Tally(30_000, 30_000),
        out_of_pocket=Tally(60_000, 60_000),
        plan_year_ends=date(2026, 12, 31),
    )
    found = estimate(terms, visits(4, 12_000, date(2026, 12, 22)))
    assert [row.new_year for row in found.rows] == [False, False, True, False]
    assert [(one.plan_cents, one.deductible_cents, one.limit) for one in only(found)] == [
        *[(1_000, 0, "dollars"), (0, 0, "dollars")],
        *[(0, 9_000, ""), (0, 9_000, "")],
    ]
    after = found.rows[-1].low.left
    assert (after.deductible_cents, after.out_of_pocket_cents, after.visits, after.dollars_cents) == (
        *(12_000, 42_000, 0, 10_000),
    )


def test_plan_years_turn_on_the_day_after_and_again_a_year_later() -> None:
    days = (date(2028, 2, 29), date(2028, 3, 1), None, date(2029, 2, 28), date(2029, 3, 1), date(2032, 1, 1))
    planned = [PlannedVisit(day, 100) for day in days]
    assert new_years(date(2028, 2, 29), planned) == [False, True, False, False, True, True]
    assert new_years(None, planned) == [False] * 6


def test_a_deductible_known_only_as_what_is_left_is_unknown_in_the_new_year() -> None:
    terms = replace(PPO, plan_year_ends=date(2026, 12, 31))
    found = estimate(terms, visits(3, 14_000, date(2026, 12, 22)))
    assert [(row.low.plan_cents, row.high.plan_cents) for row in found.rows] == [
        *[(3_600, 3_600), (6_600, 6_600)],
        (0, 3_600),
    ]


def test_a_visit_can_have_a_contract_price_of_its_own() -> None:
    planned = [PlannedVisit(None, 14_000, 6_000), PlannedVisit(None, 14_000)]
    assert [one.eligible_cents for one in only(estimate(PPO, planned))] == [6_000, 11_000]
    assert only(estimate(PPO, [PlannedVisit(None, 9_000)]))[0].eligible_cents == 9_000


UNKNOWN = {
    "deductible used": (
        replace(HIGH_DEDUCTIBLE, deductible=Tally(total=18_000)), (0, 7_200), (0, 7_200), (7_200, 7_200),
    ),
    "deductible": (replace(HIGH_DEDUCTIBLE, deductible=Tally()), (0, 7_200), (0, 7_200), (0, 7_200)),
    "allowed": (replace(PPO, allowed=None), (0, 2_760), (600, 5_760), (1_800, 5_760)),
    "statements": (
        replace(PPO, allowed=AllowedAmount(9_000, 11_000, 3)), (2_400, 3_600), (5_400, 6_600), (5_400, 6_600),
    ),
    "share": (replace(PPO, coinsurance_bp=None), (0, 6_000), (0, 11_000), (0, 11_000)),
    "visits used": (with_limits(PPO, 2), (0, 3_600), (0, 6_600), (0, 0)),
    "dollars used": (with_limits(PPO, dollar_cap=10_000), (0, 3_600), (0, 6_400), (0, 0)),
    "out of pocket": (
        replace(PPO, out_of_pocket=Tally(total=50_000)), (3_600, 11_000), (6_600, 11_000), (6_600, 11_000),
    ),
    "benefit": (replace(PPO, standing=Standing.UNKNOWN), (0, 3_600), (0, 6_600), (0, 6_600)),
}  # fmt: skip


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_unknown_is_a_range_from_the_worst_to_the_best(what: str) -> None:
    terms, *backs = UNKNOWN[what]
    found = estimate(terms, visits(3, 12_000))
    assert [(row.low.back_cents, row.high.back_cents) for row in found.rows] == backs


def test_in_network_an_unknown_price_is_worse_the_higher_it_is() -> None:
    terms = replace(PPO, side=IN, allowed=None, deductible=NO_DEDUCTIBLE)
    row = estimate(terms, visits(1, 12_000)).rows[0]
    assert (row.low.patient_cents, row.high.patient_cents) == (4_800, 1_200)


def test_an_unknown_network_reaches_from_the_worse_side_to_the_better() -> None:
    row = estimate(replace(PPO, side=NetworkSide.UNKNOWN), visits(1, 14_000)).rows[0]
    assert (row.low.side, row.low.patient_cents) == (OUT, 10_400)
    assert (row.high.side, row.high.patient_cents) == (IN, 7_400)


def test_where_the_better_series_ends_sooner_each_row_still_names_its_worse_end_low() -> None:
    terms = with_limits(replace(HIGH_DEDUCTIBLE, deductible=Tally(total=25_000)), dollar_cap=20_000, dollar_used=0)
    found = estimate(terms, visits(6, 12_000))
    assert [(row.low.back_cents, row.high.back_cents) for row in found.rows] == [
        *[(0, 7_200), (0, 7_200), (1_600, 5_600)],
        *[(0, 7_200), (0, 7_200), (0, 4_000)],
    ]
    assert (found.low.total("back_cents"), found.high.total("back_cents")) == (20_000, 20_000)


def test_numbers_that_contradict_each_other_are_named_and_no_guess_is_made() -> None:
    terms = with_limits(
        replace(
            HIGH_DEDUCTIBLE,
            deductible=Tally(50_000, 60_000),
            family=Tally(40_000, 10_000, 20_000),
            out_of_pocket=Tally(100_000, None, 120_000),
            allowed=AllowedAmount(9_000, 8_000),
        ),
        *(20, 22, 50_000, 60_000),
    )
    assert [key for key, _ in contradictions(terms)] == [
        *("deductible_met", "family_deductible_left", "oop_left", "visits_used", "dollar_used"),
        *("family_deductible", "allowed_low"),
    ]
    assert contradictions(terms)[0][1] == "Deductible: $600.00 is met or used, which is more than the $500.00 in all."
    assert contradictions(PPO) == contradictions(COPAY_PLAN) == contradictions(HIGH_DEDUCTIBLE) == ()
    assert contradictions(replace(PPO, deductible=Tally(50_000, 45_000, 5_000))) == ()
    assert contradictions(replace(PPO, deductible=Tally(50_000, 45_000, 6_000))) == (
        ("deductible_left", "Deductible: $450.00 met or used and $60.00 left do not make the $500.00 in all."),
    )
    row = estimate(replace(HIGH_DEDUCTIBLE, deductible=Tally(50_000, 60_000)), visits(1, 12_000)).rows[0]
    assert (row.low.deductible_cents, row.high.deductible_cents) == (9_000, 0)


def test_rows_for_json_have_every_amount_at_both_ends() -> None:
    found = estimate(replace(PPO, plan_year_ends=date(2026, 12, 31)), visits(2, 14_000, date(2026, 12, 1)))
    first, second = json_rows(found)
    assert (first["visit"], first["on"], first["new_plan_year"]) == (1, "2026-12-01", False)
    assert first["limit"] == {"low": "", "high": ""}
    assert first["plan_cents"] == {"low": 3_600, "high": 3_600}
    assert second["net_cents"] == {"low": 7_400, "high": 7_400}
    assert json_totals(found)["back_cents"] == {"low": 10_200, "high": 10_200}


def test_no_visits_are_no_rows() -> None:
    found = estimate(PPO, [])
    assert found.rows == () and found.is_exact and json_rows(found) == []
    assert json_totals(found)["patient_cents"] == {"low": 0, "high": 0}
