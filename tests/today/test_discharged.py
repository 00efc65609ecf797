"""After a discharge nothing of a case is renewed, though nobody closed it yet."""

from dataclasses import replace
from datetime import timedelta

from factories import VISIT, new_visit
from fixed import NOW
from planning import ORDER, ordered_case
from reporting import REPORT, signed_report

from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.today.queries.authorizations import authorizations_running_out
from clinic_desktop.today.queries.prescriptions import prescriptions_ending, prescriptions_nearly_used

TODAY = NOW.date()
SOON = str(TODAY + timedelta(5))


def test_no_paper_that_ends_is_renewed(clinic: Clinic) -> None:
    case = ordered_case(clinic, replace(ORDER, expires_on=SOON))
    clinic.do(AddAuthorization(case, AuthorizationDraft(number="PA-1", starts_on="9/1/2026", ends_on=SOON)))
    assert len(prescriptions_ending(clinic.read, TODAY)) == len(authorizations_running_out(clinic.read, TODAY)) == 1
    signed_report(clinic, case, replace(REPORT, kind="discharge"))
    assert not prescriptions_ending(clinic.read, TODAY) and not authorizations_running_out(clinic.read, TODAY)


def test_nor_one_whose_visits_are_nearly_used(clinic: Clinic) -> None:
    case = ordered_case(clinic, replace(ORDER, visits_ordered="2"))
    new_visit(clinic, case, replace(VISIT, date_of_service="11/20/2026"))
    assert len(prescriptions_nearly_used(clinic.read, TODAY)) == 1
    signed_report(clinic, case, replace(REPORT, kind="discharge"))
    assert prescriptions_nearly_used(clinic.read, TODAY) == ()
