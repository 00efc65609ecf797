"""Gathers what an estimate says from the record, and what a new one begins with."""

from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.clients.queries import client
from clinic_desktop.codes.rules.places import place_words
from clinic_desktop.errors import Refused
from clinic_desktop.estimates.model.due import CareVisit
from clinic_desktop.estimates.model.estimate import GoodFaithDraft, GoodFaithEstimate
from clinic_desktop.estimates.queries.standing import planned_of
from clinic_desktop.estimates.rules.proposing import EstimateProposal, proposed
from clinic_desktop.estimates.rules.typed import EstimateBounds, ReadEstimate, read_estimate
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.plans.rules.progress import counting_plan, visits_since
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.practice.queries import practice
from clinic_desktop.referrals.queries import codes_of
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.queries.parties import billed_clinic, billed_therapist
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.model import OFFICE, GivenService
from clinic_desktop.visits.queries.facts import payer_habits, services_for
from clinic_desktop.visits.queries.visits import given_days, last_given, services_of, visit
from clinic_desktop.visits.rules.habits import rule_of
from clinic_desktop.wording import say


def bounds_of(read: Reader, case: CaseId, today: date) -> EstimateBounds:
    """What an estimate of this case is read against."""
    planned = tuple(one.day for one in planned_of(read, case, today))
    return EstimateBounds(today, services_for(read, 0), rule_of(payer_habits(read, case, today)), planned)


def estimate_of(read: Reader, case: CaseId, draft: GoodFaithDraft, today: date) -> GoodFaithEstimate:
    """An estimate as it would be issued now; raises Refused with each slip at its field, or Missing."""
    problems, bounds = Problems(), bounds_of(read, case, today)
    therapist = int(draft.therapist) if draft.therapist.isdecimal() else 0
    if not read.all("SELECT 1 FROM therapist_rows WHERE id = ?", therapist):
        problems.add("therapist", say("Choose who treats."))
    found = _read(problems, draft, bounds)
    own, clinic = case_of(read, case), practice(read)
    person = client(read, own.client)
    return GoodFaithEstimate(
        clinic=billed_clinic(read, clinic),
        is_demo=clinic.is_demo,
        client=person.id,
        client_name=person.name,
        birth_date=person.birth_date,
        case=own.id,
        therapist=billed_therapist(read, TherapistId(therapist), clinic.state),
        diagnoses=codes_of(read, case),
        items=found.items,
        visits=found.visits,
        frequency=found.frequency,
        first_day=found.first_day,
        last_day=found.last_day,
        scheduled=tuple(day for day in bounds.planned if found.first_day <= day <= found.last_day),
        place=found.place,
        separate=found.separate,
    )


def _read(problems: Problems, draft: GoodFaithDraft, bounds: EstimateBounds) -> ReadEstimate:
    """What was typed; raises Refused with these problems too."""
    try:
        found = read_estimate(draft, bounds)
    except Refused as refused:
        raise Refused((*problems.found, *refused.problems)) from None
    problems.refuse()
    return found


def draft_now(read: Reader, case: CaseId, therapist: int, today: date) -> GoodFaithDraft:
    """What a new estimate begins with: what is planned, else what the treatment plan says, else one visit like the last
    one. `therapist` is who treats where the record does not say, 0 for nobody."""
    planned = planned_of(read, case, today)
    plan = counting_plan(plans_of(read, case), today)
    given = visits_since((), plan, given_days(read, case, plan.starts_on, plan.ends_on)) if plan else 0
    named = planned[0].therapist if planned else (plan.therapist if plan else therapist)
    usual = services_for(read, 0)
    like = _services_like(read, case, planned)
    lines = tuple(tuple(one for one in visit if int(one.service) in usual) for visit in like)
    wanted = EstimateProposal(
        today=today,
        planned=tuple(one.day for one in planned),
        plan=plan,
        given=given,
        services=lines,
        prices={row: one.price_cents for row, one in usual.items()},
        place=_place(read, planned),
    )
    return proposed(wanted, str(named or ""))


def _services_like(read: Reader, case: CaseId, planned: tuple[CareVisit, ...]) -> tuple[tuple[GivenService, ...], ...]:
    """Those of each planned visit that has any, else of the last one that was given."""
    found = tuple(services_of(read, one.id) for one in planned if one.services)
    last = last_given(read, case)
    return found or ((last.services,) if last else ())


def _place(read: Reader, planned: tuple[CareVisit, ...]) -> str:
    """Where the first planned visit is to be, in words; "" in the clinic."""
    code = visit(read, planned[0].id).place_of_service if planned else OFFICE
    return "" if code in ("", OFFICE) else place_words(code).removeprefix(f"{code} ")
