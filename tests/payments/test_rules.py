"""Rules of payments: every cent finds its visit, and all that is wrong is said at once."""

from dataclasses import fields, replace
from datetime import date
from itertools import pairwise

import pytest
from factories import PAYMENT, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.errors import Refused
from clinic_desktop.payments.model import METHODS, PARTS, PaymentDraft
from clinic_desktop.payments.rules import amounts_typed, payment_values, shares, shares_again
from clinic_desktop.values import money

TODAY = date(2026, 11, 24)
BORN = date(1985, 3, 12)
OPEN = 14_000
OPENS = some.lists(some.integers(-5_000, 50_000), min_size=1, max_size=8)
AMOUNTS = some.integers(0, 1_000_000)


def problems(draft: PaymentDraft, open_cents: int = OPEN) -> list[str]:
    return refused(lambda: payment_values(draft, open_cents, BORN, TODAY))


def words(draft: PaymentDraft, open_cents: int = OPEN) -> list[str]:
    with pytest.raises(Refused) as answer:
        payment_values(draft, open_cents, BORN, TODAY)
    return [problem.words for problem in answer.value.problems]


@given(OPENS, some.data())
def test_shares_add_up_and_the_oldest_visit_is_paid_first(opens: list[int], data: some.DataObject) -> None:
    room = [max(0, one) for one in opens]
    cents = data.draw(some.integers(0, sum(room)))
    found = shares(opens, cents)
    assert (len(found), sum(found)) == (len(opens), cents)
    assert all(0 <= share <= left for share, left in zip(found, room, strict=True))
    # No visit gets anything before the older ones are paid in full.
    for (share, left), (later, _) in pairwise(zip(found, room, strict=True)):
        assert later == 0 or share == left


@given(OPENS, some.integers(1, 1_000))
def test_no_cent_is_lost_where_more_is_paid_than_is_open(opens: list[int], more: int) -> None:
    with pytest.raises(ValueError, match="find no visit"):
        shares(opens, sum(max(0, one) for one in opens) + more)


@given(some.lists(some.integers(0, 9_000), min_size=1, max_size=5), some.data())
def test_a_payment_that_is_corrected_keeps_its_shares_while_its_sum_stays(
    own: list[int], data: some.DataObject
) -> None:
    opens = [one + data.draw(some.integers(0, 9_000)) for one in own]
    assert shares_again(opens, own, sum(own)) == tuple(own)
    cents = data.draw(some.integers(0, sum(opens)))
    assert sum(shares_again(opens, own, cents)) == cents


@given(service=some.integers(0, OPEN), others=some.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS))
def test_every_part_is_kept_to_the_cent(service: int, others: tuple[int, ...]) -> None:
    cents = dict(zip(PARTS, (service, *others), strict=True))
    draft = replace(PAYMENT, **{part: money.typed(amount) for part, amount in cents.items()})
    assert amounts_typed(draft) == tuple(cents.values())
    if not any(cents.values()):
        assert problems(draft) == ["service"]
        return
    values = payment_values(draft, OPEN, BORN, TODAY)
    assert {part: values[f"{part}_cents"] for part in PARTS} == cents


def test_what_cannot_be_read_is_not_nothing() -> None:
    draft = PaymentDraft("today", service="12..5", tip=" ", tax="1.", product="0", other="-1")
    assert amounts_typed(draft) == (None, 0, 100, 0, None)


@given(some.integers(1, 100_000), some.integers(1, 100_000))
def test_more_than_is_open_asks_about_a_tip(more: int, left: int) -> None:
    draft = PaymentDraft("today", service=money.typed(left + more))
    assert words(draft, left) == [
        f"This is {money.shown(more)} more than the {money.shown(left)} that are unpaid."
        " Is the rest a tip, or kept for later visits? Type it there."
    ]
    assert words(draft, 0) == ["Nothing is unpaid. Is this a tip, or kept for later visits? Type it there."]


def test_the_sentence_names_the_open_amount_and_the_difference() -> None:
    assert words(PaymentDraft("today", service="125"), 10_500) == [
        "This is $20.00 more than the $105.00 that are unpaid."
        " Is the rest a tip, or kept for later visits? Type it there."
    ]


def test_one_amount_is_enough_and_none_is_not() -> None:
    assert problems(PaymentDraft("today")) == ["service"]
    assert problems(PaymentDraft("today", service="0", tip="0.00")) == ["service"]
    for part in PARTS:
        draft = replace(PaymentDraft("today"), **{part: "5"})
        assert problems(draft) == []


def test_every_problem_is_said_at_its_field_at_once() -> None:
    amounts = ("x", "-5", "1.234", "1,2", "two", "n" * 10_001, "ten", "half", "0.001")
    wrong = PaymentDraft("2/30/2026", "card", "r" * 41, *amounts)
    found = problems(wrong)
    assert len(found) == len(set(found))
    assert set(found) == {field.name for field in fields(PaymentDraft)} - {"method", "payer", "paid_ahead"}


def test_the_first_problem_is_the_first_on_the_form() -> None:
    wrong = replace(PAYMENT, service="999", tip="x", paid_on="soon", reference="r" * 41)
    assert problems(wrong) == ["service", "tip", "paid_on", "reference"]


@pytest.mark.parametrize(
    ("paid_on", "found"),
    [
        *(("", ["paid_on"]), (" ", ["paid_on"]), ("soon", ["paid_on"])),
        *(("11/25/2026", ["paid_on"]), ("tomorrow", ["paid_on"])),
        *(("today", []), ("11/24/2026", []), ("3/2/2019", [])),
    ],
)
def test_a_payment_was_made_today_or_before(paid_on: str, found: list[str]) -> None:
    assert problems(replace(PAYMENT, paid_on=paid_on)) == found


def test_nobody_paid_before_birth() -> None:
    assert words(replace(PAYMENT, paid_on="3/11/1985")) == ["This is before the client was born (12 Mar 1985)."]
    assert problems(replace(PAYMENT, paid_on="3/12/1985")) == []
    # Whose birth date nobody knows may have paid any day.
    assert payment_values(replace(PAYMENT, paid_on="3/11/1985"), OPEN, None, TODAY)["paid_on"] == "1985-03-11"


@pytest.mark.parametrize("method", METHODS)
def test_a_tip_is_not_paid_from_a_package(method: str) -> None:
    with_tip = replace(PAYMENT, method=method, tip="20")
    if method not in ("package", "membership"):
        assert problems(with_tip) == []
        return
    assert words(with_tip) == [f"A tip is not paid from a {method}. Take it as a payment of its own."]
    for none in ("", "0"):
        assert problems(replace(with_tip, tip=none)) == []
    # What is wrong with the amount itself is said first, and alone.
    assert problems(replace(with_tip, tip="x", tax="x")) == ["tip", "tax"]
    assert problems(replace(with_tip, tax="x")) == ["tip", "tax"]


@pytest.mark.parametrize("method", METHODS)
def test_the_number_of_a_card_is_never_kept(method: str) -> None:
    whole = replace(PAYMENT, method=method, reference="4242 4242 4242 4242", tip="")
    assert problems(whole) == (["reference"] if method in ("card", "hsa") else [])
    assert problems(replace(whole, reference="Visa 4242, approval 123456")) == []


def test_the_longest_texts_fit() -> None:
    values = payment_values(replace(PAYMENT, reference="王" * 40, note="王" * 10_000), OPEN, BORN, TODAY)
    assert (len(values["reference"]), len(values["note"])) == (40, 10_000)
