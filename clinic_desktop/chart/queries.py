"""Reads a chart's head in one go."""

from datetime import date

from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.authorizations.queries import burn_down
from clinic_desktop.cases.model import CaseRow
from clinic_desktop.cases.queries import case_page
from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.chart.model import Glance, NextStep
from clinic_desktop.chart.rules.answers import answer_steps
from clinic_desktop.chart.rules.authorizations import authorization_steps
from clinic_desktop.chart.rules.bills import too_much_steps
from clinic_desktop.chart.rules.contacts import contact_steps, taken_on
from clinic_desktop.chart.rules.ending import discharge, ending_steps
from clinic_desktop.chart.rules.estimates import estimate_steps
from clinic_desktop.chart.rules.health import consent_steps, stop_steps
from clinic_desktop.chart.rules.plans import plan_steps
from clinic_desktop.chart.rules.prepaid import prepaid_steps
from clinic_desktop.chart.rules.referrals import planned_step, referral_steps
from clinic_desktop.chart.rules.reports import care_days, report_steps
from clinic_desktop.chart.rules.visits import visit_steps
from clinic_desktop.clients.model import Client, ClientId
from clinic_desktop.clients.queries import alert_page, client, namesakes_of
from clinic_desktop.clients.rules import lacks_guardian
from clinic_desktop.contacts.model import ContactRow
from clinic_desktop.contacts.queries import follow_ups_of
from clinic_desktop.coverage.model.follow_ups import StepFollowUp
from clinic_desktop.coverage.queries.follow_ups import steps_waiting
from clinic_desktop.estimates.model.due import EstimateStanding, SelfPay
from clinic_desktop.estimates.model.estimate import IssuedEstimate
from clinic_desktop.estimates.queries.issued import estimates_of
from clinic_desktop.estimates.queries.standing import standing_for
from clinic_desktop.intake.queries.glance import health_glance
from clinic_desktop.payments.queries import balance
from clinic_desktop.plans.model import PlanProgress, TreatmentPlan
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.plans.rules.progress import progress, shown_plan
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.policies.rules import client_pays, has_ended, program
from clinic_desktop.practice.model import Practice
from clinic_desktop.practice.queries import practice
from clinic_desktop.prepaid.queries import prepaids_of
from clinic_desktop.prepaid.rules import that_run_out
from clinic_desktop.progress.loader import report_intervals
from clinic_desktop.progress.model import ProgressReport
from clinic_desktop.progress.queries import report_due, reports_of
from clinic_desktop.progress.rules.due import interval_for
from clinic_desktop.referrals.queries import diagnosis_page, prescription_page
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.store.reader import Reader
from clinic_desktop.submissions.queries.waiting import unanswered
from clinic_desktop.superbills.queries.issued import bills_that_say_too_much
from clinic_desktop.superbills.queries.ready import keeps_what_waits
from clinic_desktop.superbills.rules.proposed import Proposal, proposed
from clinic_desktop.values import dates
from clinic_desktop.visits.model import VisitRow
from clinic_desktop.visits.queries.orders import ordered_visits
from clinic_desktop.visits.queries.visits import given_days, last_and_next, unfinished
from clinic_desktop.visits.rules.renewing import counting
from clinic_desktop.visits.rules.standing import judge_and_look
from clinic_desktop.wording import say


