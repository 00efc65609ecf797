"""What looks odd and is honest passes (domain 1.8), and some things are never asked for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from bills import CASE, DIAGNOSES, ORDER, POLICY, a_bill, a_receipt, a_service, a_visit
from checked_bills import (
    NUMBERS,
    findings,
    priced,
    rules,
    with_case,
    with_client,
    with_clinic,
    with_credential,
    with_diagnosis,
    with_order,
    with_policy,
    with_service,
    with_therapist,
    with_visit,
)

from clinic_desktop.superbills.model.bill import Bill, BilledCase, BilledPayment
from clinic_desktop.superbills.rules.professions import profession

FIRST = date(2026, 11, 3)
Build = Callable[[], Bill]


def by_chiropractor() -> Bill:
    own = tuple(replace(one, source="", source_name="", source_on=None) for one in DIAGNOSES)
    treats = with_therapist(name="Sam Lee, DC", designation="DC", taxonomy="111N00000X")
    return replace(treats, diagnoses=own, orders=())


def at_a_flat_price() -> Bill:
    service = a_service(priced_by="visit", price_cents=9500, fee_cents=9500)
    return priced(a_bill(visits=(a_visit(services=(service,)),)))


def from_a_package() -> Bill:
    bought = BilledPayment(1, date(2026, 1, 5), "package", "", 12000)
    return with_visit(discount_cents=2000, discount_why="package of 5", charged_cents=12000, payments=(bought,))


def auto_claim() -> Bill:
    policy = replace(POLICY, plan_type="pip", member_id="", group_number="")
    return a_bill(policy=policy, case=BilledCase(1, "auto", "Neck", date(2026, 9, 1), "WA", False, "C-1"))


PASSES: list[tuple[str, Build]] = [
    ("a sole proprietor", lambda: with_clinic(organization_npi="", is_incorporated=False)),
    ("a state without a license", lambda: with_credential(kind="none", number="", expires_on=None)),
    ("a chiropractor’s own diagnosis", by_chiropractor),
    ("a flat price", at_a_flat_price),
    ("a package’s share", from_a_package),
    ("no group number", lambda: with_policy(group_number="")),
    ("the client’s home", lambda: with_visit(place_of_service="12")),
    ("a place not on the short list", lambda: with_visit(place_of_service="77")),
    ("the last day of a license", lambda: with_credential(expires_on=date(2026, 11, 10))),
    ("a license without an end", lambda: with_credential(expires_on=None)),
    ("the last day of a prescription", lambda: with_order(expires_on=date(2026, 11, 10))),
    ("the first day of a prescription", lambda: with_order(starts_on=FIRST)),
    ("the last visit ordered", lambda: with_order(visits_ordered=2)),
    ("a prescription without a number of visits", lambda: with_order(visits_ordered=None, used=40)),
    ("the last day of a policy", lambda: with_policy(ends_on=date(2026, 11, 10))),
    ("the case began on the day", lambda: with_case(onset_on=FIRST)),
    ("no day when it began", lambda: with_case(onset_on=None)),
    ("a cap that is not known", lambda: with_policy(units_a_day=None)),
    ("a claim number instead of a member ID", auto_claim),
    ("a diagnosis confirmed by phone", lambda: with_diagnosis(source="phone")),
    ("the prescriber of a prescription that is not cited", lambda: replace(
        a_bill(), orders=(replace(ORDER, row=2, npi="", ordered_on=date(2026, 12, 1), expires_on=None), ORDER))),
    ("an authorization instead of a prescription", lambda: a_bill(
        orders=(), diagnoses=tuple(replace(one, source="authorization") for one in DIAGNOSES))),
    ("an accident that is neither car nor work", lambda: with_case(kind="accident", no_accident=False)),
    ("an untimed service", lambda: priced(with_service(is_timed=False, units=1, minutes=None))),
    ("pointers as codes, small letters", lambda: with_service(pointers=("M62.838", "a"))),
    ("no pointers", lambda: with_service(pointers=())),
    ("two modifiers", lambda: with_service(modifiers=("59", "gp"))),
    ("two payments", lambda: with_visit(payments=(
        BilledPayment(1, FIRST, "card", "", 4000), BilledPayment(2, FIRST, "cash", "", 10000)))),
]  # fmt: skip


@pytest.mark.parametrize("build", [one for _, one in PASSES], ids=[name for name, _ in PASSES])
def test_what_is_honest_passes_without_a_word(build: Build) -> None:
    assert findings(build()) == ()


def test_four_units_of_ninety_minutes_pass_with_a_note() -> None:
    bill = priced(a_bill(visits=(a_visit(ends_at="11:30", services=(a_service(90, 4),)),)))
    (note,) = findings(bill)
    assert (note.grade, note.rule) == ("NOTE", "units-below-minutes")
    assert note.message == "4 of 6 units of the visit of 3 Nov 2026 are billed."
    assert note.why == "30 minutes are self-pay."


def test_a_note_on_paper_is_not_asked_for() -> None:
    assert rules(with_visit(note="none")) == ["note-not-signed"]
    assert rules(with_visit(note="none"), notes_on_paper=True) == []


def test_nobody_is_asked_for_what_a_payer_does_not_need() -> None:
    bill = a_bill(
        clinic=with_clinic(fax="", email="", phone="").clinic,
        client=with_client(phone="", sex="", street="", street2="", city="", state="", zip="").client,
        policy=replace(POLICY, group_number="", plan_type="", plan_name="", claims_address=()),
        orders=(replace(ORDER, fax="", phone=""),),
    )
    assert rules(bill) == []


def test_a_bill_without_a_policy_is_asked_for_that_alone() -> None:
    cash = a_bill(policy=None, orders=(), case=replace(CASE, kind="cash", no_accident=False))
    assert rules(cash) == ["policy"]
    assert rules(replace(cash, case=replace(CASE, no_accident=False))) == ["policy"]


def test_a_receipt_asks_for_no_diagnosis_code_or_npi() -> None:
    bare = a_receipt(
        clinic=with_clinic(tax_id="", organization_npi="12").clinic,
        therapist=replace(with_therapist(npi="1").therapist, credential=None),
        client=replace(a_bill().client, birth_date=None),
        policy=None,
        orders=(),
        diagnoses=(),
    )
    bare = replace(with_service(bare, procedure_code="", modifiers=("long",), units=0, priced_by="visit",
                                price_cents=14000, pointers=("Z",)))  # fmt: skip
    assert rules(with_visit(bare, note="none", place_of_service="")) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda: replace(with_clinic(name=""), kind="receipt"), "clinic-name"),
        (lambda: replace(with_client(name=""), kind="receipt"), "client-name"),
        (lambda: replace(with_therapist(name=""), kind="receipt"), "therapist-name"),
        (lambda: replace(with_policy(plan_type="va"), kind="receipt"), "bill-the-program"),
        (lambda: replace(with_service(name="Gratuity"), kind="receipt"), "not-a-service"),
        (lambda: replace(with_visit(billed_on=7), kind="receipt"), "billed-already"),
        (lambda: replace(with_clinic(tax_id="91-00"), kind="receipt"), "tax-id-malformed"),
        (lambda: replace(with_client(name="A" * 351), kind="receipt"), "name-too-long"),
        (lambda: replace(with_client(street="A" * 351), kind="receipt"), "text-too-long"),
        (lambda: replace(with_visit(date_of_service=None), kind="receipt"), "date-missing"),
        (lambda: replace(with_visit(payments=()), kind="receipt"), "unpaid"),
        (lambda: replace(priced(with_service(price_cents=0)), kind="receipt"), "amount-missing"),
    ],
)
def test_a_receipt_is_asked_for_what_it_says(change: Build, rule: str) -> None:
    assert rules(change()) == [rule]


def test_two_short_blocks_of_a_day_are_one_pool() -> None:
    """Twice 37 minutes are 74, which give 5 units, where each alone gives 2."""
    blocks = [
        a_visit(FIRST, row, starts_at=start, ends_at=end, services=(a_service(37, units),))
        for row, start, end, units in ((1, "10:00", "10:40", 2), (2, "15:00", "15:40", 3))
    ]
    policy = replace(POLICY, units_a_day=6)
    assert rules(priced(a_bill(policy=policy, visits=tuple(blocks)))) == ["same-code-twice"]
    blocks[0] = replace(blocks[0], services=(a_service(37, 3),))
    more = rules(priced(a_bill(policy=policy, visits=tuple(blocks))))
    assert "units-above-minutes" in more and "units-below-minutes" not in more
    apart = [blocks[0], replace(blocks[1], date_of_service=date(2026, 11, 10))]
    assert rules(priced(a_bill(policy=policy, visits=tuple(apart)))).count("units-above-minutes") == 2


def test_by_the_rule_of_cms_the_minutes_of_two_codes_are_one_pool() -> None:
    lines = (a_service(20, 2), a_service(20, 1, procedure_code="MT002", region="back"))
    bill = priced(a_bill(visits=(a_visit(services=lines, unit_rule="cms"),)))
    assert rules(bill) == []
    alone = replace(bill, visits=(replace(bill.visits[0], unit_rule="midpoint"),))
    assert rules(alone) == ["units-above-minutes"]


def test_without_the_numbers_their_rules_are_silent_and_did_not_pass() -> None:
    odd = with_service(procedure_code="MT801")
    assert rules(odd) == []
    assert rules(odd, numbers=NUMBERS) == ["code-outside-credential"]
    by_dc = replace(by_chiropractor(), visits=odd.visits)
    assert rules(by_dc, numbers=NUMBERS) == []


@pytest.mark.parametrize(
    ("taxonomy", "designation", "expected"),
    [
        ("225700000X", "", "massage"), ("2251X0800X", "", "pt"), ("111N00000X", "DC", "dc"),
        ("111N00000X", "LMT", "massage"), ("207Q00000X", "", "md"),
        ("", "LMP", "massage"), ("", "PT, DPT", "pt"), ("bad", "D.C.", "dc"), ("", "MD", "md"), ("", "", "massage"),
        ("", "LAc", "acupuncture"), ("", "OTR/L", "ot"), ("", "MT", "massage"), ("", "DC, LMT", "dc"),
    ],
)  # fmt: skip
def test_what_a_therapist_is(taxonomy: str, designation: str, expected: str) -> None:
    assert profession(with_therapist(taxonomy=taxonomy, designation=designation, name="Ann Lee").therapist) == expected


def test_only_what_is_printed_has_to_have_a_font() -> None:
    def lacks(text: str) -> str:
        return "𒀀" if "𒀀" in text else ""

    claim = {"claim_number": "𒀀", "adjuster_name": "𒀀", "reason": "𒀀"}
    uncited = replace(ORDER, row=2, prescriber_name="𒀀", ordered_on=date(2026, 12, 1), expires_on=None)
    quiet = replace(with_case(**claim), orders=(uncited, ORDER))
    assert rules(quiet, lacks=lacks) == []
    assert rules(with_case(**claim, kind="accident"), lacks=lacks) == ["no-font", "no-font"]
    assert rules(with_order(prescriber_name="𒀀"), lacks=lacks) == ["no-font"]
    assert rules(with_diagnosis(title="𒀀"), lacks=lacks) == ["no-font"]
    receipt = replace(with_diagnosis(title="𒀀"), kind="receipt")
    assert rules(receipt, lacks=lacks) == []
    assert rules(replace(with_service(name="𒀀"), kind="receipt"), lacks=lacks) == ["no-font"]


def test_a_receipt_is_not_asked_for_a_number_that_it_has_not() -> None:
    ssn = with_clinic(tax_id="1", tax_id_kind="SSN", prints_ssn=True)
    assert rules(replace(ssn, kind="receipt")) == []
    assert "tax-id-malformed" in rules(ssn)


def test_what_a_record_can_hold_is_not_too_long() -> None:
    assert rules(with_client(name="W" * 350)) == []
    assert rules(with_policy(claims_address=("W" * 200, "W" * 200, "W" * 205))) == []
    # What is not printed may have any length.
    assert rules(with_visit(payments=(BilledPayment(1, date(2026, 11, 3), "card", "4242" * 200, 14000),))) == []
