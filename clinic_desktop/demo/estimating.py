"""Good Faith Estimates of the demo: made for whoever pays alone and has visits ahead, and handed over; one is due."""

from collections.abc import Mapping, Sequence

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed
from clinic_desktop.demo.visiting import CaseKey
from clinic_desktop.estimates.commands.deliveries import LogDelivery
from clinic_desktop.estimates.commands.estimates import IssueEstimate
from clinic_desktop.estimates.model.estimate import DeliveryDraft
from clinic_desktop.estimates.queries.gather import draft_now
from clinic_desktop.estimates.queries.issued import issued_estimate
from clinic_desktop.estimates.queries.standing import standing_of


def estimate_visits(clinic: Clinic, waiting: Sequence[Typed], cases: Mapping[CaseKey, int]) -> None:
    """Issue and hand over an estimate for every case where one is due, but for those that are `waiting`."""
    today = clinic.clock.today()
    left = {cases[one["client"], one["case"]] for one in waiting}
    for case in cases.values():
        if case in left or standing_of(clinic.read, case, today).due is None:
            continue
        row = clinic.do(IssueEstimate(case, draft_now(clinic.read, CaseId(case), 0, today))).row
        whom = issued_estimate(clinic.read, row).facts.client_name
        clinic.do(LogDelivery(row, DeliveryDraft(today.isoformat(), "handed", whom)))