def glance(read: Reader, owner: int, chosen: int, today: date) -> Glance:
    """The chart of a client as the chosen case tells it; 0 or a case that is gone takes the newest open one.

    Raises Missing.
    """
    found = client(read, owner)
    cases = case_page(read, ClientId(owner)).rows
    case = next((one for one in cases if one.id == chosen), cases[0] if cases else None)
    policies = policy_page(read, case.id).rows if case else ()
    prescriptions = prescription_page(read, case.id).rows if case else ()
    diagnoses = diagnosis_page(read, case.id).rows if case else ()
    visits = ordered_visits(read, case.id) if case and prescriptions else ()
    judgment, ahead = judge_and_look(prescriptions, visits, today)
    # Whoever pays in cash needs no order, though a paper may be kept.
    is_ordered = case is not None and case.kind != "cash" and bool(prescriptions)
    last, planned = last_and_next(read, case.id, today) if case else (None, None)
    authorizations = burn_down(read, case.id, today) if case else ()
    plans = plans_of(read, case.id) if case else ()
    made = _progress(read, plans, today)
    is_going = case is not None and case.closed_on is None and not found.is_retired
    follow_ups, followed = _followed(read, case, today) if case and is_going else ((), ())
    health, prepaids = health_glance(read, found.id, today), prepaids_of(read, found.id)
    steps = [
        *stop_steps(health.flags, today, planned.date_of_service if planned else None),
        *_false_bills(read, found, case),
        *_steps(found, case, policies, today),
    ]
    clinic, payer_alone = practice(read), program(policies, today)
    reports = reports_of(read, case.id) if case else ()
    due = _report_due(read, case, clinic.state, reports)
    care = care_days(due, plans, made, today) if is_going and discharge(reports) is None else ()
    estimates, estimated = _estimates(read, case, policies, planned, today)
    if case and not found.is_retired:
        steps += _unfinished(read, case, clinic, today)
        if case.closed_on is None:
            steps += ending_steps(case, reports) or report_steps(reports, due, today)
        steps += estimate_steps(estimated, today) if estimated and case.closed_on is None else []
        is_treated = case.closed_on is None and discharge(reports) is None
        if is_treated and case.kind != "cash":
            steps += referral_steps(prescriptions, judgment.uses, diagnoses, today)
            steps += planned_step(planned, judgment.standings, prescriptions)
        if is_treated:
            steps += authorization_steps(authorizations)
            steps += plan_steps(plans, made, today)
        steps += contact_steps(follow_ups, today) + taken_on(followed, today) + _answers(read, case, today)
    if not found.is_retired:
        steps += consent_steps(found, health, today) + prepaid_steps(that_run_out(prepaids, today), today)
    asked = restrictions_of(read, found.id) if found.is_restricted else ()
    pays = case is not None and client_pays(case.kind, payer_alone.plan_type if payer_alone else "")
    return Glance(
        client=found,
        age=dates.age(found.birth_date, today) if found.birth_date else None,
        lacks_guardian=lacks_guardian(found, today),
        namesakes=namesakes_of(read, found),
        alerts=alert_page(read, found.id).rows,
        cases=cases,
        case=case,
        policies=policies,
        prescriptions=prescriptions,
        prescription=counting(prescriptions, judgment.uses, today),
        diagnoses=diagnoses,
        uses=judgment.uses,
        next_visit=planned,
        last_visit=last,
        balance=balance(read, found.id),
        prepaids=prepaids,
        notes_on_paper=clinic.notes_on_paper,
        program=payer_alone,
        client_pays=pays,
        proposal=_proposal(read, case, policies, asked, today) if case else None,
        restrictions=asked,
        steps=tuple(steps),
        authorizations=authorizations,
        follow_ups=follow_ups,
        followed_steps=followed,
        care_days=care,
        plans=plans,
        progress=made,
        reports=reports,
        report_due=due,
        health=health,
        standings=judgment.standings if is_ordered else {},
        outlook=ahead if is_ordered else None,
        estimates=estimates,
        standing=estimated,
    )


def _proposal(
    read: Reader, case: CaseRow, policies: tuple[PolicyRow, ...], asked: tuple[Restriction, ...], today: date
) -> Proposal:
    """The document that the case asks for today."""
    kept = keeps_what_waits(read, case.id, policies, asked, today)
    return proposed(case.kind, policies, today, keeps_from_plan=kept)


def _followed(read: Reader, case: CaseRow, today: date) -> tuple[tuple[ContactRow, ...], tuple[StepFollowUp, ...]]:
    """What is to follow of contacts, and the steps that somebody took on."""
    return follow_ups_of(read, case.id, today), steps_waiting(read, case.id, today)


def _false_bills(read: Reader, found: Client, case: CaseRow | None) -> list[NextStep]:
    """What is out and says more than was paid, whatever case it is of, and of who was retired too: somebody goes by
    it. Where nothing is out nothing is read."""
    return too_much_steps(bills_that_say_too_much(read, found.id)) if case and case.is_billed else []


