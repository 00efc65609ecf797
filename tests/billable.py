"""A client of whom a superbill can be issued without a question: the record that tests of bills begin with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from factories import (
    CLIENT,
    VISIT,
    new_client,
    new_payment,
    new_policy,
    new_prescriber,
    new_prescription,
    new_service,
    new_visit,
    signing,
)

from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.codes.rules.checks import Checked
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.practice.commands import AddCredential, ChangeBilling
from clinic_desktop.practice.model import BillingDraft, CredentialDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.referrals.model import PrescriptionDraft
from clinic_desktop.superbills.commands.bills import IssueBill
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.queries.draft import DraftBill, draft_bill
from clinic_desktop.visits.model import ServiceLine, VisitId, VisitNoteDraft

TITLES = {"M54.2": "Cervicalgia", "S13.4XXA": "Sprain of ligaments of cervical spine, initial encounter"}
ORDER = PrescriptionDraft(
    prescriber_name="Maria Lee, MD",
    ordered_on="11/2/2026",
    expires_on="6 weeks",
    visits_ordered="8",
    diagnoses=("M54.2", "S13.4XXA"),
)
# 2026-11-23 is today: a day, and one a week later.
FIRST, SECOND = "11/10/2026", "11/17/2026"


@dataclass(frozen=True, slots=True)
class Billable:
    """A client and their case."""

    client: ClientId
    case: CaseId


def ready_clinic(clinic: Clinic) -> None:
    """Give the clinic what every superbill needs: a tax ID and a license."""
    clinic.do(ChangeBilling(BillingDraft(tax_id="91-1144442"), practice(clinic.read).version))
    clinic.do(AddCredential(1, CredentialDraft("license", "WA", "MA60000000", "8/31/2027")))
    new_service(clinic)


def billable(clinic: Clinic, *days: str) -> tuple[Billable, list[VisitId]]:
    """A clinic, a client with policy and prescription, and visits on these days, each signed and paid."""
    ready_clinic(clinic)
    found = billable_client(clinic)
    return found, [ready_visit(clinic, found.case, day) for day in days or (FIRST, SECOND)]


def billable_client(clinic: Clinic, name: str = CLIENT.given_name) -> Billable:
    """A client with policy and prescription."""
    draft = replace(CLIENT, given_name=name, street="208 Fir Avenue", city="Tacoma", state="WA", zip="98405")
    client = new_client(clinic, draft)
    case = CaseId(clinic.do(OpenCase(client, CaseDraft("health", "Neck pain", "9/1/2026", no_accident=True))).row)
    new_policy(clinic, case)
    if not clinic.read.all("SELECT 1 FROM prescribers LIMIT 1"):
        new_prescriber(clinic)
    new_prescription(clinic, case, ORDER)
    return Billable(client, case)


def ready_visit(clinic: Clinic, case: CaseId, day: str) -> VisitId:
    """An hour of massage, its note signed, $140.00 paid by card with a tip."""
    row = new_visit(clinic, case, replace(VISIT, date_of_service=day, services=(ServiceLine("1", "60"),)))
    clinic.do(signing(clinic, row, VisitNoteDraft("Neck is stiff", "Tone 3 of 4", "Eased", "Again in a week")))
    new_payment(clinic, row, draft=PaymentDraft(paid_on=day, reference="4242", service="140.00", tip="20.00"))
    return row


def look(codes: Sequence[str], days: Sequence[date]) -> KnownCodes:
    """What a release says that has all of these codes."""
    standings = {(code, day): Checked("billable", "") for code in codes for day in days}
    return KnownCodes({code: TITLES.get(code, "") for code in codes}, standings)


def drafted(clinic: Clinic, visits: Sequence[int], kind: Kind = "superbill") -> DraftBill:
    """The bill of these visits as it would be issued."""
    return draft_bill(clinic.read, kind, visits, look, clinic.clock.today())


def issue(clinic: Clinic, visits: Sequence[int], kind: Kind = "superbill") -> BillId:
    """Issue it."""
    found = drafted(clinic, visits, kind)
    return BillId(clinic.do(IssueBill(kind, found.visits, found.codes, found.bill)).row)


def damage(clinic: Clinic, *statements: str) -> None:
    """What a bug of another program, or a bad disk, leaves in the file: no check and no trigger stands in its way."""
    database = clinic._writer._database
    for one in ("PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON", *statements):
        database.execute(one)
    for one in ("PRAGMA foreign_keys = ON", "PRAGMA ignore_check_constraints = OFF"):
        database.execute(one)


def damage_papers(clinic: Clinic, sql: str = "UPDATE contents SET bytes = x'00'") -> None:
    """What a bad disk does to the papers that were kept: the file itself would not let it."""
    damage(clinic, "DROP TRIGGER contents_never_change", "DROP TRIGGER contents_stay", sql)
