"""Units by the CMS rule and by the midpoint rule: the tables by hand, then what holds for any minutes."""

from collections.abc import Sequence
from itertools import combinations
from random import Random
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.payers.model import UNIT_RULES
from clinic_desktop.visits.model import UnitRule
from clinic_desktop.visits.rules.units import TimedLine, count_units, too_many, units_of

CODES = ("MT001", "MT002", "MT003", "MT004")
RULES: tuple[UnitRule, ...] = ("cms", "midpoint")
RULE = some.sampled_from(RULES)
MINUTES = some.integers(0, 130)
# Few codes and many equal remainders, so that ties and lines of one code are common.
LINES = some.lists(
    some.builds(TimedLine, some.sampled_from(CODES), MINUTES | some.sampled_from((7, 8, 20, 35))), max_size=7
)
ONE_EACH = some.lists(some.integers(0, 130) | some.integers(0, 14), min_size=1, max_size=12)


def timed(*minutes: int) -> list[TimedLine]:
    """A line a code: MT001, MT002 and so on."""
    return [TimedLine(f"MT{number:03}", spent) for number, spent in enumerate(minutes, 1)]


def by_code(lines: Sequence[TimedLine], numbers: Sequence[int]) -> dict[str, int]:
    return {code: sum(n for line, n in zip(lines, numbers, strict=True) if line.code == code)
            for code in dict.fromkeys(line.code for line in lines)}  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "units"),
    [
        (0, 7, 0), (8, 22, 1), (23, 37, 2), (38, 52, 3), (53, 67, 4), (68, 82, 5), (83, 97, 6), (98, 112, 7),
        (113, 127, 8), (128, 142, 9), (1433, 1440, 96),
    ],
)  # fmt: skip
def test_the_grid_of_fifteen_minutes(first: int, last: int, units: int) -> None:
    assert {units_of(minutes) for minutes in range(first, last + 1)} == {units}


@pytest.mark.parametrize(
    ("minutes", "cms", "midpoint"),
    [
        ((60,), (4,), (4,)),
        ((53,), (4,), (4,)),
        ((24, 23), (2, 1), (2, 2)),
        ((20, 20), (2, 1), (1, 1)),
        ((33, 7), (2, 1), (2, 0)),
        ((18, 13, 10, 8), (1, 1, 1, 0), (1, 1, 1, 1)),
        ((7, 7, 7), (1, 0, 0), (0, 0, 0)),
        ((40, 20), (3, 1), (3, 1)),
        ((7,), (0,), (0,)),
        # Beyond the tables: the longest service when all are short, the longer of two equal remainders, nothing at all.
        ((5, 7), (0, 1), (0, 0)),
        ((20, 35), (1, 3), (1, 2)),
        ((3, 4), (0, 0), (0, 0)),
        ((8, 0), (1, 0), (1, 0)),
        ((), (), ()),
    ],
)
def test_the_examples_by_both_rules(minutes: tuple[int, ...], cms: tuple[int, ...], midpoint: tuple[int, ...]) -> None:
    lines = timed(*minutes)
    for rule, units in zip(RULES, (cms, midpoint), strict=True):
        found = count_units(rule, lines)
        assert (found.units, found.minutes, found.total) == (units, sum(minutes), sum(units))


