"""Every row of the table of grades (domain 1.8), on a bill that is right in all else; and what must pass."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bills import CASE, DIAGNOSES, a_bill, a_receipt, a_service, a_visit
from checked_bills import (
    NUMBERS,
    around,
    findings,
    priced,
    rules,
    with_answer,
    with_case,
    with_client,
    with_clinic,
    with_credential,
    with_diagnosis,
    with_order,
    with_policy,
    with_service,
    with_supervisor,
    with_therapist,
    with_visit,
)

from clinic_desktop.codes.rules.checks import Checked
from clinic_desktop.superbills.model.bill import Bill, BilledAuthorization, BilledElsewhere, BilledPayment
from clinic_desktop.superbills.rules.checks.table import SUPERBILL
from clinic_desktop.superbills.rules.gate import preflight

FIRST, SECOND = date(2026, 11, 3), date(2026, 11, 10)
AUTO = replace(CASE, kind="auto", state="WA", no_accident=False)
STOP, ASK, NOTE = "STOP", "ASK", "NOTE"
HEADING = Checked("heading", "M62.838 is a heading and cannot be billed.")
UNKNOWN = Checked("unknown", "There is no M62.838.")
Build = Callable[[], Bill]


def one_visit(*services: Any, **changes: Any) -> Bill:
    return priced(a_bill(visits=(a_visit(FIRST, services=services, **changes),)))


def paid(bill: Bill, cents: int) -> Bill:
    """The first visit is charged that much, and so much was paid."""
    return with_visit(bill, charged_cents=cents, payments=(BilledPayment(1, FIRST, "card", "4242", cents),))


# The change, the rule, its grade, its field.
TABLE: list[tuple[Build, str, str, str]] = [
    (lambda: with_clinic(name=" "), "clinic-name", STOP, "clinic/name"),
    (lambda: with_clinic(city=""), "clinic-address", STOP, "clinic/city"),
    (lambda: with_clinic(street="", zip=""), "clinic-address", STOP, "clinic/street"),
    (lambda: with_clinic(organization_npi="1234567890"), "organization-npi-malformed", STOP, "clinic/organization_npi"),
    (lambda: with_clinic(tax_id="91-00"), "tax-id-malformed", STOP, "clinic/tax_id"),
    (lambda: with_clinic(tax_id="123-45-6789"), "tax-id-malformed", STOP, "clinic/tax_id"),
    (lambda: with_clinic(tax_id_kind="SSN", prints_ssn=True), "tax-id-malformed", STOP, "clinic/tax_id"),
    (lambda: with_therapist(name=""), "therapist-name", STOP, "therapist/name"),
    (lambda: with_therapist(npi="2123456789"), "npi-malformed", STOP, "therapist/npi"),
    (lambda: with_credential(expires_on=date(2026, 11, 2)), "license-expired", STOP, "therapist/credential/expires_on"),
    (lambda: with_supervisor(npi=""), "supervisor-not-on-record", STOP, "supervisor/npi"),
    (lambda: with_supervisor(to_on=FIRST), "supervisor-not-on-record", STOP, "supervisor/to_on"),
    (lambda: with_supervisor(answers=()), "supervision-not-logged", STOP, "supervisor/answers"),
    (lambda: with_answer(reference=""), "supervision-not-logged", STOP, "supervisor/answers/0/reference"),
    (lambda: with_client(name=""), "client-name", STOP, "client/name"),
    (lambda: with_client(birth_date=None), "birth-date", STOP, "client/birth_date"),
    (lambda: with_policy(plan_type="medicaid"), "bill-the-program", STOP, "policy/plan_type"),
    (lambda: with_policy(plan_type="va"), "bill-the-program", STOP, "policy/plan_type"),
    (lambda: with_policy(plan_type="work_state"), "bill-the-program", STOP, "policy/plan_type"),
    (
        lambda: with_policy(relationship="spouse", subscriber_birth_date=date(1980, 1, 1)),
        "subscriber-name",
        STOP,
        "policy/subscriber_name",
    ),
    (lambda: with_case(onset_on=date(2026, 11, 4)), "onset", STOP, "case/onset_on"),
    (lambda: with_case(onset_on=date(1985, 3, 11)), "onset", STOP, "case/onset_on"),
    (lambda: with_order(npi="1999999990"), "prescriber-npi-malformed", STOP, "orders/0/npi"),
    (
        lambda: a_bill(diagnoses=tuple(replace(DIAGNOSES[0], code=f"M54.{at:02}") for at in range(13))),
        "too-many-diagnoses",
        STOP,
        "diagnoses/12/code",
    ),
    (lambda: with_diagnosis(code="54.2"), "diagnosis-malformed", STOP, "diagnoses/1/code"),
    (lambda: with_diagnosis(code="M54.2"), "diagnosis-twice", STOP, "diagnoses/1/code"),
    (lambda: with_diagnosis(source=""), "diagnosis-source", STOP, "diagnoses/1/source"),
    (lambda: with_diagnosis(source="a friend"), "diagnosis-source", STOP, "diagnoses/1/source"),
    (lambda: with_diagnosis(source="phone", source_name=""), "diagnosis-source", STOP, "diagnoses/1/source"),
    (lambda: a_bill(visits=()), "no-visit", STOP, "visits"),
    (lambda: with_visit(date_of_service=None), "date-missing", STOP, "visits/0/date_of_service"),
    (lambda: with_visit(status="planned"), "not-given", STOP, "visits/0/status"),
    (lambda: with_visit(billed_on=1003), "billed-already", STOP, "visits/0/billed_on"),
    (lambda: a_bill(visits=(a_visit(), a_visit(SECOND))), "billed-already", STOP, "visits/1/date_of_service"),
    (lambda: with_visit(services=(), charged_cents=0, payments=()), "no-service", STOP, "visits/0/services"),
    (lambda: with_service(name=""), "service-name", STOP, "visits/0/services/0/name"),
    (lambda: with_service(name="Tip"), "not-a-service", STOP, "visits/0/services/0/name"),
    (lambda: with_service(name="Sales tax"), "not-a-service", STOP, "visits/0/services/0/name"),
    (lambda: with_service(name="10-pack"), "not-a-service", STOP, "visits/0/services/0/name"),
    (lambda: with_service(name="Massage oil 8 oz"), "not-a-service", STOP, "visits/0/services/0/name"),
    (lambda: with_service(procedure_code=""), "code-missing", STOP, "visits/0/services/0/procedure_code"),
    (lambda: with_service(procedure_code="MT0"), "code-malformed", STOP, "visits/0/services/0/procedure_code"),
    (lambda: with_service(modifiers=("5",)), "modifier-malformed", STOP, "visits/0/services/0/modifiers"),
    (lambda: with_service(modifiers=("GP", "gp")), "modifier-malformed", STOP, "visits/0/services/0/modifiers"),
    (
        lambda: with_service(modifiers=("59", "GP", "LT", "RT", "52")),
        "modifier-malformed",
        STOP,
        "visits/0/services/0/modifiers",
    ),
    (lambda: with_service(pointers=("C",)), "pointer-to-nothing", STOP, "visits/0/services/0/pointers"),
    (lambda: with_service(pointers=("M54.50",)), "pointer-to-nothing", STOP, "visits/0/services/0/pointers"),
    (lambda: with_service(pointers=("A", "M54.2")), "pointer-twice", STOP, "visits/0/services/0/pointers"),
    (
        lambda: replace(
            with_service(pointers=tuple("ABCDE")),
            diagnoses=tuple(replace(DIAGNOSES[0], code=f"M54.{at}") for at in range(5)),
        ),
        "too-many-pointers",
        STOP,
        "visits/0/services/0/pointers",
    ),
    (lambda: one_visit(a_service(7, 0), a_service(30, 2, procedure_code="MT002")), "units-missing", STOP,
     "visits/0/services/0/units"),
    (lambda: one_visit(a_service(52, 4)), "units-above-minutes", STOP, "visits/0/services/0/units"),
    (
        lambda: one_visit(a_service(10, 2, is_timed=False)),
        "units-above-minutes",
        STOP,
        "visits/0/services/0/units",
    ),
    (lambda: one_visit(a_service(45, 3), replace(a_service(15, 1, procedure_code="MT002"), minutes=None)),
     "units-above-minutes", STOP, "visits/0/services/1/minutes"),
    (lambda: priced(with_service(price_cents=0)), "amount-missing", STOP, "visits/0/services/0/price_cents"),
    (lambda: paid(with_service(fee_cents=14001), 14001), "totals", STOP, "visits/0/services/0/fee_cents"),
    (lambda: paid(a_bill(), 13900), "totals", STOP, "visits/0/charged_cents"),
    (lambda: with_visit(discount_cents=1000), "totals", STOP, "visits/0/charged_cents"),
    (lambda: paid(with_visit(discount_cents=-500), 14500), "totals", STOP, "visits/0/discount_cents"),
    (lambda: with_clinic(street2="PO Box 12"), "po-box", ASK, "clinic/street2"),
    (lambda: with_clinic(tax_id=""), "tax-id-missing", ASK, "clinic/tax_id"),
    (lambda: with_clinic(tax_id="123-45-6789", tax_id_kind="SSN"), "tax-id-missing", ASK, "clinic/tax_id"),
    (lambda: with_therapist(npi=""), "npi-missing", ASK, "therapist/npi"),
    (lambda: with_therapist(credential=None), "license-missing", ASK, "therapist/credential"),
    (lambda: with_credential(number=""), "license-missing", ASK, "therapist/credential/number"),
    (lambda: a_bill(policy=None), "policy", ASK, "policy"),
    (lambda: with_policy(payer_name=""), "policy", ASK, "policy/payer_name"),
    (lambda: with_policy(plan_type="medicare"), "original-medicare", ASK, "policy/plan_type"),
    (lambda: with_policy(member_id=""), "member-id-missing", ASK, "policy/member_id"),
    (
        lambda: replace(with_policy(member_id="", plan_type="pip"), case=AUTO),
        "member-id-missing",
        ASK,
        "case/claim_number",
    ),
    (lambda: with_policy(plan_type="pip"), "accident-plan", ASK, "case/kind"),
    (lambda: replace(with_policy(plan_type="pip"), case=replace(AUTO, state="")), "accident-incomplete", ASK,
     "case/state"),
    (lambda: with_policy(member_id="7"), "member-id-malformed", ASK, "policy/member_id"),
    (lambda: with_therapist(taxonomy="225100000X"), "taxonomy-contradicts", NOTE, "therapist/taxonomy"),
    (lambda: with_diagnosis(source_name="", source="chart_note"), "diagnosis-source-name", ASK,
     "diagnoses/1/source_name"),
    (lambda: with_diagnosis(source_on=date(2026, 11, 12)), "diagnosis-after-visits", ASK, "diagnoses/1/source_on"),
    (lambda: with_visit(ends_at="09:30"), "time-impossible", STOP, "visits/0/ends_at"),
    (lambda: with_client(name="A" * 351), "name-too-long", STOP, "client/name"),
    (lambda: with_clinic(legal_name="A" * 351), "name-too-long", STOP, "clinic/legal_name"),
    (lambda: with_service(name="Massage " * 50), "name-too-long", STOP, "visits/0/services/0/name"),
    (lambda: with_client(street="A" * 351), "text-too-long", ASK, "client/street"),
    (lambda: with_policy(claims_address=("A" * 349,) * 3), "text-too-long", ASK, "policy/claims_address"),
    (lambda: with_client(name="Ann\u0007Lee"), "control-character", NOTE, "client/name"),
    (
        lambda: with_policy(relationship="child", subscriber_name="Ana Ruiz"),
        "subscriber-birth-date",
        ASK,
        "policy/subscriber_birth_date",
    ),
    (lambda: with_policy(effective_on=date(2026, 11, 4)), "policy-not-in-force", ASK, "policy/effective_on"),
    (lambda: with_policy(ends_on=date(2026, 11, 9)), "policy-not-in-force", ASK, "policy/ends_on"),
    (lambda: with_policy(in_network=True), "in-network", ASK, "policy/in_network"),
    (
        lambda: replace(with_policy(units_a_day=3), visits=(a_visit(),)),
        "units-above-cap",
        ASK,
        "visits/0/services/0/units",
    ),
    (lambda: with_case(no_accident=False), "accident-open", ASK, "case/no_accident"),
    (lambda: with_case(kind="auto", no_accident=False, state="WA"), "accident-health-plan", ASK, "case/kind"),
    (lambda: with_case(kind="work", no_accident=False), "accident-health-plan", ASK, "case/kind"),
    (lambda: a_bill(orders=()), "no-prescription", ASK, "orders"),
    (
        lambda: replace(a_bill(), authorizations=(BilledAuthorization(7, "PA-1", (), None, FIRST),)),
        *("after-authorization", ASK, "visits/1/authorization"),
    ),
    (lambda: with_order(expires_on=date(2026, 11, 9)), "outside-prescription", ASK, "visits/1/order"),
    (lambda: with_order(starts_on=date(2026, 11, 4)), "outside-prescription", ASK, "visits/0/order"),
    (lambda: with_order(visits_ordered=1), "visits-used-up", ASK, "orders/0/visits_ordered"),
    (lambda: with_order(frequency="1 a month"), "prescription-frequency", ASK, "orders/0/frequency"),
    (lambda: with_order(signature="missing"), "prescription-not-signed", ASK, "orders/0/signature"),
    (lambda: with_order(signed_on=date(2026, 11, 4)), "prescription-not-signed", ASK, "orders/0/signed_on"),
    (lambda: with_order(npi=""), "prescriber-npi", ASK, "orders/0/npi"),
    (
        lambda: a_bill(diagnoses=(replace(DIAGNOSES[0], code="W18.30XA"), DIAGNOSES[1])),
        "external-cause-first",
        ASK,
        "diagnoses/0/code",
    ),
    (lambda: with_visit(place_of_service=""), "place-missing", ASK, "visits/0/place_of_service"),
    (lambda: with_visit(place_of_service="Office"), "place-missing", ASK, "visits/0/place_of_service"),
    (lambda: with_visit(note="written"), "note-not-signed", ASK, "visits/0/note"),
    (lambda: with_visit(note="none"), "note-not-signed", ASK, "visits/0/note"),
    (lambda: with_visit(ends_at="10:45"), "longer-than-visit", ASK, "visits/0/ends_at"),
    (
        lambda: one_visit(a_service(30, 2), a_service(30, 2, region="low back")),
        "same-code-twice",
        ASK,
        "visits/0/services/1/procedure_code",
    ),
    (lambda: with_visit(payments=()), "unpaid", ASK, "visits/0/payments"),
    (
        lambda: with_visit(payments=(BilledPayment(1, FIRST, "cash", "", 15000),)),
        "overpaid",
        ASK,
        "visits/0/payments/0/cents",
    ),
    (
        lambda: with_visit(written_off_cents=4000, payments=(BilledPayment(1, FIRST, "cash", "", 10000),)),
        "written-off",
        ASK,
        "visits/0/written_off_cents",
    ),
    (
        lambda: with_visit(discount_cents=14000, charged_cents=0, payments=()),
        "nothing-charged",
        ASK,
        "visits/0/discount_cents",
    ),
    (lambda: with_therapist(taxonomy="225700000"), "taxonomy-malformed", NOTE, "therapist/taxonomy"),
    (lambda: with_clinic(organization_npi=""), "organization-npi", NOTE, "clinic/organization_npi"),
    (lambda: with_client(keeps_from_plan=True), "keep-from-plan", NOTE, "client/keeps_from_plan"),
    (lambda: with_policy(member_id="123-45-6789"), "member-id-like-ssn", NOTE, "policy/member_id"),
    (lambda: with_visit(place_of_service="10"), "telehealth", NOTE, "visits/0/place_of_service"),
    (lambda: one_visit(a_service(90, 4), ends_at="11:30"), "units-below-minutes", NOTE, "visits/0/services/0/units"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("build", "rule", "grade", "field"), TABLE, ids=[f"{at}-{one[1]}" for at, one in enumerate(TABLE)]
)
def test_one_wrong_thing_is_found_once_with_its_grade_at_its_field(
    build: Build, rule: str, grade: str, field: str
) -> None:
    found = findings(build())
    assert [(one.rule, one.grade, one.field) for one in found] == [(rule, grade, field)]
    assert all(one.message.endswith((".", "?")) and one.why.endswith((".", "?")) for one in found)
    assert all(bool(one.fact) for one in found if one.grade == ASK)


PAID_LATER = BilledPayment(1, date(2026, 11, 5), "card", "4242", 14000)
# With circumstances, or where one wrong thing is two.
OTHERS: list[tuple[Build, dict[str, Any], list[tuple[str, str, str]]]] = [
    (a_bill, {"standings": {"M62.838": HEADING}}, [("diagnosis-heading", STOP, "diagnoses/1/code")]),
    (a_bill, {"standings": {"M62.838": UNKNOWN}}, [("diagnosis-unknown", STOP, "diagnoses/1/code")]),
    (a_bill, {"standings": {"M62.838": Checked("as_written", "It is kept.")}}, [
        ("diagnosis-as-written", NOTE, "diagnoses/1/code"),
    ]),
    (a_bill, {"standings": {"M54.2": Checked("unchecked", "")}}, [("diagnosis-unchecked", NOTE, "codes")]),
    (
        a_bill,
        {"lacking": "October 2026 is not loaded.", "standings": {"M62.838": Checked("as_written", "It is kept.")}},
        [("release-older", NOTE, "codes"), ("diagnosis-as-written", NOTE, "diagnoses/1/code")],
    ),
    (a_bill, {"excludes": [("M62.838", "M54.2", "Note.")]}, [("excludes1", ASK, "diagnoses/1/code")]),
    (
        lambda: one_visit(a_service(30, 2, procedure_code="MT004"), a_service(30, 2, region="low back")),
        {"numbers": NUMBERS},
        [("bundled", ASK, "visits/0/services/1/procedure_code")],
    ),
    (
        lambda: with_service(procedure_code="MT801"),
        {"numbers": NUMBERS},
        [("code-outside-credential", STOP, "visits/0/services/0/procedure_code")],
    ),
    (
        lambda: with_service(procedure_code="mt003"),
        {"numbers": NUMBERS},
        [("code-scope", ASK, "visits/0/services/0/procedure_code")],
    ),
    (a_bill, {"numbers": replace(NUMBERS, outside={}, scope={}, bundled=())}, [("numbers-unread", NOTE, "")]),
    (
        lambda: with_client(name="Ann 𒀀"),
        {"lacks": lambda text: "".join(one for one in text if one > "\uffff")},
        [("no-font", STOP, "client/name")],
    ),
    (a_bill, {"today": date(2026, 11, 9)}, [
        ("future-date", STOP, "visits/1/date_of_service"),
        ("future-date", STOP, "visits/1/payments/0/paid_on"),
    ]),
    (
        lambda: with_visit(with_client(birth_date=date(2026, 11, 4)), payments=(PAID_LATER,)),
        {},
        [("onset", STOP, "case/onset_on"), ("before-birth", STOP, "visits/0/date_of_service")],
    ),
    (
        lambda: a_bill(diagnoses=()),
        {},
        [("no-diagnosis", STOP, "diagnoses")],
    ),
    (
        lambda: with_visit(elsewhere=(BilledElsewhere("receipt", 1002, "charge $105.00", "charge $140.00"),)),
        {},
        [("other-paper-differs", ASK, "visits/0/elsewhere/0")],
    ),
    (
        lambda: with_visit(written_off_cents=14_100),
        {},
        [
            ("totals", STOP, "visits/0/written_off_cents"),
            ("written-off", ASK, "visits/0/written_off_cents"),
            ("overpaid", ASK, "visits/0/payments/0/cents"),
        ],
    ),
    (
        lambda: with_visit(payments=(BilledPayment(1, FIRST, "cash", "", -100),)),
        {},
        [("totals", STOP, "visits/0/payments/0/cents"), ("unpaid", ASK, "visits/0/payments")],
    ),
    (
        lambda: with_visit(discount_cents=14001, charged_cents=-1),
        {},
        [("totals", STOP, "visits/0/discount_cents"), ("overpaid", ASK, "visits/0/payments/0/cents")],
    ),
    (
        lambda: a_bill(visits=tuple(
            a_visit(FIRST, row, starts_at=start, ends_at=end, services=(a_service(starts_at="", ends_at="", minutes=30,
                    units=2, fee_cents=7000, procedure_code=code),), charged_cents=7000,
                    payments=(BilledPayment(row, FIRST, "card", "4242", 7000),))
            for row, start, end, code in ((1, "10:00", "11:00", "MT001"), (2, "10:30", "11:30", "MT002")))),
        {},
        [("visits-overlap", ASK, "visits/1/starts_at")],
    ),
    (lambda: one_visit(a_service(60, 0)), {}, [("units-missing", STOP, "visits/0/services/0/units")]),
    # On two lines a service that is not timed counts once all the same.
    (
        lambda: one_visit(*[a_service(10, 1, is_timed=False)] * 2),
        {},
        [
            ("units-above-minutes", STOP, "visits/0/services/1/units"),
            ("same-code-twice", ASK, "visits/0/services/1/procedure_code"),
        ],
    ),
    # A line for each visit that falls.
    (
        lambda: with_order(for_codes=("S13.4XXA",)),
        {},
        [("prescription-diagnosis", ASK, "orders/0/diagnoses")] * 2,
    ),
    (lambda: with_order(for_regions=("Jaw",)), {}, [("prescription-region", ASK, "orders/0/regions")] * 2),
    # What a technique treats counts like what a service treats.
    (
        lambda: with_visit(with_order(for_regions=("Neck, both shoulders", "low back")), technique_regions=("L hip",)),
        {},
        [("prescription-region", ASK, "orders/0/regions")],
    ),
    # Both grades, several visits, the order of the paper.
    (
        lambda: replace(with_visit(with_therapist(npi=""), note="none"), clinic=with_clinic(name="").clinic),
        {},
        [
            ("clinic-name", STOP, "clinic/name"),
            ("npi-missing", ASK, "therapist/npi"),
            ("note-not-signed", ASK, "visits/0/note"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("build", "others", "expected"), OTHERS)
def test_the_circumstances_count(build: Build, others: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert [(one.rule, one.grade, one.field) for one in findings(build(), **others)] == expected


def test_every_rule_of_the_table_was_seen_to_speak() -> None:
    spoken = {rule for _, rule, _, _ in TABLE} | {rule for _, _, found in OTHERS for rule, _, _ in found}
    names = [one.rule for one in SUPERBILL]
    assert len(names) == len(set(names))
    assert set(names) - {"code-unusual"} == spoken


def test_a_bill_that_is_right_is_ready_and_says_what_passed() -> None:
    bill = a_bill()
    verdict = preflight(bill, around(bill, numbers=NUMBERS))
    assert [one.rule for one in verdict.findings] == ["code-unusual", "code-unusual"]
    assert verdict.is_ready and not verdict.is_stopped
    assert len(verdict.passed) == len(set(verdict.passed)) > 60
    assert preflight(replace(bill, is_demo=True), around(bill)).findings == ()
    assert rules(a_receipt()) == []
