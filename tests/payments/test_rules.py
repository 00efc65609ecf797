"""Rules of payments: every cent finds its visit, and all that is wrong is said at once."""

from dataclasses import fields, replace
from datetime import date
from itertools import pairwise

import pytest
from factories import PAYMENT, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.errors import Refused
from clinic_desktop.payments.model import BOUGHT_BEFORE, METHODS, PARTS, PaymentDraft
from clinic_desktop.payments.rules import (
    Unpaid,
    amounts_typed,
    day_typed,
    is_early,
    payment_values,
    refuse_bought_with_bought,
    rest_for_service,
    shares,
    shares_again,
)
from clinic_desktop.values import money
from clinic_desktop.values.problems import Problems

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


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ({"received": "120", "tip": "20"}, 10_000),
        ({"received": "120", "tip": "20", "tax": "1", "product": "2", "other": "3", "credit": "4"}, 9_000),
        # The service itself is what is asked for; no more is left for it than is open, and no less than nothing.
        ({"received": "120", "service": "x"}, 12_000),
        ({"received": "200"}, OPEN),
        ({"received": "20", "tip": "30"}, 0),
        *(({"received": ""}, None), ({"received": "0"}, None), ({"received": "x"}, None)),
        *(({"received": "120", "tip": "x"}, None), ({"received": "120", "credit": "x"}, None)),
    ],
)
def test_the_rest_of_what_was_received_is_for_the_visits(typed: dict[str, str], rest: int | None) -> None:
    assert rest_for_service(replace(PaymentDraft("today"), **typed), OPEN) == rest
    assert rest_for_service(replace(PaymentDraft("today"), **typed), -1) == (None if rest is None else 0)


def test_only_a_visit_that_was_given_later_and_is_paid_in_full_is_paid_early() -> None:
    day = date(2026, 11, 9)
    later = Unpaid(date(2026, 11, 10), True, 100)
    assert is_early(day, [later], 100)
    assert not is_early(day, [later], 99)
    assert not is_early(day, [replace(later, day=day)], 100)
    assert not is_early(day, [replace(later, is_given=False)], 100)
    assert not is_early(day, [replace(later, open_cents=0)], 0)
    # The older one is paid first.
    assert not is_early(day, [Unpaid(day, True, 50), later], 100)
    assert is_early(day, [Unpaid(day, True, 50), later], 150)
    words = "This is before the visit that it pays in full (10 Nov 2026). Check the day, or check “Paid ahead”."
    visits = [Unpaid(day, True, 50), later, Unpaid(date(2026, 11, 8), False, 50), Unpaid(date(2026, 11, 12), True, 50)]
    draft = PaymentDraft("11/9/2026", "card", service="2")
    with pytest.raises(Refused) as answer:
        payment_values(draft, 250, BORN, TODAY, visits)
    assert [problem.words for problem in answer.value.problems] == [words]


def test_what_is_for_no_visit_is_never_early() -> None:
    values = payment_values(PaymentDraft("11/9/2026", tip="5"), 1, BORN, TODAY, [Unpaid(date(2026, 11, 10), True, 1)])
    assert (values["service_cents"], values["tip_cents"]) == (0, 500)
    assert problems(PaymentDraft("today", tip="x", received="0")) == ["tip"]


def test_a_day_is_read_while_it_is_typed() -> None:
    assert (day_typed("11/9/2026", TODAY), day_typed("11/", TODAY)) == (date(2026, 11, 9), None)


def test_who_pays_and_whether_it_is_ahead_are_kept() -> None:
    values = payment_values(replace(PAYMENT, tip="", payer="7", paid_ahead="1"), OPEN, BORN, TODAY)
    assert (values["payer_id"], values["paid_ahead"]) == (7, 1)
    values = payment_values(PAYMENT, OPEN, BORN, TODAY)
    assert (values["payer_id"], values["paid_ahead"]) == (None, 0)
    assert words(replace(PAYMENT, tip="1", payer="7")) == ["A plan pays no tip. Take it as a payment of its own."]
    assert problems(replace(PAYMENT, tip="", credit="1", payer="7")) == ["credit"]
    assert problems(replace(PAYMENT, tip="", credit="1", method="gift_card")) == ["credit"]


@pytest.mark.parametrize("method", METHODS)
def test_what_was_bought_before_buys_nothing(method: str) -> None:
    found = Problems()
    refuse_bought_with_bought(found, method)
    assert [one.field for one in found.found] == (["method"] if method in BOUGHT_BEFORE else [])


def test_twelve_digits_are_the_number_of_a_card() -> None:
    of_card = replace(PAYMENT, method="card", tip="")
    assert problems(replace(of_card, reference="1234 5678 901")) == []
    assert problems(replace(of_card, reference="1234 5678 9012")) == ["reference"]