def test_every_rule_has_its_words() -> None:
    assert set(UNIT_RULES) == {"", *get_args(UnitRule)} == {"", *RULES}


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ((53,), ["MT001: 53 minutes give 4 units"]),
        ((7,), ["MT001: 7 minutes give no unit: 8 are needed"]),
        ((3, 4), ["3 + 4 = 7 minutes give no unit: 8 are needed"]),
        (
            (24, 23),
            [
                "24 + 23 = 47 minutes give 3 units",
                "MT001: 24 minutes, 1 whole quarter hour, 9 minutes left",
                "MT002: 23 minutes, 1 whole quarter hour, 8 minutes left",
                "1 unit is left over: it goes to MT001, which has the most minutes left (9)",
            ],
        ),
        (
            (33, 13, 12, 6),
            [
                "33 + 13 + 12 + 6 = 64 minutes give 4 units",
                "MT001: 33 minutes, 2 whole quarter hours, 3 minutes left",
                "MT002: 13 minutes, no whole quarter hour, 13 minutes left",
                "MT003: 12 minutes, no whole quarter hour, 12 minutes left",
                "MT004: 6 minutes, no whole quarter hour, 6 minutes left",
                "2 units are left over, one each for the codes with the most minutes left: MT002 (13), MT003 (12)",
                "No unit for MT004",
            ],
        ),
        (
            (20, 20),
            [
                "20 + 20 = 40 minutes give 3 units",
                "MT001: 20 minutes, 1 whole quarter hour, 5 minutes left",
                "MT002: 20 minutes, 1 whole quarter hour, 5 minutes left",
                "1 unit is left over: it goes to MT001, which has the most minutes left (5)",
                "MT002 has 5 minutes left as well and may get a unit instead",
            ],
        ),
        (
            (18, 10, 13, 10),
            [
                "18 + 10 + 13 + 10 = 51 minutes give 3 units",
                "MT001: 18 minutes, 1 whole quarter hour, 3 minutes left",
                "MT002: 10 minutes, no whole quarter hour, 10 minutes left",
                "MT003: 13 minutes, no whole quarter hour, 13 minutes left",
                "MT004: 10 minutes, no whole quarter hour, 10 minutes left",
                "2 units are left over, one each for the codes with the most minutes left: MT003 (13), MT002 (10)",
                "MT004 has 10 minutes left as well and may get a unit instead",
                "No unit for MT004",
            ],
        ),
        (
            (30, 1),
            [
                "30 + 1 = 31 minutes give 2 units",
                "MT001: 30 minutes, 2 whole quarter hours, no minutes left",
                "MT002: 1 minute, no whole quarter hour, 1 minute left",
                "No unit for MT002",
            ],
        ),
    ],
)
def test_the_arithmetic_of_cms(minutes: tuple[int, ...], words: list[str]) -> None:
    assert list(count_units("cms", timed(*minutes)).arithmetic) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ((24,), ["MT001: 24 minutes give 2 units"]),
        ((1, 0), ["MT001: 1 minute gives no unit: 8 are needed", "MT002: 0 minutes give no unit: 8 are needed"]),
        (
            (33, 7, 16),
            [
                "MT001: 33 minutes give 2 units; 3 minutes left, too few for one more",
                "MT002: 7 minutes give no unit: 8 are needed",
                "MT003: 16 minutes give 1 unit; 1 minute left, too few for one more",
                "2 + 0 + 1 = 3 units",
            ],
        ),
    ],
)
def test_the_arithmetic_of_the_midpoint(minutes: tuple[int, ...], words: list[str]) -> None:
    assert list(count_units("midpoint", timed(*minutes)).arithmetic) == words


@pytest.mark.parametrize("rule", RULES)
def test_a_code_on_two_lines_is_added_up_and_shared_out(rule: UnitRule) -> None:
    found = count_units(rule, [TimedLine("MT001", 10), TimedLine("MT001", 13)])
    assert found.units == (1, 1)
    assert list(found.arithmetic) == [
        "MT001: 10 + 13 = 23 minutes",
        "MT001: 23 minutes give 2 units",
        "MT001: its lines get 1 + 1 = 2 units",
    ]
    assert list(count_units(rule, [TimedLine("MT001", 3), TimedLine("MT001", 4)]).arithmetic) == [
        "MT001: 3 + 4 = 7 minutes",
        "MT001: 7 minutes give no unit: 8 are needed",
    ]
    assert count_units(rule, [TimedLine("MT001", 4), TimedLine("MT001", 4)]).units == (1, 0)
    assert count_units(rule, [TimedLine("MT001", 20), TimedLine("MT001", 35)]).units == (1, 3)


def test_a_name_may_hold_braces() -> None:
    lines = [TimedLine("{0} {code}", 20), TimedLine("Stones", 20), TimedLine("Stones", 3)]
    assert count_units("cms", lines).arithmetic[-2:] == (
        "1 unit is left over: it goes to Stones, which has the most minutes left (8)",
        "Stones: its lines get 2 + 0 = 2 units",
    )


@given(MINUTES)
def test_a_minute_more_never_gives_fewer_units(minutes: int) -> None:
    assert units_of(minutes + 1) - units_of(minutes) in (0, 1)
    assert minutes // 15 <= units_of(minutes) <= minutes // 15 + 1


@given(RULE, LINES, some.data())
def test_a_minute_more_on_any_line_never_gives_fewer_in_all(
    rule: UnitRule, lines: list[TimedLine], data: some.DataObject
) -> None:
    if lines:
        at = data.draw(some.integers(0, len(lines) - 1))
        more = [*lines[:at], TimedLine(lines[at].code, lines[at].minutes + 1), *lines[at + 1 :]]
        assert count_units(rule, more).total - count_units(rule, lines).total in (0, 1)


@given(ONE_EACH)
def test_cms_gives_the_units_of_the_total(minutes: list[int]) -> None:
    found = count_units("cms", timed(*minutes))
    assert sum(found.units) == found.total == units_of(sum(minutes))
    for spent, units in zip(minutes, found.units, strict=True):
        assert spent // 15 <= units <= spent // 15 + (spent % 15 > 0)


@given(LINES)
def test_midpoint_counts_each_code_alone(lines: list[TimedLine]) -> None:
    found = count_units("midpoint", lines)
    spent = by_code(lines, [line.minutes for line in lines])
    assert by_code(lines, found.units) == {code: units_of(minutes) for code, minutes in spent.items()}


