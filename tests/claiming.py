"""Bills that become claims: one with every box, and any that may come."""

from datetime import date

from hypothesis import strategies as st

from clinic_desktop.claims.model import Box, ClaimFacts, ClaimSheet, OtherPolicy, PersonName
from clinic_desktop.superbills.model.bill import (
    Bill,
    BilledAuthorization,
    BilledCase,
    BilledClient,
    BilledDiagnosis,
    BilledOrder,
    BilledPayment,
    BilledPolicy,
    BilledService,
    BilledVisit,
)
from clinic_desktop.superbills.model.parties import BilledClinic, BilledTherapist

DAY = date(2026, 11, 10)
HOUR = BilledService(1, "Massage", "MT001", minutes=60, units=4, fee_cents=14_000, pointers=("M54.2",))
FULL = ClaimFacts(
    Bill(
        clinic=BilledClinic(
            "Alder & Rowe Massage", "", "14 Elm Street, Suite 2", "", "Tacoma", "WA", "98402", "2535550142",
            tax_id="91-1144442", organization_npi="1999999992", is_incorporated=True,
        ),
        therapist=BilledTherapist(1, "Maya Ortiz", "LMT", "2999999990", "225700000X"),
        client=BilledClient(
            7, "Ana Ruth Núñez", date(1985, 3, 4), "F", "208 Fir Ave.", "", "Tacoma", "WA", "98405-1234", "2535550177"
        ),
        policy=BilledPolicy(
            3, 4, "Cascade Mutual Auto", "pip", "Auto", "CMA-7781-204", "70041",
            claims_address=("PO Box 12", "Seattle, WA 98101"),
        ),
        case=BilledCase(5, "auto", "Neck", date(2026, 10, 1), "WA", claim_number="CM-001977", employer="Fir Mill"),
        orders=(BilledOrder(1, 2, "Maria Lee, MD", "1234567893", ordered_on=date(2026, 11, 2),
                            expires_on=date(2026, 12, 14), signature="ink"),),
        authorizations=(BilledAuthorization(1, "A-1", (), DAY, None),),
        diagnoses=(BilledDiagnosis(1, "M54.2"), BilledDiagnosis(2, "S13.4XXA")),
        visits=(BilledVisit(1, DAY, services=(HOUR,), charged_cents=14_000,
                            payments=(BilledPayment(1, DAY, cents=2_000),)),),
    ),
    PersonName("Ana", "Ruth", "Núñez"),
    PersonName("Ana", "Ruth", "Núñez"),
    OtherPolicy(PersonName("Ana", "", "Núñez"), "QFH 1", "Choice 1500"),
    DAY,
    DAY,
)  # fmt: skip

_services = st.builds(
    BilledService,
    procedure_code=st.sampled_from(["MT001", "MT002", ""]),
    units=st.integers(0, 12),
    fee_cents=st.integers(0, 99_999),
    modifiers=st.lists(st.sampled_from(["GP", "59"]), max_size=5).map(tuple),
)


@st.composite
def visits(draw: st.DrawFn) -> BilledVisit:
    """A visit with up to eight services, a discount within its fees, and any payment."""
    services = tuple(draw(st.lists(_services, max_size=8)))
    whole = sum(one.fee_cents for one in services)
    paid = draw(st.integers(0, 120_000)) if services else 0
    return BilledVisit(
        date_of_service=draw(st.dates(date(2020, 1, 1), date(2026, 11, 23))),
        services=services,
        discount_cents=draw(st.integers(0, whole)),
        payments=(BilledPayment(cents=paid),),
    )


def boxes(claim: ClaimSheet, number: str) -> list[Box]:
    """The boxes of a number, in their order."""
    return [one for one in claim.boxes if one.number == number]


def values(claim: ClaimSheet, number: str) -> list[str]:
    """What stands in them."""
    return [one.value for one in boxes(claim, number)]
