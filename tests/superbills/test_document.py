"""The paper of a superbill: what is on it, once and in the order of reading, and on how many pages."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bills import (
    CASE,
    CLIENT,
    CLINIC,
    CREDENTIAL,
    DIAGNOSES,
    DRAFT,
    ORDER,
    POLICY,
    STAMP,
    THERAPIST,
    TODAY,
    a_bill,
    a_service,
    a_visit,
)
from pdfs import as_viewed, pages, reader, words

from clinic_desktop.superbills.document.bills import bill_pdf, void_pdf
from clinic_desktop.superbills.model.bill import Bill, BilledCase, BilledDiagnosis, BilledPayment, BilledVisit, Stamp
from clinic_desktop.superbills.model.parties import BilledCredential

ROOT = Path(__file__).parents[2]
TITLES = ("Cervicalgia", "Sprain of ligaments of cervical spine, initial encounter")


def printed(bill: Bill, stamp: Stamp = STAMP) -> str:
    return words(bill_pdf(bill, stamp))


def filled() -> Bill:
    """Six services with everything there is for one."""
    days = [date(2026, 11, 3 + 3 * one) for one in range(6)]
    return a_bill(
        policy=replace(POLICY, relationship="spouse", subscriber_name="Tam Nguyễn", subscriber_birth_date=TODAY),
        case=BilledCase(1, "auto", "Neck", date(2026, 9, 1), "WA", False, "AU-118233", "", "Jo Park", "(253) 555-0188"),
        diagnoses=tuple(
            replace(DIAGNOSES[0], code=f"S13.4XX{one}", title=TITLES[place % 2])
            for place, one in enumerate("ABCDEFGHIJKL")
        ),
        visits=tuple(
            a_visit(
                *(day, row),
                discount_cents=500,
                discount_why="paid at the visit",
                services=(a_service(modifiers=("59", "GP"), pointers=("A", "B", "C", "D"), procedure_code="00000"),),
                payments=(BilledPayment(row, day, "hsa", "4242", 13500),),
            )
            for row, day in enumerate(days, 1)
        ),
    )


def test_every_fact_stands_there_once() -> None:
    told = printed(a_bill())
    for fact in (
        *("Elm Street Massage PLLC", "14 Elm Street, Suite 3, Tacoma, WA 98402", "Phone (253) 555-0142"),
        *("Fax (253) 555-0143", "desk@elmstreet.example", "NPI 1999999992", "Tax ID 91-0000000 (EIN)"),
        *("SUPERBILL", "No. 1001", "Issued 11/24/2026", "Page 1 of 1"),
        *("Patient", "Rosalind Nguyễn", "03/12/1985", "Sex F", "208 Fir Avenue, Tacoma, WA 98405", "(253) 555-0170"),
        *("Account no. 1", "Harbor Health", "Harbor PPO (PPO)", "Member ID HX4881207", "Group no. 5501"),
        *("Claims, PO Box 5500, Seattle, WA 98101", "Subscriber The patient"),
        *("Treated by", "2999999990", "225700000X", "License WA MA60000000, expires 08/31/2027"),
        *(
            "Ordered by",
            "1234567893",
            "Prescription 11/02/2026, expires 12/14/2026",
            "(253) 555-0160 · Fax (253) 555-0161",
        ),
        "Employment: no · Auto accident: no · Other accident: no · Onset 09/01/2026",
        *("A M54.2 Cervicalgia", "B M62.838 Other muscle spasm"),
        "Diagnosis made by Ann Lee, MD. Source: Prescription, 11/02/2026.",
        "11/03/2026 11 Massage neck and shoulders · 10:00–11:00 AM MT001 A B 60 4 35.00 140.00",
        "11/10/2026 11 Massage neck and shoulders · 10:00–10:45 AM MT001 A B 45 3 35.00 105.00",
        "11/10/2026 11 Manual therapy low back · 10:45–11:00 AM MT002 59 B 15 1 40.00 40.00",
        *("Total charges $285.00", "Paid by patient $285.00", "Balance $0.00"),
        *("11/03/2026 11/03/2026 Card ending in 4242 140.00", "11/10/2026 11/10/2026 Check no. 1207 145.00"),
        *("reimburse the member directly", "It is not a claim", "I certify"),
    ):
        assert told.count(fact) == 1, fact
    # Where it is treated, and where it is signed.
    assert told.count("Maya Ortiz, LMT") == 2
    assert "Discount" not in told and "Corrected" not in told and "CPT" not in told and "DRAFT" not in told
    # Why somebody comes is not asked for.
    assert "Neck pain" not in told


def test_it_is_read_from_who_to_how_much() -> None:
    told = printed(a_bill())
    order = ("Elm Street", "SUPERBILL", "Patient", "Plan", "Treated by", "Ordered by", "Condition", "Diagnoses",
             "Service", "Total charges", "Paid on", "reimburse", "certify", "Page 1")  # fmt: skip
    places = [told.index(word) for word in order]
    assert places == sorted(places)


@pytest.mark.parametrize("services", [1, 2, 6])
def test_up_to_six_services_are_one_page(services: int) -> None:
    visits = tuple(a_visit(date(2026, 11, 3 + one), one + 1) for one in range(services))
    assert len(pages(bill_pdf(a_bill(visits=visits), STAMP))) == 1


def test_six_services_with_everything_are_one_page_in_type_that_can_be_read() -> None:
    found = bill_pdf(filled(), Stamp(1003, TODAY, (1002,)))
    assert len(pages(found)) == 1
    told = words(found)
    assert told.count("59 GP A B C D 60 4") == 6
    assert told.count("S13.4XX") == 12 and told.count("Discount: paid at the visit") == 6
    for fact in ("Corrected: replaces no. 1002", "Tam Nguyễn, born 11/24/2026 Patient is the subscriber’s spouse",
                 "Auto accident: yes, WA", "Accident 09/01/2026",
                 "Claim no. AU-118233 · Adjuster Jo Park (253) 555-0188",
                 "Discount -$30.00", "Total charges $840.00", "Paid by patient $810.00",
                 "CPT is a registered trademark"):  # fmt: skip
        assert told.count(fact) == 1, fact
    sizes: list[float] = []
    reader(found).pages[0].extract_text(
        visitor_text=lambda text, _, tm, font, size: sizes.append(size if text.strip() else 99)
    )
    assert min(sizes) >= 8


def test_fonts_are_embedded() -> None:
    for page in reader(bill_pdf(a_bill(), STAMP)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            described = font.get_object()
            assert described["/FontDescriptor"]["/FontFile2"] and described["/ToUnicode"]
            assert "NotoSans" in described["/BaseFont"]


@pytest.mark.parametrize(
    "name",
    ["O'Brien & Søn", "<b>Ann</b>", "Zoë Núñez", "Łukasz Ştefan", "Đặng Thị Mỹ", "Γιώργος", "Привет", "王小明",
     "김철수", "こんにちは", "AT&T <!-- c -->"],
)  # fmt: skip
def test_names_come_back(name: str) -> None:
    told = printed(a_bill(client=replace(CLIENT, name=name)))
    assert told.count(name) == 1


@pytest.mark.parametrize("name", ["שרה כהן", "محمد علي", "سلام الإسلام", "בן־ציון"])
def test_names_from_the_right_come_back(name: str) -> None:
    assert as_viewed(bill_pdf(a_bill(client=replace(CLIENT, name=name)), STAMP)).count(name) == 1


def test_the_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib, sys; sys.path[:0] = ['.', 'tests']\n"
        "from bills import STAMP, TODAY, a_bill\n"
        "from clinic_desktop.superbills.document.bills import bill_pdf, void_pdf\n"
        "pdf = bill_pdf(a_bill(), STAMP)\n"
        "print([hashlib.sha256(one).hexdigest() for one in (pdf, void_pdf(pdf, TODAY))])"
    )
    run = [
        subprocess.run(
            *([sys.executable, "-c", code],),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert run[0] == run[1]
    issued = bill_pdf(a_bill(), STAMP)
    assert bill_pdf(a_bill(), STAMP) == issued != bill_pdf(a_bill(), Stamp(1002, TODAY))


def test_a_draft_and_a_demo_say_so_on_every_page() -> None:
    many = tuple(a_visit(row=row) for row in range(1, 60))
    draft = pages(bill_pdf(a_bill(visits=many), DRAFT))
    assert len(draft) > 1 and all("DRAFT" in page and "DEMO" not in page for page in draft)
    assert "Draft, not issued" in draft[0] and "No. 0" not in draft[0]
    demo = pages(bill_pdf(a_bill(visits=many, is_demo=True), STAMP))
    assert all("DEMO" in page and "DRAFT" not in page for page in demo)


def test_a_void_bill_is_the_issued_one_with_void_over_it() -> None:
    issued = bill_pdf(a_bill(visits=tuple(a_visit(row=row) for row in range(1, 60))), STAMP)
    void = void_pdf(issued, date(2026, 11, 30))
    assert void_pdf(issued, date(2026, 11, 30)) == void
    for was, now in zip(pages(issued), pages(void), strict=True):
        assert "VOID" in now and "Voided on 11/30/2026" in now and "VOID" not in was
        assert set(was.split()) <= set(now.split())


def test_no_client_is_named_in_the_properties() -> None:
    document = reader(bill_pdf(a_bill(), STAMP))
    told = str(document.metadata) + str([one for one in document.outline])
    assert "Superbill no. 1001" in told and "Elm Street Massage" in told
    assert "Rosalind" not in told and "Nguy" not in told


def test_only_prescriptions_that_a_visit_is_made_on_are_cited() -> None:
    old = replace(
        ORDER, row=2, prescriber_name="Sam Okafor, DC", ordered_on=date(2025, 1, 2), expires_on=date(2025, 6, 1)
    )
    assert "Okafor" not in printed(a_bill(orders=(ORDER, old)))
    none = printed(a_bill(orders=(old,)))
    assert "Okafor" not in none and "Ordered by" not in none


def test_a_sole_proprietor_has_one_npi_and_an_ssn_is_not_printed() -> None:
    sole = replace(CLINIC, bills_as="therapist", legal_name="Maya Ortiz", tax_id_kind="SSN", tax_id="123-45-6789")
    told = printed(a_bill(clinic=sole))
    assert "1999999992" not in told and "2999999990" in told and "123-45" not in told and "Tax ID" not in told
    assert "Tax ID 123-45-6789 (SSN)" in printed(a_bill(clinic=replace(sole, prints_ssn=True)))


def test_a_state_without_licenses() -> None:
    none = replace(THERAPIST, credential=BilledCredential(1, "none", "WY", ""))
    assert "WY offers no license" in printed(a_bill(therapist=none))
    registered = replace(THERAPIST, credential=replace(CREDENTIAL, kind="registration"))
    assert "Registration WA MA60000000" in printed(a_bill(therapist=registered))
    assert "License" not in printed(a_bill(therapist=replace(THERAPIST, credential=None)))


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (replace(CASE, no_accident=False), "Employment, auto or other accident: not stated"),
        (replace(CASE, kind="work", employer="Fir Mill"), "Employment: yes · Auto accident: no"),
        (replace(CASE, kind="work", employer="Fir Mill"), "Employer Fir Mill"),
        (replace(CASE, kind="accident", employer="Fir Mill"), "Other accident: yes · Accident 09/01/2026"),
    ],
)
def test_the_cause(case: BilledCase, said: str) -> None:
    told = printed(a_bill(case=case))
    assert said in told
    assert ("Fir Mill" in told) == (case.kind == "work")


def test_diagnoses_of_two_people() -> None:
    other = BilledDiagnosis(3, "M99.9", "", True, "phone", "Ana at Dr. Lee’s", date(2026, 11, 20))
    told = printed(a_bill(diagnoses=(*DIAGNOSES, other)))
    assert "C M99.9 As written by the prescriber" in told
    assert "Diagnosis A B made by Ann Lee, MD. Source: Prescription, 11/02/2026." in told
    assert "Diagnosis C made by Ana at Dr. Lee’s. Source: Confirmed by phone, 11/20/2026." in told


def money(*payments: BilledPayment, **changes: Any) -> str:
    return printed(a_bill(visits=(a_visit(payments=payments, **changes),)))


def test_what_is_said_about_the_balance() -> None:
    due = money(BilledPayment(1, TODAY, "cash", "", 4000))
    assert "Balance due $100.00" in due and "A balance of $100.00 remains due" in due and "Paid in full" not in due
    credit = money(BilledPayment(1, TODAY, "cash", "", 15000))
    assert "Credit $10.00" in credit and "Paid in full" not in credit and "remains due" not in credit
    free = money(discount_cents=14000)
    assert "Balance $0.00" in free and "Paid in full" not in free and "reimburse the member" not in free


def test_a_package_says_when_it_was_bought() -> None:
    told = money(BilledPayment(1, date(2026, 10, 1), "package", "", 14000))
    assert "10/01/2026 11/03/2026 Package, bought before 140.00" in told


def test_a_price_per_visit_has_no_unit_fee() -> None:
    told = printed(a_bill(visits=(a_visit(services=(a_service(priced_by="visit", price_cents=12345),)),)))
    assert "123.45" not in told


@pytest.mark.parametrize(
    ("code", "has_notice"), [("00000", True), ("0000T", True), ("0000F", True), ("A0000", False), ("MT001", False)]
)
def test_the_notice_about_cpt(code: str, has_notice: bool) -> None:
    told = printed(a_bill(visits=(a_visit(services=(a_service(procedure_code=code),)),)))
    assert ("CPT" in told) == has_notice


def test_self_pay() -> None:
    assert "Self-pay" in printed(a_bill(policy=None))


@pytest.mark.parametrize("count", range(20, 60, 3))
def test_totals_stand_below_a_line(count: int) -> None:
    found = pages(bill_pdf(a_bill(visits=tuple(a_visit(row=row, payments=()) for row in range(1, count))), STAMP))
    with_totals = next(page for page in found if "Total charges" in page)
    assert "MT001" in with_totals and "Charge" in with_totals
    assert sum(page.count("MT001") for page in found) == count - 1


def test_a_visit_without_services_prints() -> None:
    assert "Total charges $0.00" in printed(a_bill(visits=(BilledVisit(),)))
