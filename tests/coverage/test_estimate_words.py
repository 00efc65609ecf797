"""What an estimate says: the arithmetic of a visit, the headline, what is unknown, and what may never be billed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinic_desktop.coverage.model.money import AllowedAmount, NetworkSide, PlannedVisit, PlanTerms, Standing, Tally
from clinic_desktop.coverage.rules.estimate.headline import money_words
from clinic_desktop.coverage.rules.estimate.said import sentences
from clinic_desktop.coverage.rules.estimate.series import estimate, with_limits
from clinic_desktop.coverage.rules.estimate.unknown import unknowns
from clinic_desktop.coverage.rules.estimate.words import percent, visit_words

IN, OUT = NetworkSide.IN, NetworkSide.OUT
PPO = PlanTerms(OUT, deductible=Tally(left=5_000), coinsurance_bp=4_000, allowed=AllowedAmount(11_000, 11_000))
CONTRACT = PlanTerms(IN, deductible_applies=False, copay_cents=3_000, allowed=AllowedAmount(7_200, 7_200))
HIGH = replace(PPO, deductible=Tally(185_000, 0), coinsurance_bp=2_000, allowed=AllowedAmount(9_000, 9_000))


def visits(count: int, billed: int = 12_000, first: date | None = None) -> list[PlannedVisit]:
    return [PlannedVisit(first + timedelta(days=7 * one) if first else None, billed) for one in range(count)]


def headline(terms: PlanTerms, count: int = 3, billed: int = 12_000) -> str:
    return money_words(estimate(terms, visits(count, billed)))


def words(terms: PlanTerms, number: int = 1, billed: int = 12_000) -> str:
    return " ".join(visit_words(estimate(terms, visits(number, billed)).rows[-1].low))


def test_the_arithmetic_is_said_line_by_line() -> None:
    assert visit_words(estimate(PPO, visits(1, 14_000)).rows[0].low) == (
        "Allowed $110.00, deductible $50.00, then 40% of $60.00 is $24.00 for the client; the plan pays $36.00.",
        "With $30.00 above the allowed amount the visit costs the client $104.00: $140.00 today, $36.00 back.",
    )
    assert words(PPO, billed=9_000) == (
        "Allowed $90.00, deductible $50.00, then 40% of $40.00 is $16.00 for the client; the plan pays $24.00. "
        "The visit costs the client $66.00: $90.00 today, $24.00 back."
    )
    assert words(CONTRACT) == (
        "Allowed $72.00, copay $30.00; the plan pays $42.00. $48.00 is written off. The client pays $30.00."
    )
    assert words(replace(HIGH, side=IN)) == (
        "Allowed $90.00, deductible $90.00; the plan pays $0.00 now, credited to the deductible. "
        "$30.00 is written off. The client pays nothing today and $90.00 after the statement."
    )
    assert "The client pays $30.00 today and $60.00 after the statement." in words(
        replace(HIGH, side=IN, deductible=Tally(left=6_000), copay_cents=3_000)
    )


def test_what_cuts_a_payment_is_said() -> None:
    assert "The plan pays no more than $40.00 a visit." in words(replace(PPO, visit_cap_cents=4_000), 2)
    assert "No more than $10.00 is left of the dollar limit." in words(
        with_limits(PPO, dollar_cap=1_000, dollar_used=0)
    )
    assert "The out-of-pocket maximum cuts the client’s share to $10.00." in words(
        replace(PPO, out_of_pocket=Tally(left=1_000))
    )


USED_UP = "is used up: the plan pays nothing."
NOT_KEPT = "A rule of the plan was not kept:"
SAID = [
    (
        with_limits(CONTRACT, 0, 0),
        f"The visit limit {USED_UP} The client pays the $120.00 billed, if a waiver is signed before the visit.",
    ),
    (
        with_limits(replace(CONTRACT, contract_binds_unpaid=True), dollar_cap=0, dollar_used=0),
        f"The dollar limit {USED_UP} The client pays the contract’s $72.00, if a waiver is signed before the visit; "
        "$48.00 is written off.",
    ),
    (
        replace(PPO, standing=Standing.NO_BENEFIT),
        "The plan pays nothing for this visit. The client pays the $120.00 billed.",
    ),
    (
        replace(CONTRACT, standing=Standing.RULE_NOT_KEPT),
        f"{NOT_KEPT} the clinic loses $120.00, the client owes nothing.",
    ),
    (replace(PPO, standing=Standing.RULE_NOT_KEPT), f"{NOT_KEPT} it pays nothing, and the client pays $120.00."),
    (
        replace(CONTRACT, standing=Standing.NEVER_BILLED),
        "Allowed $72.00; the payer pays $72.00. The client is never billed for this visit.",
    ),
    (
        with_limits(replace(CONTRACT, standing=Standing.NEVER_BILLED), 0, 0),
        f"The visit limit {USED_UP} The client is never billed for this visit.",
    ),
    (PlanTerms(OUT, Standing.OPEN_CLAIM), "The client pays $0 today. The claim is billed $120.00."),
    (
        replace(PPO, standing=Standing.OPEN_CLAIM),
        "The client pays $0 today. The claim is billed $110.00. What it leaves, $10.00, can be for the client later.",
    ),
    (PlanTerms(standing=Standing.NO_PAYER), "No plan is billed: the client pays $120.00."),
]


@pytest.mark.parametrize(("terms", "said"), SAID)
def test_a_visit_that_nobody_shares_is_said_too(terms: PlanTerms, said: str) -> None:
    assert words(terms) == said


def test_a_share_is_written_as_people_write_it() -> None:
    assert [percent(one) for one in (4_000, 1_250, 3_333, 0, 10_000, 5)] == [
        "40%",
        "12.5%",
        "33.33%",
        "0%",
        "100%",
        "0.05%",
    ]


HEADLINES = [
    (PPO, 5, "about $36.00 back a visit at first, $66.00 later"),
    (replace(PPO, deductible_applies=False), 5, "about $66.00 back a visit"),
    (HIGH, 3, "about $0 back until $1,850.00 more of the deductible"),
    (replace(HIGH, deductible=Tally(left=25_000)), 6,
     "about $0 back until $250.00 more of the deductible, then about $72.00 a visit"),
    # The visit that crosses the deductible tells nothing of those after it.
    (replace(HIGH, deductible=Tally(left=25_000)), 3, "about $0 back until $250.00 more of the deductible"),
    (replace(HIGH, side=IN), 3, "the plan pays about $0 until $1,850.00 more of the deductible"),
    (replace(HIGH, side=IN, deductible=Tally(left=25_000)), 6,
     "the plan pays about $0 until $250.00 more of the deductible, then the client about $18.00 a visit"),
    (CONTRACT, 8, "about $30.00 a visit for the client"),
    (with_limits(CONTRACT, 20, 16), 8, "about $30.00 a visit for the client, until the limit at visit 5"),
    (with_limits(replace(CONTRACT, contract_binds_unpaid=True), 20, 20), 8,
     "about $72.00 a visit for the client: the limit is used up"),
    (with_limits(CONTRACT, 20), 8, "between $30.00 and $120.00 a visit for the client"),
    (replace(PPO, side=IN), 3, "about $74.00 a visit for the client at first, $44.00 later"),
    (replace(PPO, deductible=Tally(total=5_000)), 2, "between $36.00 and $66.00 back a visit"),
    (replace(PPO, side=NetworkSide.UNKNOWN), 1, "between $74.00 and $84.00 a visit for the client"),
    (replace(PPO, standing=Standing.UNKNOWN), 1, "between $0.00 and $36.00 back a visit"),
    (replace(PPO, standing=Standing.NO_BENEFIT), 1, "about $120.00 a visit for the client"),
    (replace(CONTRACT, standing=Standing.RULE_NOT_KEPT), 1, "about $0 for the client: the clinic bears it"),
    (PlanTerms(standing=Standing.NEVER_BILLED), 1, "about $0 for the client: never bill the client"),
    (PlanTerms(standing=Standing.OPEN_CLAIM), 1, "about $0 today for the client while the claim is open"),
    (PlanTerms(standing=Standing.NO_PAYER), 1, "about $120.00 a visit for the client"),
    (PPO, 0, "no visits planned"),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "count", "said"), HEADLINES)
def test_the_headline_is_one_phrase(terms: PlanTerms, count: int, said: str) -> None:
    assert headline(terms, count) == said


def test_the_headline_ends_with_the_plan_year() -> None:
    terms = replace(PPO, deductible=Tally(5_000, 5_000), plan_year_ends=date(2026, 12, 31))
    planned = visits(4, 12_000, date(2026, 12, 22))
    assert money_words(estimate(terms, planned)) == "about $66.00 back a visit, until the new plan year at visit 3"
    nothing_changes = replace(terms, deductible_applies=False)
    assert money_words(estimate(nothing_changes, planned)) == "about $66.00 back a visit"


def test_more_than_two_amounts_are_a_range() -> None:
    planned = [PlannedVisit(None, billed) for billed in (5_000, 9_000, 8_000)]
    found = estimate(replace(PPO, deductible_applies=False), planned)
    assert money_words(found) == "between $30.00 and $54.00 back a visit"


def said(terms: PlanTerms, count: int = 8) -> Sequence[str]:
    return sentences(estimate(terms, visits(count)))


def test_a_limit_is_said_with_its_visit_and_what_to_do_before() -> None:
    assert said(with_limits(CONTRACT, 20, 16))[0] == "Limit hit at visit 5; request the exception before."
    assert said(with_limits(CONTRACT, 5))[0] == "Limit can be hit as early as visit 1; request the exception before."
    assert said(with_limits(CONTRACT, 5, 5))[0] == "The limit is used up; request the exception before visit 1."
    assert said(with_limits(PPO, dollar_cap=10_000, dollar_used=0))[0].startswith("Limit hit at visit 2;")
    assert not any("Limit" in one for one in said(with_limits(CONTRACT, 20, 12)))


def test_nothing_now_is_not_a_denial() -> None:
    not_a_denial = "$0 from the plan now, credited to the deductible, is not a denial."
    assert not_a_denial in said(HIGH)
    assert not_a_denial not in said(PPO)
    assert not_a_denial not in said(replace(HIGH, standing=Standing.NO_BENEFIT))


def test_what_the_client_may_never_be_billed_is_said() -> None:
    above = "In network the client is never billed above the contract’s price."
    waiver = (
        "In network a visit that the plan does not pay is billed to the client only with a waiver signed before it."
    )
    assert above in said(CONTRACT) and waiver not in said(CONTRACT)
    assert above not in said(PPO) and waiver not in said(replace(PPO, standing=Standing.NO_BENEFIT))
    assert waiver in said(replace(CONTRACT, standing=Standing.NO_BENEFIT))
    assert said(replace(CONTRACT, standing=Standing.RULE_NOT_KEPT))[0] == (
        "In network the client is not billed for a rule that the clinic did not keep."
    )
    assert said(PlanTerms(standing=Standing.NEVER_BILLED))[0].startswith("Never bill the client: L&I, VA and Medicaid")
    assert said(PlanTerms(standing=Standing.OPEN_CLAIM))[0].startswith(
        "While the claim is open the client pays nothing"
    )


def test_what_is_left_out_and_that_it_is_an_estimate_come_last() -> None:
    assert said(PPO)[-2:] == (
        "Not stated, so left out of the estimate: copay, out-of-pocket maximum, visit limit, dollar limit.",
        "This is an estimate, of the first payer alone. The plan decides when it has the claim.",
    )
    assert said(PlanTerms(standing=Standing.NO_PAYER)) == ("This is an estimate of what the clinic charges.",)
    assert said(PPO, 0) == ()


def test_a_new_plan_year_is_said() -> None:
    found = estimate(replace(PPO, plan_year_ends=date(2026, 12, 31)), visits(3, 12_000, date(2026, 12, 22)))
    assert (
        "A new plan year begins with visit 3: deductible, out-of-pocket maximum and limits start again."
        in sentences(found)
    )
    assert ("deductible", "How much the deductible is in the new plan year is not known.") in unknowns(found)


UNKNOWN = [
    (PPO, []),
    (
        replace(PPO, side=NetworkSide.UNKNOWN, standing=Standing.UNKNOWN),
        ["massage", "network", "contract_binds_unpaid"],
    ),
    (replace(PPO, deductible=Tally(), coinsurance_bp=None), ["deductible_left", "coinsurance"]),
    (replace(PPO, out_of_pocket=Tally(total=1)), ["oop_left"]),
    (with_limits(PPO, 20, None, 50_000, None), ["visits_used", "dollar_used"]),
    (with_limits(CONTRACT, 4, 1), ["contract_binds_unpaid"]),
    # Neither changes anything for a client who is never billed, or has no plan.
    (PlanTerms(OUT, Standing.NO_PAYER), []),
    (PlanTerms(OUT, Standing.OPEN_CLAIM), []),
    (PlanTerms(IN, Standing.NEVER_BILLED), ["allowed"]),
]


@pytest.mark.parametrize(("terms", "keys"), UNKNOWN)
def test_each_unknown_piece_is_named_by_its_key(terms: PlanTerms, keys: list[str]) -> None:
    assert [key for key, _ in unknowns(estimate(terms, visits(4)))] == keys
    assert unknowns(estimate(terms, [])) == ()


NOT_KNOWN = "What the plan allows is not known:"
FROM_TO = "What the plan allows is $90.00 to $110.00"


@pytest.mark.parametrize(
    ("side", "allowed", "said"),
    [
        (OUT, None, f"{NOT_KNOWN} the estimate takes 25% to 80% of what is billed."),
        (IN, None, "The contract’s price is not on record: the estimate takes 25% to 100% of what is billed."),
        (NetworkSide.UNKNOWN, None, f"{NOT_KNOWN} the estimate takes 25% to 100% of what is billed."),
        (OUT, AllowedAmount(9_000, 11_000, 3), f"{FROM_TO} by 3 earlier benefit statements."),
        (OUT, AllowedAmount(9_000, 11_000, 1), f"{FROM_TO} by 1 earlier benefit statement."),
        (OUT, AllowedAmount(9_000, 11_000), "What the plan allows is known only as $90.00 to $110.00."),
    ],
)
def test_an_unknown_allowed_amount_says_what_the_range_comes_from(
    side: NetworkSide, allowed: AllowedAmount | None, said: str
) -> None:
    assert dict(unknowns(estimate(replace(PPO, side=side, allowed=allowed), visits(1))))["allowed"] == said


def test_a_plan_year_that_nobody_knows_is_named_where_the_calendar_turns() -> None:
    keys = [key for key, _ in unknowns(estimate(PPO, visits(3, 12_000, date(2026, 12, 22))))]
    assert keys == ["plan_year_ends"]
