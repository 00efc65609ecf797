"""Reads the record that a letter is made from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.authorizations.queries import burn_down
from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.clients.queries import client
from clinic_desktop.coverage.loader.gathering import gather
from clinic_desktop.coverage.queries.charted.whole import chart_of
from clinic_desktop.coverage.queries.kept import newest_call
from clinic_desktop.intake.queries.history import newest_history
from clinic_desktop.letters.model import (
    ComposedLetter,
    LetterDraft,
)
from clinic_desktop.letters.queries.denials import denial_now
from clinic_desktop.letters.queries.enclosed import enclosed_in
from clinic_desktop.letters.rules.checks import letter_checks
from clinic_desktop.letters.rules.record import AskedService, LetterRecord
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.queries import scores_of
from clinic_desktop.payers.model import Department
from clinic_desktop.payers.queries import department_page
from clinic_desktop.plans.model import TreatmentPlan
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.plans.rules.progress import shown_plan
from clinic_desktop.plans.rules.typed import usual_units
from clinic_desktop.policies.model import Policy
from clinic_desktop.practice.model import Credential, Therapist
from clinic_desktop.practice.queries import credential_page, practice, service_page
from clinic_desktop.press.fonts import lacks
from clinic_desktop.referrals.model import Prescriber, Prescription, PrescriptionRow
from clinic_desktop.referrals.queries import diagnosis_page, prescriber, prescription, prescription_page
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.findings import Verdict
from clinic_desktop.superbills.queries.preflight import acceptances
from clinic_desktop.visits.queries.orders import uses_of
from clinic_desktop.visits.queries.visits import given_days, last_given

# Packets have a room above this one, so they are known here by their tables: a draft about the denial, to a payer whose
# own criteria were written down, that speaks of one of them at least. Value: what the packet is about.
_CRITERIA_TABLE = """
SELECT packets.id FROM packets JOIN payer_criteria ON payer_criteria.payer_id = packets.payer_id
WHERE packets.about = ? AND packets.purpose = 'appeal' AND packets.number IS NULL AND packets.retired_at IS NULL
    AND payer_criteria.retired_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM json_each(packets.criteria) AS one
        WHERE one.value ->> 'key' = 'payer:' || payer_criteria.id AND one.value ->> 'is_left_out')
LIMIT 1
"""


def record_of(
    read: Reader, owner: CaseId, today: date, draft: LetterDraft, titles: Mapping[str, str], department: str = ""
) -> LetterRecord:
    """The record of a case as a letter reads it now; `department` is that of the payer which it goes to. Raises
    Missing."""
    treats = int(draft.therapist) if draft.therapist else None
    chart = chart_of(read, owner, today, treats)
    case, policy = chart.case, chart.policy
    plan = shown_plan([one for one in plans_of(read, owner) if one.signed_on], today)
    papers = prescription_page(read, owner).rows
    order = _order(read, plan.prescription if plan else None, papers)
    history = newest_history(read, case.client)
    scores = scores_of(read, owner)
    return LetterRecord(
        today=today,
        clinic=practice(read),
        client=client(read, case.client),
        case=case,
        policy=policy,
        department=_department(read, policy, department, case.kind),
        therapist=chart.therapist,
        credential=_credential(read, chart.therapist, practice(read).state),
        diagnoses=diagnosis_page(read, owner).rows,
        order=order,
        prescriber=_prescriber(read, draft, order),
        left=_left(read, owner, order, papers),
        plan=plan,
        scores={key: found for key, found in scores.items() if found},
        measures=catalogue(),
        # What nobody signed is no record yet: it is neither quoted nor enclosed.
        assessment=next((one for one in assessments_of(read, owner) if one.signed_at and one.day <= today), None),
        prior_care=history.prior_care if history else "",
        given=given_days(read, owner, last=today),
        authorization=_authorization(burn_down(read, owner, today)),
        call=newest_call(read, owner),
        answers=gather(read, owner, today, treats).answers,
        denial=denial_now(read, draft.denial, today),
        enclosed=enclosed_in(read, case, draft.denial),
        services=_services(read, owner, plan),
        restrictions=restrictions_of(read, case.client),
        has_criteria_table=bool(draft.denial and read.all(_CRITERIA_TABLE, f"denial:{draft.denial}")),
        titles=titles,
    )


def verdict_of(read: Reader, made: ComposedLetter, record: LetterRecord) -> Verdict:
    """What pre-flight says of a letter that is made from this record, with what somebody took upon them."""
    return letter_checks(made, record.restrictions, acceptances(read, record.client.id), lacks)


def _services(read: Reader, owner: CaseId, plan: TreatmentPlan | None) -> tuple[AskedService, ...]:
    """What a visit is made of, by the clinic's own codes: as the last one was that was given; before the first one the
    only service that is as long as the plan has it."""
    last = last_given(read, owner)
    if last:
        return tuple(AskedService(one.procedure_code, one.units) for one in last.services if one.procedure_code)
    minutes = plan.minutes if plan else None
    fitting = [one for one in service_page(read).rows if one.is_timed and one.procedure_code]
    fitting = [one for one in fitting if one.usual_minutes == minutes] or fitting
    units = usual_units(minutes)
    return (AskedService(fitting[0].procedure_code, units),) if len(fitting) == 1 and units else ()


def _order(read: Reader, of_plan: int | None, papers: Sequence[PrescriptionRow]) -> Prescription | None:
    """The order of the plan; else the newest one."""
    row = of_plan or next((one.id for one in papers), None)
    return prescription(read, row) if row else None


def _prescriber(read: Reader, draft: LetterDraft, order: Prescription | None) -> Prescriber | None:
    row = int(draft.prescriber) if draft.prescriber else order.prescriber if order else 0
    return prescriber(read, row) if row else None


def _left(read: Reader, owner: CaseId, order: Prescription | None, papers: Sequence[PrescriptionRow]) -> int | None:
    if order is None or order.visits_ordered is None:
        return None
    use = uses_of(read, owner, papers).get(order.id)
    return order.visits_ordered - (use.given if use else 0)


def _department(read: Reader, policy: Policy | None, kind: str, case: str) -> Department | None:
    """The payer's department of this kind, one that can be written to before others; after an accident or a work injury
    all goes to the claim, where the payer has no such department."""
    if policy is None or not kind:
        return None
    rows = department_page(read, policy.payer).rows
    for wanted in (kind, "claims") if case in ACCIDENTS else (kind,):
        found = [one for one in rows if one.kind == wanted]
        if found:
            return next((one for one in found if one.street or one.fax), found[0])
    return None


def _credential(read: Reader, owner: Therapist | None, state: str) -> Credential | None:
    """What the state gave the therapist, that of the clinic's own state first."""
    found = [one for one in credential_page(read, owner.id).rows if one.number] if owner else []
    return next((one for one in found if one.state == state), next(iter(found), None))


def _authorization(found: Iterable[BurnDown]) -> BurnDown | None:
    """The one that a letter speaks of: one that was granted, that which still counts before one that ended."""
    granted = [one for one in found if one.row.status == "granted"]
    return next((one for one in granted if one.state != "ended"), next(iter(granted), None))
