"""What statements teach: only of the payer itself, the plan first, in any order, to the cent."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.benefit_statements.model import MOST_TAUGHT, TaughtLine
from clinic_desktop.benefit_statements.rules.learning import code_lesson, for_units, visit_lesson
from clinic_desktop.benefit_statements.rules.words import amount_words, denied_words, taught_by, whose_words

DAY = date(2026, 10, 12)
LINE = TaughtLine(1, DAY, 1, "preferred", "MT001", 4, 11_000, False, False)
DENIED = replace(LINE, allowed_cents=0, is_denied=True, reasons=("CO-50",))
FEW = settings(max_examples=60, deadline=None)

lines = st.lists(
    st.builds(
        TaughtLine,
        statement=st.integers(1, 12),
        statement_on=st.dates(date(2026, 1, 1), date(2026, 3, 1)),
        payer=st.integers(1, 2),
        plan=st.sampled_from(("", "preferred", "select")),
        procedure_code=st.sampled_from(("MT001", "MT002")),
        units=st.integers(0, 6),
        allowed_cents=st.none() | st.integers(0, 30_000),
        is_denied=st.booleans(),
        is_in_network=st.booleans(),
    ),
    max_size=14,
)


def low_high(*known: TaughtLine, units: int = 4, plan: str = "preferred") -> tuple[int, int, int, str] | None:
    found = code_lesson(known, 1, plan, "MT001", units, in_network=False)
    return (found.low_cents, found.high_cents, found.statements, found.level) if found else None


def test_one_statement_teaches_one_amount_and_several_a_range() -> None:
    assert low_high() is None
    assert low_high(LINE) == (11_000, 11_000, 1, "plan")
    other = replace(LINE, statement=2, allowed_cents=9_800)
    assert low_high(LINE, other) == (9_800, 11_000, 2, "plan")


def test_the_amount_follows_the_units() -> None:
    assert low_high(LINE, units=3) == (8_250, 8_250, 1, "plan")
    # 100.01 for 4 units is 75.0075 for 3.
    assert for_units(replace(LINE, allowed_cents=10_001), 3) == 7_501
    assert for_units(replace(LINE, units=0), 3) == 11_000


def test_the_plan_goes_before_the_payers_other_plans() -> None:
    other = replace(LINE, statement=2, plan="select", allowed_cents=7_000)
    assert low_high(LINE, other) == (11_000, 11_000, 1, "plan")
    assert low_high(LINE, other, plan="basic") == (7_000, 11_000, 2, "payer")
    # A policy that names no plan can only go by all of them.
    assert low_high(LINE, other, plan="") == (7_000, 11_000, 2, "payer")
    # The plan itself was only denied: what it allows is known from the others alone.
    assert low_high(DENIED, other) == (7_000, 7_000, 1, "payer")


def test_a_denied_line_teaches_no_amount_and_is_told() -> None:
    found = code_lesson([LINE, replace(DENIED, statement=2)], 1, "preferred", "MT001", 4, in_network=False)
    assert found and (found.low_cents, found.statements) == (11_000, 1)
    assert (found.denied, found.lines, found.reasons) == (1, 2, ("CO-50",))
    assert low_high(DENIED) is None
    assert low_high(replace(LINE, allowed_cents=None)) is None


def test_in_network_and_out_of_it_teach_each_other_nothing() -> None:
    inside = replace(LINE, is_in_network=True, allowed_cents=7_200)
    assert low_high(inside) is None
    assert low_high(inside, LINE) == (11_000, 11_000, 1, "plan")


def test_only_the_newest_statements_count() -> None:
    many = [
        replace(LINE, statement=at, statement_on=DAY - timedelta(at), allowed_cents=10_000 + at) for at in range(1, 9)
    ]
    found = code_lesson(many, 1, "preferred", "MT001", 4, in_network=False)
    assert found and found.statements == MOST_TAUGHT == 5
    assert (found.low_cents, found.typical_cents, found.high_cents) == (10_001, 10_003, 10_005)
    assert (found.newest, found.oldest) == (DAY - timedelta(1), DAY - timedelta(5))


def test_a_visit_is_known_only_whole() -> None:
    manual = replace(LINE, statement=2, procedure_code="MT002", units=1, allowed_cents=3_000)
    both = (("MT001", 4), ("MT002", 1))
    found = visit_lesson([LINE, manual], 1, "preferred", both, in_network=False)
    assert found and (found.low_cents, found.high_cents, found.statements) == (14_000, 14_000, 1)
    assert visit_lesson([LINE], 1, "preferred", both, in_network=False) is None
    assert visit_lesson([LINE], 1, "preferred", (), in_network=False) is None


@FEW
@given(lines, st.sampled_from(("", "preferred")), st.integers(0, 6), st.booleans(), st.randoms())
def test_the_order_makes_no_difference(
    known: list[TaughtLine], plan: str, units: int, inside: bool, chance: Random
) -> None:
    mixed = list(known)
    chance.shuffle(mixed)
    first = code_lesson(known, 1, plan, "MT001", units, in_network=inside)
    assert code_lesson(mixed, 1, plan, "MT001", units, in_network=inside) == first


@FEW
@given(lines, st.integers(0, 6), st.booleans())
def test_another_payers_amounts_never_leak(known: list[TaughtLine], units: int, inside: bool) -> None:
    own = [one for one in known if one.payer == 1]
    found = code_lesson(known, 1, "preferred", "MT001", units, in_network=inside)
    assert found == code_lesson(own, 1, "preferred", "MT001", units, in_network=inside)
    if found:
        of_code = [one for one in own if one.procedure_code == "MT001" and one.is_in_network == inside]
        amounts = {for_units(one, units) for one in of_code if not one.is_denied}
        assert {found.low_cents, found.typical_cents, found.high_cents} <= amounts
        assert found.low_cents <= found.typical_cents <= found.high_cents
        assert 1 <= found.statements <= min(MOST_TAUGHT, len({one.statement for one in of_code}) * len(of_code))


@FEW
@given(st.integers(1, 30_000), st.integers(1, 12), st.integers(1, 12))
def test_units_are_taken_to_the_cent(cents: int, units: int, wanted: int) -> None:
    made = for_units(replace(LINE, allowed_cents=cents, units=units), wanted)
    assert abs(made * units - cents * wanted) * 2 <= units


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (1, "1 benefit statement of Regence BlueShield, Preferred plan, of 12 Oct 2026"),
        (5, "5 benefit statements of Regence BlueShield, Preferred plan, the newest of 12 Oct 2026"),
    ],
)
def test_it_says_from_how_many(statements: int, words: str) -> None:
    assert taught_by(statements, whose_words("plan", "Regence BlueShield", "Preferred plan"), DAY) == words


def test_it_says_where_the_plan_itself_is_not_known() -> None:
    assert whose_words("payer", "Regence BlueShield", "Preferred plan") == "Regence BlueShield, its other plans too"
    assert whose_words("payer", "Regence BlueShield", "") == "Regence BlueShield"
    assert amount_words(9_800, 11_000) == "$98.00 to $110.00"
    assert denied_words(0, 5, (), {}) == ""
    words = denied_words(2, 5, ("CO-50",), {"50": "the plan does not see that it was medically necessary"})
    assert words.startswith("2 of 5 lines were not paid. CO-50: the plan does not see")
