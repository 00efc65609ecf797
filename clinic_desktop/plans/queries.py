"""Reads the treatment plans of a case with their goals, their way to the prescriber, and what they are read against."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from clinic_desktop.cases.model import Case, CaseId
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.clients.queries import client
from clinic_desktop.measures.model import Measure
from clinic_desktop.plans.model import (
    CopyId,
    GoalId,
    GoalMark,
    PlanBounds,
    PlanGoal,
    PlanId,
    PlanPaper,
    PlanPaperFacts,
    PlanPhase,
    PlanSending,
    SignedCopy,
    TreatmentPlan,
)
from clinic_desktop.plans.rules.goals import goal_words
from clinic_desktop.policies.queries import policy, policy_page
from clinic_desktop.practice.model import Therapist, TherapistId, printed_name
from clinic_desktop.practice.queries import credential_page, practice, therapist
from clinic_desktop.referrals.model import Prescription, PrescriptionId
from clinic_desktop.referrals.queries import codes_of, prescriber, prescription
from clinic_desktop.referrals.rules.frequency import read_rate
from clinic_desktop.referrals.rules.windows import first_day
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.values.addresses import address_lines

_PLANS = (
    "SELECT treatment_plans.*, given_name, family_name, designation FROM treatment_plans"
    " JOIN therapists ON therapists.id = treatment_plans.therapist_id WHERE treatment_plans.retired_at IS NULL"
)


def plans_of(read: Reads, owner: CaseId) -> tuple[TreatmentPlan, ...]:
    """The versions of a case's plan, the newest first, a draft on top."""
    rows = read.all(f"{_PLANS} AND case_id = ? ORDER BY number DESC", owner)
    return _plans(read, rows)


def treatment_plan(read: Reader, row: int) -> TreatmentPlan:
    """One version; raises Missing."""
    return _plans(read, [read.one(f"{_PLANS} AND treatment_plans.id = ?", row)])[0]


def plan_of_goal(read: Reader, goal: int) -> TreatmentPlan:
    """The version that a goal belongs to; raises Missing."""
    found = read.one("SELECT plan_id FROM plan_goals WHERE id = ? AND retired_at IS NULL", goal)
    return treatment_plan(read, found["plan_id"])


def bounds_of(read: Reads, owner: int, order: Prescription | None, measures: Mapping[str, Measure]) -> PlanBounds:
    """What a plan of this case, made from this order or from none, is read against."""
    codes = codes_of(read, owner)
    if order is None:
        return PlanBounds(case_codes=codes, measures=measures)
    return PlanBounds(
        has_order=True,
        first_day=first_day(order),
        last_day=order.expires_on,
        visits_ordered=order.visits_ordered,
        rate=order.rate or read_rate(order.frequency),
        ordered_codes=order.diagnoses,
        case_codes=codes,
        measures=measures,
    )


def case_facts(read: Reader, owner: CaseId, treats: TherapistId, order: PrescriptionId | None = None) -> PlanPaperFacts:
    """What a paper about a case says of the clinic, the client, the payer, the therapist and the order, as things stand
    now; its codes stand in `titles` without words. Raises Missing."""
    case, clinic = case_of(read, owner), practice(read)
    person = client(read, case.client)
    therapist_now = _therapist(read, treats)
    return PlanPaperFacts(
        clinic_name=clinic.name,
        clinic_address=tuple(address_lines(clinic)),
        clinic_phone=clinic.phone,
        clinic_fax=clinic.fax,
        is_demo=clinic.is_demo,
        client_name=person.name,
        birth_date=person.birth_date,
        **_payer(read, case),
        therapist_npi=therapist_now.npi if therapist_now else "",
        therapist_license=_license(read, treats, clinic.state),
        **(_order(read, prescription(read, order)) if order else {}),
        titles=tuple((code, "") for code in codes_of(read, owner)),
    )


def paper_now(read: Reader, plan: TreatmentPlan, names: Mapping[str, str]) -> PlanPaperFacts:
    """What the paper of a plan says beside it as things stand now, without the titles of codes and the cost. `names`
    are those of the outcome measures. Raises Missing."""
    return replace(
        case_facts(read, plan.case, plan.therapist, plan.prescription),
        titles=(),
        measures=tuple((one.measure, names.get(one.measure, one.measure)) for one in plan.goals if one.measure),
        met_before=tuple(_met_before(read, plan, names)),
    )


def plan_paper(read: Reader, row: int) -> PlanPaper:
    """A signed version with what its paper says; raises Missing."""
    kept = json.loads(read.one("SELECT paper FROM treatment_plans WHERE id = ?", row)["paper"])
    return PlanPaper(treatment_plan(read, row), kept_facts(kept))


def _plans(read: Reads, rows: list[Row]) -> tuple[TreatmentPlan, ...]:
    if not rows:
        # Most cases have no plan, and a chart is read again after every change.
        return ()
    ids = json.dumps([row["id"] for row in rows])
    goals, copies = _goals(read, ids), _copies(read, ids)
    sendings = {row["plan_id"]: row for row in _all_of(read, "plan_sendings", ids, "id")}
    return tuple(_plan(row, goals[row["id"]], sendings.get(row["id"]), copies[row["id"]]) for row in rows)


def _all_of(read: Reads, table: str, ids: str, order: str) -> list[Row]:
    """The rows of a table in use that belong to these plans."""
    sql = f"SELECT * FROM {table} WHERE plan_id IN (SELECT value FROM json_each(?)) AND retired_at IS NULL"  # noqa: S608 - one of a few constant names
    return read.all(f"{sql} ORDER BY {order}", ids)


