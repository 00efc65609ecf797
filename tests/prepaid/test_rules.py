"""Rules of packages, memberships and gift cards: shares to the cent, the next period, why one cannot be used."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.clients.model import ClientId
from clinic_desktop.prepaid.model import Prepaid, PrepaidId
from clinic_desktop.prepaid.rules import (
    MembershipPeriod,
    card_number,
    is_live,
    left_words,
    share_cents,
    state_words,
    why_not,
)

DAY = date(2026, 11, 9)
HELD = Prepaid(
    id=PrepaidId(1),
    version=1,
    kind="package",
    client=ClientId(1),
    bought_by="",
    name="Package of 5",
    service=None,
    visits=5,
    price_cents=47_500,
    number="",
    sold_on=date(2026, 11, 1),
    starts_on=date(2026, 11, 1),
    expires_on=None,
    follows=None,
    ended_on=None,
    ended_kind="",
    ended_why="",
    note="",
    paid_cents=47_500,
    refunded_cents=0,
    drawn_cents=0,
    forfeited_cents=0,
    uses=0,
    left_cents=47_500,
)


@given(some.integers(1, 300_000), some.integers(1, 60))
def test_all_shares_come_to_the_price_to_the_cent(price: int, visits: int) -> None:
    one, shares = replace(HELD, price_cents=price, visits=visits), []
    for _ in range(visits):
        shares.append(share_cents(one))
        one = replace(one, uses=one.uses + 1, drawn_cents=one.drawn_cents + shares[-1])
    assert sum(shares) == price
    assert max(shares) - min(shares) <= 1


@pytest.mark.parametrize(
    "days",
    [
        ("2026-10-01 2026-10-31 2026-11-01 2026-11-30"),
        ("2026-01-15 2026-02-14 2026-02-15 2026-03-14"),
        ("2026-11-05 2027-02-04 2027-02-05 2027-05-04"),
        ("2026-01-01 2026-12-31 2027-01-01 2027-12-31"),
        ("2026-12-01 2026-12-31 2027-01-01 2027-01-31"),
        ("2026-10-01 2026-10-28 2026-10-29 2026-11-25"),
    ],
)  # fmt: skip
def test_the_next_period_is_as_long_as_the_one_before(days: str) -> None:
    first, last, *then = map(date.fromisoformat, days.split())
    found = MembershipPeriod(first, last).next()
    assert [found.first, found.last] == then


def test_a_use_taken_back_out_of_turn_leaves_the_shares_adding_up() -> None:
    """The third of five is taken back after the fifth: the one used in its place costs what is left."""
    one = replace(HELD, price_cents=10_001, uses=4, drawn_cents=8_001)
    assert share_cents(one) == 2_000
    assert share_cents(replace(one, uses=5, drawn_cents=10_001)) == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"uses": 5}, "All 5 visits of this package are used."),
        ({"visits": 1, "uses": 1}, "The visit of this package is used."),
        ({"expires_on": date(2026, 11, 8)}, "This package expired on 8 Nov 2026."),
        ({"starts_on": date(2026, 11, 10)}, "This package begins on 10 Nov 2026."),
        ({"ended_kind": "closed", "ended_on": DAY}, "This package was closed on 9 Nov 2026."),
        ({"ended_kind": "refunded", "ended_on": DAY}, "This package was refunded on 9 Nov 2026."),
        ({"ended_kind": "expired", "ended_on": DAY}, "This package expired on 9 Nov 2026."),
        ({"left_cents": 0}, "Nothing is left on this package."),
        ({"left_cents": 9_499}, "This package holds $94.99: not enough for $95.00."),
        (
            {"left_cents": 0, "paid_cents": 0},
            "Of this package $0.00 of $475.00 are paid, which leaves $0.00: not enough for $95.00."
            " Take the rest of its price first.",
        ),
    ],
)
def test_why_one_cannot_be_used_is_said_in_plain_words(change: dict[str, object], words: str) -> None:
    assert why_not(replace(HELD, **change), DAY, 9_500) == words  # type: ignore[arg-type]


def test_what_is_left_is_said_in_visits_and_money() -> None:
    assert left_words(HELD) == "5 of 5 visits left, $475.00"
    assert left_words(replace(HELD, visits=1, uses=1, left_cents=0)) == "0 of 1 visit left, $0.00"
    assert left_words(replace(HELD, visits=None, left_cents=4_000)) == "$40.00 of $475.00 left"
    assert left_words(replace(HELD, ended_kind="closed", left_cents=0)) == "0 of 5 visits left, $0.00"


def test_the_number_of_a_gift_card_is_compared_without_spaces_and_case() -> None:
    assert card_number(" gc 0147 ") == card_number("GC0147") == "GC0147"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Can be used"),
        ({"uses": 2, "drawn_cents": 19_000, "refunded_cents": 28_500, "left_cents": 0}, "Used up"),
        ({"paid_cents": 19_000, "uses": 2, "drawn_cents": 19_000, "left_cents": 0}, "$285.00 not paid yet"),
        ({"paid_cents": 0, "left_cents": 0}, "$475.00 not paid yet"),
        ({"uses": 5, "drawn_cents": 47_500, "left_cents": 0}, "Used up"),
        ({"expires_on": DAY}, "Expires today"),
    ],
)
def test_of_what_nothing_more_can_come_is_used_up_also_where_a_part_went_back(
    changes: dict[str, Any], words: str
) -> None:
    one = replace(HELD, **changes)
    assert state_words(one, DAY)[0] == words
    assert is_live(one) is (words != "Used up")
