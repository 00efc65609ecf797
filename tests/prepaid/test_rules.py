"""Rules of packages, memberships and gift cards: shares to the cent, the next period, why one cannot be used."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from factories import refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.clients.model import ClientId
from clinic_desktop.prepaid.model import EndingDraft, Prepaid, PrepaidDraft, PrepaidId
from clinic_desktop.prepaid.rules import (
    MembershipPeriod,
    by_end,
    card_number,
    card_said,
    ending_values,
    ends_soon,
    is_live,
    least_and_most,
    left_words,
    prepaid_title,
    prepaid_values,
    runs_out,
    share_cents,
    state_words,
    that_run_out,
    used_words,
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
        ("2026-08-31 2026-11-30 2026-12-01 2027-02-28"),
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


USED_UP: dict[str, Any] = {"uses": 5, "drawn_cents": 47_500, "left_cents": 0}


def ending(days: int, **changes: Any) -> Prepaid:
    return replace(HELD, **{"expires_on": DAY + timedelta(days), **changes})


def test_what_is_left_on_one_is_pointed_out_two_weeks_before_it_ends() -> None:
    assert [ends_soon(ending(days), DAY) for days in (-400, -1, 0, 14, 15)] == [True, True, True, True, False]
    for over in (HELD, ending(3, **USED_UP), ending(3, ended_kind="closed"), ending(3, paid_cents=0, left_cents=0)):
        assert not ends_soon(over, DAY)
        assert not runs_out(over, DAY, is_renewed=False)


def test_a_membership_runs_out_until_it_is_renewed_though_all_of_it_was_used() -> None:
    def runs(days: int, *, is_renewed: bool = False, **changes: Any) -> bool:
        one = ending(days, **{"kind": "membership", **USED_UP, **changes})
        return runs_out(one, DAY, is_renewed=is_renewed)

    assert [runs(days) for days in (-15, -14, 0, 14, 15)] == [False, True, True, True, False]
    assert runs(3, ended_kind="expired")
    assert not (runs(3, is_renewed=True) or runs(3, ended_kind="closed") or runs(3, ended_kind="refunded"))
    assert not (runs(3, kind="package") or runs(3, expires_on=None))
    # What is left on it expires, renewed or not.
    assert runs(3, is_renewed=True, uses=0, drawn_cents=0, left_cents=47_500)


def test_what_ends_first_is_on_top_and_what_never_ends_at_the_end() -> None:
    late, soon = replace(ending(9), id=PrepaidId(2)), replace(ending(3), id=PrepaidId(3))
    never, older = replace(HELD, id=PrepaidId(4)), replace(HELD, id=PrepaidId(5), sold_on=date(2026, 10, 1))
    assert by_end((never, late, older, soon)) == (soon, late, older, never)
    used = replace(ending(1, kind="membership", **USED_UP), id=PrepaidId(6))
    assert that_run_out((never, late, used, soon), DAY) == (used, soon, late)
    # Another period goes on from the membership.
    assert that_run_out((replace(never, follows=used.id), late, used, soon), DAY) == (soon, late)


@pytest.mark.parametrize(("cents", "visits", "found"), [(10_001, 5, (2_000, 2_001)), (10_000, 5, (2_000, 2_000)),
                                                       (7, 1, (7, 7))])  # fmt: skip
def test_the_cheapest_and_the_dearest_share_are_a_cent_apart_at_most(
    cents: int, visits: int, found: tuple[int, int]
) -> None:
    assert least_and_most(cents, visits) == found
    with pytest.raises(ValueError, match="one visit at least"):
        least_and_most(cents, 0)
    with pytest.raises(ValueError, match="no share"):
        share_cents(replace(HELD, visits=None))


PACKAGE = PrepaidDraft(name=" Five hours ", service="3", visits="5", price="475", sold_on="11/1/2026", note="A gift")


def test_what_is_sold_is_kept_as_typed() -> None:
    kept = {"kind": "package", "bought_by": "", "name": "Five hours", "service_id": 3, "visits": 5}
    kept |= {"price_cents": 47_500, "number": "", "sold_on": "2026-11-01", "starts_on": "2026-11-01"}
    kept |= {"expires_on": "", "note": "A gift"}
    assert prepaid_values(PACKAGE, DAY, is_of_client=True) == kept
    # Who is no client has a name, and nothing else is another.
    other = replace(PACKAGE, bought_by="Ann")
    assert prepaid_values(other, DAY, is_of_client=False) == kept | {"bought_by": "Ann"}
    assert prepaid_values(other, DAY, is_of_client=True) == kept
    days = replace(PACKAGE, starts_on="11/5/2026", expires_on="11/5/2026")
    assert prepaid_values(days, DAY, is_of_client=True) == kept | dict.fromkeys(
        ("starts_on", "expires_on"), "2026-11-05"
    )
    unnamed = replace(PACKAGE, name="", service="")
    assert prepaid_values(unnamed, DAY, is_of_client=True) == kept | {"name": "Package of 5", "service_id": None}
    card = prepaid_values(replace(unnamed, kind="gift_card", service="3", number=" gc 7"), DAY, is_of_client=True)
    assert card == kept | {
        "kind": "gift_card",
        "name": "Gift card",
        "service_id": None,
        "visits": None,
        "number": "GC7",
    }


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        *(
            ({"visits": "0"}, ["visits"]),
            ({"visits": "1"}, []),
            ({"visits": "999"}, []),
            ({"visits": "1000"}, ["visits"]),
        ),
        *(
            ({"visits": "\u0665"}, ["visits"]),
            ({"visits": ""}, []),
            ({"price": ""}, ["price"]),
            ({"price": "0"}, ["price"]),
        ),
        *(({"sold_on": " "}, ["sold_on"]), ({"sold_on": "11/10/2026"}, ["sold_on"]), ({"sold_on": "11/9/2026"}, [])),
        *(({"expires_on": "10/31/2026"}, ["expires_on"]), ({"expires_on": "11/1/2026"}, [])),
        ({"starts_on": "11/5/2026", "expires_on": "11/4/2026"}, ["expires_on"]),
        *(({"kind": "membership"}, ["expires_on"]), ({"kind": "membership", "expires_on": "11/30/2026"}, [])),
        *(({"kind": "gift_card"}, ["number"]), ({"kind": "gift_card", "number": "7", "visits": "x"}, [])),
        *(
            ({"name": "n" * 100}, []),
            ({"name": "n" * 101}, ["name"]),
            ({"kind": "gift_card", "number": "7" * 41}, ["number"]),
        ),
        *(({"note": "n" * 10_000}, []), ({"note": "n" * 10_001}, ["note"])),
    ],
)
def test_each_thing_that_is_wrong_with_a_sale_is_said_at_its_field(typed: dict[str, str], fields: list[str]) -> None:
    draft = replace(PACKAGE, **typed)
    assert refused(lambda: prepaid_values(draft, DAY, is_of_client=True)) == fields
    found = refused(lambda: prepaid_values(draft, DAY, is_of_client=False))
    assert sorted(found) == sorted([*fields, "bought_by"])


def test_an_end_forfeits_what_is_left_and_says_what_is_wrong() -> None:
    held = replace(HELD, left_cents=9_500)
    end = EndingDraft("closed", "11/9/2026", " Moved away ")
    kept = {"ended_kind": "closed", "ended_on": "2026-11-09", "forfeited_cents": 9_500, "ended_why": "Moved away"}
    assert ending_values(end, held, DAY) == kept
    assert ending_values(end, held, DAY, DAY) == kept
    expired = replace(end, kind="expired", why="")
    assert ending_values(expired, held, DAY) == kept | {"ended_kind": "expired", "ended_why": ""}
    for wrong, used_on, fields in (
        (replace(end, why=" "), None, ["why"]),
        (replace(end, why="w" * 501), None, ["why"]),
        (replace(end, ended_on=""), DAY, ["ended_on"]),
        (replace(end, ended_on="11/10/2026"), None, ["ended_on"]),
        (replace(end, ended_on="10/31/2026"), None, ["ended_on"]),
        (replace(end, ended_on="11/1/2026"), None, []),
        (replace(end, ended_on="11/1/2026"), date(2026, 11, 2), ["ended_on"]),
    ):
        assert refused(lambda w=wrong, u=used_on: ending_values(w, held, DAY, u)) == fields  # type: ignore[misc]


@pytest.mark.parametrize(
    ("one", "words", "tone"),
    [
        (ending(1), "Expires in 1 day", "warning"),
        (ending(14), "Expires in 14 days", "warning"),
        (ending(15), "Can be used", "good"),
        (ending(-1), "Past its last day", "warning"),
        (ending(-1, **USED_UP), "Used up", "plain"),
        (ending(-1, ended_kind="expired"), "Expired", "plain"),
        (replace(HELD, paid_cents=47_499), "$0.01 not paid yet", "warning"),
    ],
)
def test_how_one_stands_is_said_with_how_it_is_meant(one: Prepaid, words: str, tone: str) -> None:
    assert state_words(one, DAY) == (words, tone)


def test_what_was_used_is_said_in_visits_or_money() -> None:
    assert used_words(replace(HELD, uses=3)) == "3 of 5 visits used"
    assert used_words(replace(HELD, visits=1, uses=1)) == "1 of 1 visit used"
    assert used_words(replace(HELD, visits=None, drawn_cents=4_000)) == "$40.00 of $475.00 used"
    assert prepaid_title(HELD) == "Package of 5"
    assert prepaid_title(replace(HELD, name="Gift card", number="GC7")) == "Gift card, no. GC7"
    assert (card_said(" gift card NO. 7 "), card_said("GC7")) == ("7", "GC7")
