"""Nothing is cut off without a word: long texts wrap, a visit stands together, and what is printed of a reference."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bills import CASE, CLIENT, CLINIC, DIAGNOSES, DRAFT, ORDER, POLICY, STAMP, THERAPIST, a_bill, a_service, a_visit
from checked_bills import rules
from hypothesis import given
from hypothesis import strategies as st
from pdfs import pages, reader, viewed_pages, words

from clinic_desktop.superbills.document.bills import bill_pdf, void_pdf
from clinic_desktop.superbills.document.words import last_digits
from clinic_desktop.superbills.model.bill import Bill, BilledPayment, Stamp
from clinic_desktop.superbills.rules.checks.fitting import MOST_LETTERS
from clinic_desktop.values.check_numbers import check_number

TOO_LONG = {"name-too-long", "text-too-long"}


def each(part: Any, *names: str) -> Any:
    """The part with a long text in each of these fields, marked with the field's name."""
    return replace(
        part, **{name: long(f"{type(part).__name__.removeprefix('Billed').lower()}{name}") for name in names}
    )


def long(mark: str, count: int = MOST_LETTERS) -> str:
    """The widest letters, with a mark at the end."""
    return f"{'W' * (count - len(mark))}{mark}"


def everything_long(kind: Any) -> Bill:
    """As many letters as are sure to be printed, in every field that is printed."""
    service = a_service(name=long("name"), region=long("region"))
    visit = a_visit(services=(service,), discount_cents=100, discount_why=long("why"))
    return a_bill(
        kind=kind,
        clinic=each(CLINIC, "name", "legal_name", "street", "street2", "city", "email", "fax"),
        therapist=replace(THERAPIST, name=long("therapist")),
        client=each(CLIENT, "name", "street", "street2", "city"),
        policy=replace(
            each(POLICY, "payer_name", "plan_name", "subscriber_name", "member_id"),
            relationship="child",
            claims_address=(long("line1"), long("line2"), long("line3", 298)),
        ),
        case=replace(
            CASE, kind="work", claim_number=long("claim"), employer=long("employer"), adjuster_name=long("adj")
        ),
        orders=(replace(ORDER, prescriber_name=long("prescriber")),),
        diagnoses=(replace(DIAGNOSES[0], title=long("title"), source_name=long("source"), as_written=True),),
        visits=(visit,),
    )


@pytest.mark.parametrize("kind", ["superbill", "receipt"])
def test_what_is_not_found_to_be_too_long_is_printed_whole(kind: Any) -> None:
    bill = everything_long(kind)
    assert not TOO_LONG & set(rules(bill))
    told = "".join("".join(pages(bill_pdf(bill, STAMP))).split())
    assert "…" not in told
    marks = ["clinicname", "clinicstreet", "clinicemail", "therapist", "clientname", "clientcity", "name", "why"]
    if kind == "superbill":
        marks += ["region", "policysubscriber_name", "policymember_id", "line3", "adj", "employer", "title", "source"]
    for mark in marks:
        assert f"{'W' * 20}{mark}" in told, mark


@pytest.mark.parametrize("kind", ["superbill", "receipt"])
@pytest.mark.parametrize("letters", [2_001, 10_000])
def test_what_is_cut_is_found(letters: int, kind: Any) -> None:
    name = "n" * letters
    for bill in (
        a_bill(client=replace(CLIENT, name=name)),
        a_bill(client=replace(CLIENT, street=name)),
        a_bill(clinic=replace(CLINIC, name=name)),
        a_bill(visits=(a_visit(services=(a_service(name=name),)),)),
    ):
        found = replace(bill, kind=kind)
        assert "…" in words(bill_pdf(found, DRAFT))
        assert TOO_LONG & set(rules(found))


def test_a_name_of_two_hundred_letters_prints_whole_wherever_it_stands() -> None:
    name = " ".join(["Wolfeschlegelsteinhausen"] * 8)
    many = tuple(a_visit(row=row) for row in range(1, 60))
    bill = a_bill(client=replace(CLIENT, name=name), therapist=replace(THERAPIST, name=name), visits=many)
    found = bill_pdf(bill, STAMP)
    # The patient, who treated, who signs; and above each further page.
    assert words(found).count(name) == 3 + len(pages(found)) - 1


def test_a_name_of_many_lines_fills_no_page_of_its_own() -> None:
    lines = "\n".join("abcdefgh")
    many = tuple(a_visit(row=row) for row in range(1, 60))
    bill = a_bill(client=replace(CLIENT, name=lines), therapist=replace(THERAPIST, name=lines), visits=many)
    assert "a b c d e f g h" in pages(bill_pdf(bill, STAMP))[1]