@given(RULE, LINES)
def test_lines_add_up_and_none_gets_a_unit_for_nothing(rule: UnitRule, lines: list[TimedLine]) -> None:
    found = count_units(rule, lines)
    assert sum(found.units) == found.total
    assert found.minutes == sum(line.minutes for line in lines)
    for line, units in zip(lines, found.units, strict=True):
        assert line.minutes // 15 <= units <= line.minutes // 15 + (line.minutes % 15 > 0)


@given(RULE, LINES, some.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_total(rule: UnitRule, lines: list[TimedLine], chance: Random) -> None:
    mixed = list(lines)
    chance.shuffle(mixed)
    found, before = count_units(rule, mixed), count_units(rule, lines)
    assert (found.total, found.minutes) == (before.total, before.minutes)
    # Of two codes that are equal in all the first has the unit: the numbers stay, the names may change.
    assert sorted(by_code(mixed, found.units).values()) == sorted(by_code(lines, before.units).values())


@given(RULE, LINES)
def test_a_code_split_over_lines_gives_what_it_gives_on_one(rule: UnitRule, lines: list[TimedLine]) -> None:
    joined = [TimedLine(code, spent) for code, spent in by_code(lines, [line.minutes for line in lines]).items()]
    split, whole = count_units(rule, lines), count_units(rule, joined)
    assert split.total == whole.total
    assert by_code(lines, split.units) == by_code(joined, whole.units)


@given(RULE, LINES)
def test_what_was_counted_or_less_is_never_too_many(rule: UnitRule, lines: list[TimedLine]) -> None:
    units = count_units(rule, lines).units
    assert too_many(rule, lines, units) == ()
    assert too_many(rule, lines, [max(0, one - 1) for one in units]) == ()


@given(RULE, LINES)
def test_one_more_in_all_is_too_many(rule: UnitRule, lines: list[TimedLine]) -> None:
    units = count_units(rule, lines).units
    for at in range(len(lines)):
        found = too_many(rule, lines, [*units[:at], units[at] + 1, *units[at + 1 :]])
        assert found
        # Of equal codes by CMS another line may be named; by the midpoint it is this one.
        assert rule == "cms" or found == (at,)


def allocations(minutes: Sequence[int]) -> set[tuple[int, ...]]:
    """By plain search: every way to hand out the left units so that nobody without one has more minutes left."""
    left = units_of(sum(minutes)) - sum(spent // 15 for spent in minutes)
    found = set()
    for lucky in combinations(range(len(minutes)), left):
        others = [minutes[at] % 15 for at in range(len(minutes)) if at not in lucky]
        if all(minutes[at] % 15 >= max(others, default=0) for at in lucky):
            found.add(tuple(spent // 15 + (at in lucky) for at, spent in enumerate(minutes)))
    return found


@given(
    some.lists(some.sampled_from((5, 7, 8, 20, 22, 35, 37)) | some.integers(0, 50), min_size=1, max_size=5), some.data()
)
def test_cms_allows_what_some_allocation_covers(minutes: list[int], data: some.DataObject) -> None:
    typed = data.draw(some.tuples(*(some.integers(0, spent // 15 + 2) for spent in minutes)))
    valid = allocations(minutes)
    assert count_units("cms", timed(*minutes)).units in valid
    fine = any(all(a <= b for a, b in zip(typed, one, strict=True)) for one in valid)
    assert (too_many("cms", timed(*minutes), typed) == ()) is fine


@pytest.mark.parametrize(
    ("minutes", "typed", "named"),
    [
        ((20, 20), (2, 1), ()),
        ((20, 20), (1, 2), ()),
        ((20, 20), (2, 2), (1,)),
        ((20, 20), (3, 2), (0,)),
        ((20, 20), (3, 0), (0,)),
        ((7, 7, 7), (0, 0, 1), ()),
        ((7, 7, 7), (0, 1, 1), (2,)),
        ((20, 35), (2, 2), ()),
        ((24, 23), (1, 2), (1,)),
        ((24, 23), (2, 2), (1,)),
        ((33, 7), (3, 0), (0,)),
        ((90,), (4,), ()),
    ],
)
def test_of_equal_codes_any_may_have_the_unit(
    minutes: tuple[int, ...], typed: tuple[int, ...], named: tuple[int, ...]
) -> None:
    assert too_many("cms", timed(*minutes), typed) == named


def test_lines_of_one_code_count_together() -> None:
    lines = [TimedLine("MT001", 10), TimedLine("MT002", 30), TimedLine("MT001", 13)]
    for rule in RULES:
        assert too_many(rule, lines, (2, 2, 0)) == ()
        assert too_many(rule, lines, (2, 2, 1)) == (0,)
        assert too_many(rule, lines, (2, 3, 2)) == (0, 1, 2)


def test_a_line_without_its_units_is_a_slip_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zip"):
        too_many("cms", timed(20, 20), (1,))
