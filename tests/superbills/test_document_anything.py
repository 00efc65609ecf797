"""Whatever a case file or a record holds is printed: a draft is looked at while findings still stand."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from bills import (
    CLIENT,
    CLINIC,
    DIAGNOSES,
    DRAFT,
    ORDER,
    POLICY,
    STAMP,
    THERAPIST,
    a_bill,
    a_receipt,
    a_service,
    a_visit,
)
from calls import calls_of
from factories import HOSTILE_NAMES
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import pages, viewed_pages, words

from clinic_desktop.press.fonts import lacks
from clinic_desktop.press.text import MOST_LETTERS
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.model.bill import Bill, BilledCase, BilledOrder, BilledPayment, BilledPolicy

TEXTS = st.text(max_size=60)
WHOLE = st.integers(-(10**12), 10**12)


def with_text(part: Any, text: str) -> Any:
    """The part with that text in every field of text but those that say what it is."""
    kept = {"kind", "priced_by", "bills_as"}
    return replace(part, **{one.name: text for one in fields(part) if one.type is str and one.name not in kept})


def everywhere(text: str, number: int = 1) -> Bill:
    service = replace(with_text(a_service(), text), fee_cents=number, price_cents=number, units=number, minutes=number)
    service = replace(service, modifiers=(text,) * 3, pointers=(text,))
    payment = with_text(BilledPayment(1, date(2026, 11, 3), "", "", number), text)
    visit = replace(with_text(a_visit(), text), services=(service,), payments=(payment,), discount_cents=number)
    return a_bill(
        clinic=replace(with_text(CLINIC, text), tax_id_kind=text),
        therapist=with_text(THERAPIST, text),
        client=with_text(CLIENT, text),
        policy=replace(with_text(POLICY, text), claims_address=(text, text)),
        case=with_text(BilledCase(1, "auto"), text),
        orders=(replace(with_text(ORDER, text), kind=text),),
        diagnoses=tuple(with_text(one, text) for one in DIAGNOSES) * 7,
        visits=(visit, visit),
    )


@settings(max_examples=60)
@given(TEXTS, WHOLE)
def test_any_text_in_every_field_prints(text: str, number: int) -> None:
    # A text of many lines stands in sixty places, and makes a little more than a page a line.
    most = max(8, 2 + len(text.splitlines()) * 6 // 5)
    for kind in ("superbill", "receipt"):
        assert 1 <= len(viewed_pages(bill_pdf(replace(everywhere(text, number), kind=kind), DRAFT))) <= most


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_print(name: str) -> None:
    pdf = bill_pdf(everywhere(name), STAMP)
    assert "\x00" not in words(pdf)
    if name.isascii() and name.isprintable():
        assert words(pdf).count(name) > 10


@pytest.mark.parametrize("kind", ["superbill", "receipt"])
def test_nothing_at_all_prints(kind: Any) -> None:
    told = words(bill_pdf(Bill(kind=kind), DRAFT))
    assert kind.upper() in told and "Draft, not issued" in told and "Balance $0.00" in told


def test_times_and_keys_nobody_knows_print_as_they_came() -> None:
    odd = a_visit(services=(a_service(starts_at="99:99", ends_at="later"),))
    paid = replace(odd, payments=(BilledPayment(1, None, "barter", "eggs", 14000),))
    bill = a_bill(
        visits=(paid,), policy=replace(POLICY, plan_type="moon", relationship="cousin", subscriber_name="Tam")
    )
    told = words(bill_pdf(bill, DRAFT))
    assert "eggs" not in told
    for text in ("99:99–later", "barter", "Harbor PPO (moon)", "cousin"):
        assert text in told


def test_more_diagnoses_than_letters_print() -> None:
    many = tuple(replace(DIAGNOSES[0], code=f"M54.{number}") for number in range(13))
    told = words(bill_pdf(a_bill(diagnoses=many), DRAFT))
    assert "L M54.11" in told and "(13) M54.12" in told


def test_two_hundred_lines_flow_and_none_is_lost() -> None:
    bill = a_bill(visits=tuple(a_visit(row=row, services=(a_service(region=f"line{row}."),)) for row in range(1, 201)))
    found = pages(bill_pdf(bill, STAMP))
    assert len(found) > 5
    for number, page in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in page
        assert "Rosalind Nguyễn" in page and "No. 1001" in page and "SUPERBILL" in page
    told = " ".join(found)
    assert all(told.count(f"line{row}.") == 1 for row in range(1, 201))
    assert told.count("Card ending in 4242") == 200 and told.count("I certify") == 1


def test_fifty_prescriptions_flow() -> None:
    orders = tuple(
        BilledOrder(
            row,
            row,
            f"Prescriber{row}.",
            ordered_on=date(2026, 1, 1 + row % 28),
            expires_on=date(2026, 1, 1 + row % 28),
        )
        for row in range(28)
    )
    visits = tuple(a_visit(date(2026, 1, 1 + row), row + 1) for row in range(28))
    told = words(bill_pdf(a_bill(orders=orders, visits=visits), STAMP))
    assert all(told.count(f"Prescriber{row}.") == 1 for row in range(28))


def test_a_word_without_end_is_no_more_work_than_the_longest_that_is_printed() -> None:
    assert len(viewed_pages(bill_pdf(everywhere("w" * 10_000), DRAFT))) < 120
    # What stands in its table of pages differs by a few.
    longest = calls_of(lambda: bill_pdf(everywhere("w" * (MOST_LETTERS + 1)), DRAFT))
    assert calls_of(lambda: bill_pdf(everywhere("w" * 10_000), DRAFT)) < 1.01 * longest


def test_a_letter_that_no_font_has_is_seen_in_a_draft() -> None:
    name = "Ann \U0001f642"
    assert lacks(name) == "\U0001f642"
    assert "Ann \ufffd" in words(bill_pdf(a_bill(client=replace(CLIENT, name=name)), DRAFT))


def test_a_receipt_tells_no_plan_what_was_treated() -> None:
    told = words(bill_pdf(a_receipt(), STAMP))
    for fact in ("RECEIPT", "No. 1001", "Rosalind Nguyễn", "Maya Ortiz, LMT", "Tax ID 91-0000000 (EIN)",
                 "11/10/2026 Manual therapy 40.00", "Total charges $285.00", "Paid by patient $285.00",
                 "11/10/2026 11/10/2026 Check no. 1207 145.00", "Balance $0.00", "Page 1 of 1"):  # fmt: skip
        assert told.count(fact) == 1, fact
    for kept in ("NPI", "1999999992", "2999999990", "M54.2", "Cervicalgia", "MT001", "Harbor", "HX4881207", "neck",
                 "Ann Lee", "MA60000000", "03/12/1985", "SUPERBILL", "certify"):  # fmt: skip
        assert kept not in told, kept


def test_a_receipt_never_has_an_ssn() -> None:
    ssn = replace(CLINIC, tax_id_kind="SSN", tax_id="123-45-6789", prints_ssn=True)
    assert "123-45" not in words(bill_pdf(a_receipt(clinic=ssn), STAMP))


def test_a_receipt_with_a_discount() -> None:
    visit = a_visit(discount_cents=2000, discount_why="first visit")
    told = words(bill_pdf(a_receipt(visits=(visit,)), STAMP))
    assert "11/03/2026 Discount: first visit -20.00" in told and "Discount -$20.00" in told


def test_a_policy_with_nothing_in_it_prints() -> None:
    assert "Plan" in words(bill_pdf(a_bill(policy=BilledPolicy()), DRAFT))