def test_a_row_higher_than_a_page_flows() -> None:
    service = a_service(name=" ".join(f"word{one:03d}." for one in range(200)))
    found = pages(bill_pdf(a_bill(visits=(a_visit(), a_visit(row=2, services=(service,)), a_visit(row=3))), DRAFT))
    told = " ".join(found)
    assert [told.count(f"word{one:03d}.") for one in range(200)] == [1] * 200
    assert all("Service" in page for page in found[1:-1])


@pytest.mark.parametrize("kind", ["superbill", "receipt"])
@pytest.mark.parametrize("before", range(12, 44))
def test_the_end_of_a_page_parts_no_visit(before: int, kind: Any) -> None:
    """Whatever stands above it, the services of a visit and its discount are on one page, the totals with the last."""
    plain = [a_visit(row=row, payments=()) for row in range(1, before)]
    services = tuple(a_service(name=f"Service{one}.", procedure_code=f"MT00{one}") for one in range(3))
    last = a_visit(row=99, services=services, discount_cents=500, discount_why="thanks.", payments=())
    for visits in ((*plain, last), (*plain, last, *plain[:30])):
        found = viewed_pages(bill_pdf(a_bill(kind=kind, visits=visits), STAMP))
        (page,) = (one for one in found if "Service0." in one)
        for mark in ("Service1.", "Service2.", "thanks."):
            assert mark in page
        if visits[-1] is last:
            assert "Total charges" in page


def test_a_visit_longer_than_a_page_keeps_its_discount_beside_a_service() -> None:
    services = tuple(a_service(name=f"Service{one}.") for one in range(90))
    found = pages(bill_pdf(a_bill(visits=(a_visit(services=services, discount_cents=5, discount_why="x."),)), DRAFT))
    (page,) = (one for one in found if "Discount: x." in one)
    assert "Service89." in page and "Total charges" in page
    assert sum(one.count("Service") for one in found) >= 90


def paid(method: str, reference: str) -> str:
    payment = BilledPayment(1, date(2026, 11, 3), method, reference, 14000)
    told = words(bill_pdf(a_bill(visits=(a_visit(payments=(payment,)),)), STAMP))
    return told.partition("11/03/2026 11/03/2026 ")[2].partition(" 140.00")[0]


@pytest.mark.parametrize(
    ("method", "reference", "printed"),
    [
        ("card", "4242", "Card ending in 4242"),
        ("card", "x4242", "Card ending in 4242"),
        ("hsa", "Visa ending in 4242", "HSA or FSA card ending in 4242"),
        # What stands beside a number may be a tip or a date: then none is printed, and never the wrong one.
        ("card", "4242 incl. tip 20.00", "Card"),
        ("card", "tip 1000, x4242", "Card"),
        ("card", "12/03/2026 x4242", "Card"),
        ("card", "auth 882134 4242", "Card"),
        ("check", "tip 20 no. 1207", "Check"),
        ("check", "12/03 #1207", "Check"),
        ("check", "1207", "Check no. 1207"),
        ("check", "Check #1207", "Check no. 1207"),
        ("card", "4111 1111 1111 1234", "Card ending in 1234"),
        ("card", "tip", "Card"),
        ("card", "", "Card"),
        ("check", "no. 1207", "Check no. 1207"),
        ("check", "tip", "Check"),
        ("cash", "incl 20 tip", "Cash"),
        ("transfer", "app, with tip", "Bank transfer or app"),
        ("other", "tax", "Other"),
    ],
)
def test_of_a_reference_only_the_number_is_printed(method: str, reference: str, printed: str) -> None:
    assert paid(method, reference) == printed


@given(st.text())
def test_of_any_reference_nothing_but_digits_is_printed(reference: str) -> None:
    assert set(last_digits(reference)) <= set("0123456789") and len(last_digits(reference)) in (0, 4)
    assert set(check_number(reference)) <= set("0123456789")


def test_a_package_with_a_reference_says_when_it_was_bought() -> None:
    payment = BilledPayment(1, date(2026, 10, 1), "package", "10 pack with tip", 14000)
    told = words(bill_pdf(a_bill(visits=(a_visit(payments=(payment,)),)), STAMP))
    assert "Package, bought before 140.00" in told and "tip" not in told


def test_the_file_is_of_the_day_on_which_it_was_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    found = bill_pdf(a_bill(), STAMP)
    for pdf in (found, void_pdf(found, date(2026, 12, 1))):
        about = reader(pdf).metadata
        assert about and str(about["/CreationDate"]) == str(about["/ModDate"]) == "D:20261124120000+00'00'"
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert bill_pdf(a_bill(), STAMP) == found
    draft = reader(bill_pdf(a_bill(), DRAFT)).metadata
    assert draft and "2026" not in str(draft["/CreationDate"])


def test_another_day_is_another_file() -> None:
    assert bill_pdf(a_bill(), Stamp(1001, date(2026, 11, 25))) != bill_pdf(a_bill(), STAMP)
