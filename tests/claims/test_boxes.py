"""What stands in the boxes of a claim, and what is said to be missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from claiming import FULL, HOUR, boxes, values, visits
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.claims.model import ClaimChoices, ClaimFacts, ClaimSheet, PersonName, Printed
from clinic_desktop.claims.rules.check import flaws, missing, printed
from clinic_desktop.claims.rules.claims import claims
from clinic_desktop.claims.rules.fixes import way
from clinic_desktop.claims.rules.places import PLACES, BoxPlace
from clinic_desktop.claims.rules.proposal import proposal
from clinic_desktop.claims.rules.values import shares, strange, upper
from clinic_desktop.superbills.model.bill import BilledVisit
from clinic_desktop.superbills.model.parties import BilledSupervisor


def made(facts: ClaimFacts = FULL, **choices: str) -> ClaimSheet:
    (found,) = claims(facts, ClaimChoices(**choices))
    return found


def with_bill(**parts: Any) -> ClaimFacts:
    return replace(FULL, bill=replace(FULL.bill, **parts))


def with_case(**parts: Any) -> ClaimFacts:
    return with_bill(case=replace(FULL.bill.case, **parts))


def wanted(facts: ClaimFacts, number: str) -> list[str]:
    return [one.missing for one in boxes(made(facts), number) if one.missing]


def test_a_whole_claim_has_every_value_as_it_stands_in_the_form() -> None:
    found = made()
    expected = {
        "": ["CASCADE MUTUAL AUTO", "PO BOX 12", "SEATTLE WA 98101", ""], "1": ["OTHER"], "1a": ["CMA7781204"],
        "2": ["NUNEZ, ANA, R"], "3": ["03 04 1985", "F"], "4": ["NUNEZ, ANA, R"],
        "5": ["208 FIR AVE", "TACOMA", "WA", "984051234", "253 5550177"], "6": ["SELF"],
        "9": ["NUNEZ, ANA"], "9a": ["QFH1"], "9d": ["CHOICE 1500"], "10a": ["NO"], "10b": ["YES", "WA"], "10c": ["NO"],
        "11": ["70041"], "11a": ["03 04 1985", "F"], "11b": ["Y4", "CM001977"], "11c": ["AUTO"], "11d": ["YES"],
        "12": ["SIGNATURE ON FILE"], "13": ["SIGNATURE ON FILE"], "14": ["10 01 26", "431"], "15": ["439", "10 01 26"],
        "17": ["DK", "MARIA LEE MD"], "17b": ["1234567893"], "20": ["NO"],
        "21": ["0", "M542", "S134XXA", *[""] * 10], "22": ["", ""], "23": ["A1"], "25": ["911144442", "EIN"],
        "26": ["7"], "27": ["YES"], "28": ["140 00"], "29": ["20 00"], "31": [""], "32a": ["1999999992"],
        "33": ["253 5550142", "ALDER & ROWE MASSAGE", "14 ELM STREET SUITE 2", "TACOMA WA 98402"],
        "33a": ["1999999992"],
    }  # fmt: skip
    assert {number: values(found, number) for number in expected} == expected
    assert [one.value for one in found.boxes if one.row == 1] == [
        *("11 10 26", "11 10 26", "11", "", "MT001", "", "A", "140 00", "4", "", "", "2999999990")
    ]
    assert missing(found) == ()
    assert flaws(FULL.bill, [found]) == ()


def test_every_box_has_a_value_or_a_reason() -> None:
    for one in made().boxes:
        assert one.value or one.blank or one.missing, one
    for facts in (ClaimFacts(FULL.bill.__class__()), with_bill(policy=None)):
        for one in made(facts).boxes:
            assert one.value or one.blank or one.missing, one


def test_the_places_of_the_alignment_page_are_those_of_the_values() -> None:
    facts = with_bill(visits=(replace(FULL.bill.visits[0], services=(HOUR,) * 6),), diagnoses=FULL.bill.diagnoses * 6)
    found = made(facts, resubmission="7", original="X1")
    begins = {BoxPlace(one.number, piece.line, piece.column) for one in found.boxes for piece in one.pieces}
    # Of several boxes to check the first is marked, whichever is checked.
    checked = {"1", "6", "10a", "10c", "11d", "27", "10b", "20"}
    assert {one for one in PLACES if one.number not in checked} <= begins


@pytest.mark.parametrize(
    ("facts", "number", "words", "field"),
    [
        (with_case(claim_number=""), "11b", "The claim number is missing", "case/claim_number"),
        (with_case(state=""), "10b", "The state where the car accident", "case/state"),
        (with_case(onset_on=None), "14", "The day of the accident", "case/onset_on"),
        (with_case(kind="health", no_accident=False), "10a", "Ask whether an accident", "case/no_accident"),
        (with_case(kind="work", employer=""), "4", "The employer is missing", "case/employer"),
        (replace(FULL, released_on=None), "12", "No consent “Release of records”", "consent/new/release"),
        (replace(FULL, assigned_on=None), "13", "No consent “Assignment", "consent/new/assignment"),
        (with_bill(policy=None), "1a", "", "case/claim_number"),
        (with_bill(orders=()), "17", "No prescription holds", "orders"),
        (with_bill(diagnoses=()), "21", "A diagnosis is missing", "diagnoses"),
        (with_bill(visits=()), "24D", "Choose a visit", ""),
        (with_bill(therapist=replace(FULL.bill.therapist, npi="")), "24J", "The therapist’s NPI", "therapist/npi"),
        (with_bill(client=replace(FULL.bill.client, phone="555")), "5", "A phone number of ten", "client/phone"),
        (replace(FULL, patient=PersonName("수", "", "김")), "2", "The form can’t have these characters", "client/name"),
    ],
)
def test_what_is_missing_is_named_with_its_field(facts: ClaimFacts, number: str, words: str, field: str) -> None:
    assert any(one.missing.startswith(words) and one.field == field for one in boxes(made(facts), number))


def test_a_field_leads_to_the_record() -> None:
    found = way(FULL.bill, "consent/new/release")
    assert found
    assert (found.place, found.part) == ("clients", "7/consent/new/release")
    claim = way(FULL.bill, "case/claim_number")
    assert claim
    assert claim.part == "7/of/5/case/5/claim_number"
    assert way(FULL.bill, "choice/original") is None
    every = {one.field for one in made(with_bill(orders=(), diagnoses=(), authorizations=())).boxes if one.missing}
    assert all(way(FULL.bill, one) for one in every)


def test_no_signature_and_no_modifier_is_invented() -> None:
    found = made(replace(FULL, released_on=None, assigned_on=None))
    assert values(found, "12") == values(found, "13") == values(found, "31") == [""]
    assert not any(one.value for one in found.boxes if one.label == "Modifiers")
    with_one = with_bill(visits=(replace(FULL.bill.visits[0], services=(replace(HOUR, modifiers=("GP",)),)),))
    assert values(made(with_one), "24D")[:2] == ["MT001", "GP"]


@pytest.mark.parametrize(
    ("facts", "qualifier"),
    [
        (FULL, "DK"),
        (with_bill(orders=(replace(FULL.bill.orders[0], kind="referral"),)), "DN"),
        (with_bill(orders=(), supervisor=BilledSupervisor(1, "Lee Park, DC", npi="2999999917")), "DQ"),
        (with_bill(orders=()), ""),
    ],
)
def test_the_qualifier_says_who_it_is(facts: ClaimFacts, qualifier: str) -> None:
    assert values(made(facts), "17")[0] == qualifier


def test_a_complaint_has_the_first_visit_as_its_other_date() -> None:
    facts = with_case(kind="health", no_accident=True, claim_number="")
    found = made(facts)
    assert values(found, "15") == ["454", "11 10 26"]
    assert values(found, "11b") == ["", ""]


def test_an_earlier_claim_is_named_by_its_number() -> None:
    assert values(made(resubmission="7", original="PX-1"), "22") == ["7", "PX1"]
    (lacking,) = [one for one in boxes(made(resubmission="8"), "22") if one.missing]
    assert (lacking.missing, lacking.field) == ("Type the number that the payer gave the earlier claim.",
                                                "choice/original")  # fmt: skip
    assert values(made(resubmission="", original="PX-1"), "22") == ["", ""]
    assert (values(made(accepts="no"), "27"), values(made(accepts=""), "27")) == (["NO"], [""])


def test_too_long_a_name_is_cut_and_too_long_a_number_left_out() -> None:
    name = made(replace(FULL, patient=PersonName("Bartholomew", "", "Featherstonehaugh-Cholmondeley")))
    (box,) = boxes(name, "2")
    assert box.missing == "Longer than the 28 characters of the box: it is cut there."
    assert printed(box.pieces[0]) == "FEATHERSTONEHAUGH-CHOLMONDEL"
    number = made(with_bill(policy=replace(FULL.bill.policy or pytest.fail(), member_id="1" * 18)))
    (box,) = boxes(number, "1a")
    assert box.missing == "Longer than the 17 characters of the box: it is not printed on the form."
    assert printed(box.pieces[0]) == ""


def test_seven_services_make_two_claims_and_the_head_is_repeated() -> None:
    day = replace(FULL.bill.visits[0], services=(HOUR,) * 4, payments=())
    bill = replace(
        FULL.bill, visits=(day, replace(day, row=2, date_of_service=date(2026, 11, 17), services=(HOUR,) * 3))
    )
    first, second = claims(replace(FULL, bill=bill), ClaimChoices())
    # Not parted: what was done on a day stands together.
    assert (first.charged_cents, second.charged_cents) == (56_000, 42_000)
    assert (values(first, "28"), values(second, "28")) == (["560 00"], ["420 00"])
    assert values(first, "2") == values(second, "2")
    assert (first.number, second.number, second.count) == (1, 2, 2)


@settings(max_examples=60)
@given(st.lists(visits(), max_size=6))
def test_claims_add_up_to_the_bill_and_are_whole(found: Sequence[BilledVisit]) -> None:
    bill = replace(FULL.bill, visits=tuple(found))
    all_claims = claims(replace(FULL, bill=bill), ClaimChoices())
    assert flaws(bill, all_claims) == ()
    lines = [one for claim in all_claims for one in claim.boxes if one.label == "Charge" and one.value]
    assert len(lines) == sum(len(one.services) for one in found)
    for claim in all_claims:
        rows = [one for one in claim.boxes if one.label == "Charge" and one.value]
        assert sum(int(one.value.replace(" ", "")) for one in rows) == claim.charged_cents


@settings(max_examples=100)
@given(st.integers(0, 10**7), st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_shares_add_up(whole: int, parts: list[int]) -> None:
    found = shares(whole, parts)
    assert sum(found) == whole
    assert all(one >= 0 for one in found)


@settings(max_examples=100)
@given(st.text(max_size=60), st.booleans())
def test_whatever_is_typed_nothing_strange_or_too_long_is_printed(text: str, cut: bool) -> None:
    said = printed(Printed(1, 1, 17, upper(text), may_be_cut=cut))
    assert len(said) <= 17
    assert strange(said) == ""
    assert said in upper(text)


def test_accents_go_and_letters_of_other_scripts_are_told_of() -> None:
    assert upper("Zoë O’Brien-Łuk, Jr.") == "ZOE O'BRIEN-LUK, JR"
    assert strange(upper("김 Lee")) != ""
    assert upper("Straße") == "STRASSE"


def test_a_discount_is_in_the_charges() -> None:
    day = replace(FULL.bill.visits[0], services=(HOUR, replace(HOUR, fee_cents=5_000)), discount_cents=1_900)
    found = made(with_bill(visits=(day,)))
    assert values(found, "24F")[:2] == ["126 00", "45 00"]
    assert values(found, "28") == ["171 00"]


@pytest.mark.parametrize(
    ("kind", "in_network", "is_proposed"),
    [
        ("auto", False, True),
        ("work", False, True),
        ("health", True, True),
        ("health", False, False),
        ("cash", False, False),
    ],
)
def test_a_worksheet_is_proposed_where_a_payer_wants_a_claim(kind: str, in_network: bool, is_proposed: bool) -> None:
    found = proposal(kind, in_network=in_network)
    assert found.is_proposed == is_proposed
    assert found.words