def _unfinished(read: Reader, case: CaseRow, clinic: Practice, today: date) -> list[NextStep]:
    """Visits of the last weeks that are not recorded, or whose note is not signed where notes are not on paper."""
    not_recorded, not_signed = unfinished(read, case.id, today)
    return visit_steps(not_recorded, () if clinic.notes_on_paper else not_signed)


def _answers(read: Reader, case: CaseRow, today: date) -> list[NextStep]:
    """What plans owe an answer on, of a case that is open."""
    return list(answer_steps(unanswered(read, today, case=case.id))) if case.closed_on is None else []


def _estimates(
    read: Reader, case: CaseRow | None, policies: tuple[PolicyRow, ...], planned: VisitRow | None, today: date
) -> tuple[tuple[IssuedEstimate, ...], EstimateStanding | None]:
    """The estimates of a case, and how they stand; none without a case. Where nothing is planned, issued or asked for,
    nothing is read."""
    if case is None:
        return (), None
    is_insured = any(not has_ended(one.ends_on, today) for one in policies)
    self_pay = SelfPay(case.kind, case.plan_wish, is_insured)
    if planned is None and not case.is_estimated:
        return (), EstimateStanding(self_pay)
    found = estimates_of(read, [case.id])[case.id]
    return found, standing_for(read, case.id, self_pay, found, today)


def _progress(read: Reader, plans: tuple[TreatmentPlan, ...], today: date) -> PlanProgress | None:
    """How far the plan is that is shown first; None where that is a draft, or there is none."""
    shown = shown_plan(plans, today)
    if shown is None or shown.signed_on is None:
        return None
    visits = given_days(read, shown.case, shown.starts_on, shown.ends_on)
    assessed = [one.day for one in assessments_of(read, shown.case)]
    return progress(plans, shown, visits, assessed, today)


def _report_due(
    read: Reader, case: CaseRow | None, state: str, reports: tuple[ProgressReport, ...]
) -> tuple[date, str] | None:
    """By when the next report is due, and why; None where none is, as in a case that is closed."""
    if case is None or case.closed_on:
        return None
    return report_due(read, case.id, interval_for(report_intervals(), case.kind, state), reports)


def _steps(found: Client, case: CaseRow | None, policies: tuple[PolicyRow, ...], today: date) -> list[NextStep]:
    if found.is_retired:
        why = say("They are not on the list of clients. Nothing of their chart was lost.")
        return [NextStep(say("Retired client"), why, say("Bring client back"), "back")]
    steps = []
    if found.birth_date is None:
        why = say("Every payer looks the client up by it; no superbill goes out without it.")
        steps.append(NextStep(say("Birth date"), why, say("Type it"), "edit/birth_date"))
    if lacks_guardian(found, today):
        why = say("A minor does not sign alone. Their name goes on consents and on papers to the payer.")
        steps.append(NextStep(say("Guardian"), why, say("Add guardian"), "edit/guardian_name"))
    if case is None:
        why = say("Visits, policies and prescriptions belong to a case: what the client is treated for.")
        steps.append(NextStep(say("First case"), why, say("New case"), "case/new"))
        return steps
    if case.closed_on is None:
        steps += _steps_of_case(case, policies)
    return steps


def _steps_of_case(case: CaseRow, policies: tuple[PolicyRow, ...]) -> list[NextStep]:
    steps = []
    if case.kind in ACCIDENTS and case.onset_on is None:
        why = say("A payer asks when it happened before anything else.")
        steps.append(NextStep(say("Date of the accident"), why, say("Type it"), f"case/{case.id}/onset_on"))
    if case.kind in ACCIDENTS and not case.claim_number:
        why = say("The adjuster finds nothing without it.")
        steps.append(NextStep(say("Claim number"), why, say("Type it"), f"case/{case.id}/claim_number"))
    if case.kind != "cash" and not policies:
        why = say("Copy the card: payer, member ID, and relationship to subscriber.")
        steps.append(NextStep(say("Insurance"), why, say("Add policy"), "policy/new"))
    for one in policies:
        if not one.member_id and case.kind == "health":
            why = say("{payer} finds the client by it.", payer=one.payer_name)
            steps.append(NextStep(say("Member ID"), why, say("Type it"), f"policy/{one.id}/member_id"))
    return steps
