"""The estimate of a verdict beside what its plan answered: spans of what each visit was, never an average."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.submissions.model import COMPARED, AmountSpan
from clinic_desktop.submissions.rules.compared import compared, compared_words, span_words

DAY = date(2026, 10, 2)
CENTS = st.integers(0, 50_000)


def visit(allowed: int, copay: int, coinsurance: int, plan: tuple[int, int]) -> dict[str, dict[str, int]]:
    amounts = {"eligible_cents": allowed, "deductible_cents": 0, "copay_cents": copay}
    amounts["coinsurance_cents"] = coinsurance
    return {key: {"low": cents, "high": cents} for key, cents in amounts.items()} | {
        "plan_cents": {"low": plan[0], "high": plan[1]}
    }


def came(plan: int) -> dict[str, int]:
    return {"eligible_cents": 8_000, "deductible_cents": 0, "share_cents": 8_000 - plan, "plan_cents": plan}


def words(*plan: int) -> str:
    found = compared(7, DAY, [visit(9_500, 1_000, 500, (4_000, 5_500))], [came(one) for one in plan])
    assert found
    return compared_words(found)


def test_it_says_whether_it_came_as_estimated() -> None:
    estimated = "estimated was $40.00 to $55.00."
    assert words(3_820, 3_900) == (
        f"Less than estimated on 2 Oct 2026: the plan paid $38.20 to $39.00 a visit, over 2 visits; {estimated}"
    )
    assert words(6_000) == f"More than estimated on 2 Oct 2026: the plan paid $60.00 a visit, over 1 visit; {estimated}"
    assert words(4_000, 5_500).startswith("As estimated on 2 Oct 2026: the plan paid $40.00 to $55.00 a visit")
    assert words(3_000, 4_500).startswith("In part as estimated on")


def test_copay_and_coinsurance_are_one_share() -> None:
    found = compared(7, DAY, [visit(9_500, 1_000, 500, (4_000, 5_500))], [came(5_000)])
    assert found and [one.key for one in found.amounts] == list(COMPARED)
    share = next(one for one in found.amounts if one.key == "share_cents")
    assert (share.estimated, share.came) == (AmountSpan(1_500, 1_500), AmountSpan(3_000, 3_000))
    assert span_words(share.estimated) == "$15.00" and span_words(AmountSpan(1, 2)) == "$0.01 to $0.02"


def test_without_an_estimate_or_an_answer_nothing_is_compared() -> None:
    assert compared(7, DAY, [], [came(1)]) is None and compared(7, DAY, [visit(1, 0, 0, (0, 0))], []) is None


@given(st.lists(st.tuples(CENTS, CENTS), min_size=1, max_size=6), st.lists(CENTS, min_size=1, max_size=6))
def test_a_span_holds_every_visit_and_its_ends_are_visits(ends: list[tuple[int, int]], paid: list[int]) -> None:
    found = compared(7, DAY, [visit(9_500, 0, 0, one) for one in ends], [came(one) for one in paid])
    assert found and found.visits == len(paid)
    plan = next(one for one in found.amounts if one.key == "plan_cents")
    estimated = [cents for one in ends for cents in one]
    assert (plan.estimated, plan.came) == (AmountSpan(min(estimated), max(estimated)), AmountSpan(min(paid), max(paid)))
    # One of the four is said, and it is the true one.
    inside = plan.estimated.low <= plan.came.low and plan.came.high <= plan.estimated.high
    assert compared_words(found).startswith("As estimated") == inside
