"""A complete, correct bill of invented people, to change in one place at a time; apart from the record."""

from dataclasses import replace
from datetime import date
from typing import Any

from clinic_desktop.superbills.model.bill import (
    Bill,
    BilledCase,
    BilledClient,
    BilledDiagnosis,
    BilledOrder,
    BilledPayment,
    BilledPolicy,
    BilledService,
    BilledVisit,
    Stamp,
)
from clinic_desktop.superbills.model.parties import (
    BilledAnswer,
    BilledClinic,
    BilledCredential,
    BilledSupervisor,
    BilledTherapist,
)

TODAY = date(2026, 11, 24)
STAMP = Stamp(1001, TODAY)
DRAFT = Stamp()

CLINIC = BilledClinic(
    name="Elm Street Massage",
    legal_name="Elm Street Massage PLLC",
    street="14 Elm Street",
    street2="Suite 3",
    city="Tacoma",
    state="WA",
    zip="98402",
    phone="(253) 555-0142",
    fax="(253) 555-0143",
    email="desk@elmstreet.example",
    tax_id="91-0000000",
    is_incorporated=True,
    organization_npi="1999999992",
)
CREDENTIAL = BilledCredential(1, "license", "WA", "MA60000000", date(2027, 8, 31))
THERAPIST = BilledTherapist(1, "Maya Ortiz, LMT", "LMT", "2999999990", "225700000X", CREDENTIAL)
# On no bill but those that say so.
SUPERVISOR = BilledSupervisor(
    row=1,
    name="Lee Park, DC",
    profession="dc",
    npi="2999999909",
    license_state="WA",
    license_number="CH00012345",
    expires_on=date(2026, 12, 14),
    from_on=date(2026, 1, 5),
    answers=(BilledAnswer(1, "yes", ("dc", "md"), date(2026, 11, 2), "C-7741903"),),
)
CLIENT = BilledClient(
    row=1,
    name="Rosalind Nguyễn",
    birth_date=date(1985, 3, 12),
    sex="F",
    street="208 Fir Avenue",
    city="Tacoma",
    state="WA",
    zip="98405",
    phone="(253) 555-0170",
)
POLICY = BilledPolicy(
    row=1,
    payer_row=1,
    payer_name="Harbor Health",
    plan_type="ppo",
    plan_name="Harbor PPO",
    member_id="HX4881207",
    group_number="5501",
    effective_on=date(2026, 1, 1),
    claims_address=("Claims", "PO Box 5500", "Seattle, WA 98101"),
    units_a_day=4,
)
CASE = BilledCase(1, "health", "Neck pain", date(2026, 9, 1), no_accident=True)
ORDER = BilledOrder(
    row=1,
    prescriber_row=1,
    prescriber_name="Ann Lee, MD",
    npi="1234567893",
    phone="(253) 555-0160",
    fax="(253) 555-0161",
    ordered_on=date(2026, 11, 2),
    expires_on=date(2026, 12, 14),
    visits_ordered=8,
    used=2,
)
DIAGNOSES = (
    BilledDiagnosis(1, "M54.2", "Cervicalgia", False, "prescription", "Ann Lee, MD", date(2026, 11, 2)),
    BilledDiagnosis(2, "M62.838", "Other muscle spasm", False, "prescription", "Ann Lee, MD", date(2026, 11, 2)),
)


def a_service(minutes: int = 60, units: int = 4, **changes: Any) -> BilledService:
    """Massage at $35.00 a unit."""
    made = BilledService(
        name="Massage",
        procedure_code="MT001",
        price_cents=3500,
        minutes=minutes,
        starts_at="10:00",
        ends_at=f"{10 + minutes // 60}:{minutes % 60:02d}",
        region="neck and shoulders",
        pointers=("A", "B"),
        units=units,
        fee_cents=3500 * units,
    )
    return replace(made, **changes)


def a_visit(day: date = date(2026, 11, 3), row: int = 1, **changes: Any) -> BilledVisit:
    """An hour of massage, paid by card on the same day. Give `charged_cents` and payments with other services."""
    made = BilledVisit(
        row=row,
        date_of_service=day,
        starts_at="10:00",
        ends_at="11:00",
        charged_cents=14000,
        services=(a_service(),),
        payments=(BilledPayment(row, day, "card", "4242", 14000),),
    )
    return replace(made, **changes)


def a_bill(**changes: Any) -> Bill:
    """A superbill of two visits that may be issued as it is, $285.00, paid; any field of Bill can be another one."""
    second = date(2026, 11, 10)
    manual = a_service(
        *(15, 1),
        name="Manual therapy",
        procedure_code="MT002",
        price_cents=4000,
        fee_cents=4000,
        starts_at="10:45",
        ends_at="11:00",
        region="low back",
        modifiers=("59",),
        pointers=("B",),
    )
    made = Bill(
        clinic=CLINIC,
        therapist=THERAPIST,
        client=CLIENT,
        policy=POLICY,
        case=CASE,
        orders=(ORDER,),
        diagnoses=DIAGNOSES,
        visits=(
            a_visit(),
            a_visit(
                *(second, 2),
                charged_cents=14500,
                services=(a_service(45, 3), manual),
                payments=(BilledPayment(2, second, "check", "1207", 14500),),
            ),
        ),
    )
    return replace(made, **changes)


def a_receipt(**changes: Any) -> Bill:
    """The receipt for the same visits."""
    return a_bill(kind="receipt", **changes)