def _goals(read: Reads, ids: str) -> Mapping[int, tuple[PlanGoal, ...]]:
    rows = _all_of(read, "plan_goals", ids, "plan_id, place, id")
    marks = {
        row["goal_id"]: GoalMark(row["version"], row["state"], date.fromisoformat(row["marked_on"]), row["note"])
        for row in read.all(
            "SELECT * FROM goal_marks WHERE retired_at IS NULL AND goal_id IN (SELECT value FROM json_each(?))",
            json.dumps([row["id"] for row in rows]),
        )
    }
    found: dict[int, tuple[PlanGoal, ...]] = defaultdict(tuple)
    for row in rows:
        found[row["plan_id"]] += (
            PlanGoal(
                id=GoalId(row["id"]),
                measure=row["measure"],
                activity=row["activity"],
                unit=row["unit"],
                baseline=row["baseline"],
                target=row["target"],
                due_on=date.fromisoformat(row["due_on"]),
                mark=marks.get(row["id"]),
            ),
        )
    return found


def _copies(read: Reads, ids: str) -> Mapping[int, tuple[SignedCopy, ...]]:
    found: dict[int, tuple[SignedCopy, ...]] = defaultdict(tuple)
    for row in _all_of(read, "plan_copies", ids, "id DESC"):
        kept_on = date.fromisoformat(row["kept_on"])
        found[row["plan_id"]] += (SignedCopy(CopyId(row["id"]), row["digest"], row["kind"], row["bytes"], kept_on),)
    return found


def _plan(row: Row, goals: tuple[PlanGoal, ...], sent: Row | None, copies: tuple[SignedCopy, ...]) -> TreatmentPlan:
    same = ("baseline", "minutes", "units", "precautions", "home_care", "coordination", "discharge", "signer", "number")
    return TreatmentPlan(
        id=PlanId(row["id"]),
        version=row["version"],
        case=CaseId(row["case_id"]),
        prescription=PrescriptionId(row["prescription_id"]) if row["prescription_id"] else None,
        therapist=TherapistId(row["therapist_id"]),
        therapist_name=printed_name(row["given_name"], row["family_name"], row["designation"]),
        diagnoses=tuple(row["codes"].split()),
        goals=goals,
        techniques=tuple(json.loads(row["techniques"])),
        regions=tuple(json.loads(row["regions"])),
        phases=tuple(PlanPhase(*one) for one in json.loads(row["phases"])),
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        reevaluate_on=date.fromisoformat(row["reevaluate_on"]),
        signed_on=dates.kept(row["signed_on"]),
        sending=_sending(sent) if sent else None,
        copies=copies,
        **{name: row[name] for name in same},
    )


def _sending(row: Row) -> PlanSending:
    return PlanSending(
        version=row["version"],
        sent_on=dates.kept(row["sent_on"]),
        sent_how=row["sent_how"],
        sent_to=row["sent_to"],
        signed_on=dates.kept(row["signed_on"]),
        note=row["note"],
    )


def _therapist(read: Reader, row: TherapistId) -> Therapist | None:
    """Who treats, where they are still on the list."""
    known = read.all("SELECT id FROM therapist_rows WHERE id = ?", row)
    return therapist(read, row) if known else None


def _license(read: Reader, owner: TherapistId, state: str) -> str:
    """State and number of what the state gave the therapist, that of the clinic's own state first; "" for none."""
    found = [one for one in credential_page(read, owner).rows if one.number]
    chosen = next((one for one in found if one.state == state), next(iter(found), None))
    return f"{chosen.state} {chosen.number}" if chosen else ""


def _payer(read: Reader, case: Case) -> dict[str, Any]:
    rows = policy_page(read, case.id).rows
    known: dict[str, Any] = {"claim_number": case.claim_number, "onset_on": case.onset_on}
    if rows:
        found = policy(read, rows[0].id)
        known |= {"payer_name": found.payer_name, "member_id": found.member_id}
    return known


def _order(read: Reader, order: Prescription) -> dict[str, Any]:
    by = prescriber(read, order.prescriber)
    return {
        "prescriber_name": by.name,
        "prescriber_npi": by.npi,
        "prescriber_organization": by.organization,
        "prescriber_phone": by.phone,
        "prescriber_fax": by.fax,
        "order_kind": order.kind,
        "ordered_on": order.ordered_on,
        "order_starts_on": order.starts_on,
        "order_expires_on": order.expires_on,
        "order_visits": order.visits_ordered,
        "order_frequency": order.frequency,
    }


def _met_before(read: Reader, plan: TreatmentPlan, names: Mapping[str, str]) -> Iterable[str]:
    """What earlier versions reached, the oldest first."""
    for one in reversed(plans_of(read, plan.case)):
        if one.number < plan.number:
            for goal in one.goals:
                if goal.state == "met":
                    yield goal_words(goal, names, on_paper=True)


_DAYS = ("birth_date", "onset_on", "ordered_on", "order_starts_on", "order_expires_on")


def kept_facts(kept: Mapping[str, Any]) -> PlanPaperFacts:
    """What was kept, also by another version: what is unknown is left out."""
    known = {one.name for one in fields(PlanPaperFacts)}
    values = {name: value for name, value in kept.items() if name in known}
    for name in _DAYS:
        values[name] = dates.kept(values.get(name) or "")
    for name in ("clinic_address", "met_before", "cost"):
        values[name] = tuple(values.get(name, ()))
    for name in ("titles", "measures"):
        values[name] = tuple((one[0], one[1]) for one in values.get(name, ()))
    return PlanPaperFacts(**values)
