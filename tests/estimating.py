"""A client who pays alone, with visits that are planned, and estimates of them."""

from dataclasses import replace
from datetime import date, datetime

from factories import CLIENT, SERVICE, VISIT, new_case, new_client, new_service, new_visit

from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.estimates.commands.deliveries import LogDelivery
from clinic_desktop.estimates.commands.estimates import IssueEstimate
from clinic_desktop.estimates.model.estimate import (
    DeliveryDraft,
    EstimateId,
    GoodFaithDraft,
    ItemLine,
)
from clinic_desktop.estimates.queries.gather import draft_now
from clinic_desktop.practice.commands import ChangeBilling
from clinic_desktop.practice.model import BillingDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.visits.model import ServiceLine, VisitDraft, VisitId

CASH = CaseDraft("cash", "Neck pain")
# $120 a visit.
FLAT = replace(SERVICE, price="120.00", priced_by="visit")
DRAFT = GoodFaithDraft("1", (ItemLine("1", "60"),), "8", "1 a week", "12/16/2026", "2/3/2027")
DELIVERY = DeliveryDraft("11/24/2026", "handed", "Rosalind Nguyễn")


def turn_to(clinic: Clinic, day: date, hour: int = 9) -> None:
    """The clinic’s clock at this hour of that day."""
    clinic.clock._fixed = datetime(day.year, day.month, day.day, hour, tzinfo=clinic.clock.now().tzinfo)


def cash_case(clinic: Clinic, draft: CaseDraft = CASH) -> CaseId:
    """A case of a client in a clinic with a tax ID and a service of $120 a visit."""
    clinic.do(ChangeBilling(BillingDraft(tax_id="91-0000000"), practice(clinic.read).version))
    if not clinic.read.all("SELECT 1 FROM services"):
        new_service(clinic, FLAT)
    return new_case(clinic, new_client(clinic, CLIENT), draft)


def planned(clinic: Clinic, case: CaseId, *days: str, draft: VisitDraft | None = None) -> list[VisitId]:
    """Visits that are planned on these days."""
    wanted = draft or VisitDraft("planned", therapist="1", services=(ServiceLine("1", "60"),))
    return [new_visit(clinic, case, replace(wanted, status="planned", date_of_service=day)) for day in days]


def given(clinic: Clinic, case: CaseId, *days: str) -> None:
    """Visits that were given on these days."""
    for day in days:
        new_visit(clinic, case, replace(VISIT, date_of_service=day))


def issued(clinic: Clinic, case: CaseId, draft: GoodFaithDraft = DRAFT) -> EstimateId:
    """An estimate, issued."""
    return EstimateId(clinic.do(IssueEstimate(case, draft)).row)


def issued_now(clinic: Clinic, case: CaseId) -> EstimateId:
    """The estimate that the program proposes, issued."""
    return issued(clinic, case, draft_now(clinic.read, case, 1, clinic.clock.today()))


def delivered(clinic: Clinic, estimate: EstimateId, draft: DeliveryDraft = DELIVERY) -> int:
    """That it was handed over."""
    return clinic.do(LogDelivery(estimate, draft)).row
