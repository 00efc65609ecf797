from dataclasses import replace

import pytest
from factories import new_case, new_prescription, refused
from planning import ORDER, PLAN, SIT, ordered_case, sign, signed_plan, with_goal, written_plan

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, ClinicError, Missing
from clinic_desktop.plans.commands.after import KeepSignedCopy, MarkGoal, SendPlan
from clinic_desktop.plans.commands.plans import RetirePlan, SignPlan, WritePlan
from clinic_desktop.plans.model import GoalMarkDraft, PlanSendingDraft
from clinic_desktop.plans.queries import plan_of_goal, plan_paper, plans_of, treatment_plan
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.store.connection import driver

PDF = b"%PDF-1.7\nsigned"


def test_a_draft_is_written_and_changed_and_undone(clinic: Clinic) -> None:
    case = ordered_case(clinic)
    row = written_plan(clinic, case)
    plan = treatment_plan(clinic.read, row)
    assert (plan.number, plan.signed_on, len(plan.goals), plan.units) == (1, None, 2, 4)
    assert plan.techniques == ("Myofascial release", "Trigger point therapy")
    clinic.do(WritePlan(case, row, plan.version, replace(PLAN, goals=(SIT,), minutes="25")))
    changed = treatment_plan(clinic.read, row)
    assert ([one.activity for one in changed.goals], changed.units) == (["Sit at the desk"], 2)
    clinic.undo()
    assert len(treatment_plan(clinic.read, row).goals) == 2
    clinic.redo()
    assert treatment_plan(clinic.read, row).minutes == 25
    clinic.undo()
    clinic.undo()
    assert plans_of(clinic.read, case) == ()


def test_a_goal_alone_that_changed_is_a_change_of_the_plan(clinic: Clinic) -> None:
    case = ordered_case(clinic)
    row = written_plan(clinic, case)
    seen = treatment_plan(clinic.read, row).version
    clinic.do(WritePlan(case, row, seen, with_goal(target="90")))
    assert treatment_plan(clinic.read, row).goals[0].target == 90
    with pytest.raises(ChangedSince):
        clinic.do(WritePlan(case, row, seen, PLAN))
    assert treatment_plan(clinic.read, row).goals[0].target == 90


def test_a_case_has_one_draft(clinic: Clinic) -> None:
    case = ordered_case(clinic)
    written_plan(clinic, case)
    with pytest.raises(ChangedSince):
        written_plan(clinic, case)
    with pytest.raises(ChangedSince):
        signed_plan(clinic, case)


def test_a_draft_can_be_taken_away_and_the_next_one_has_its_number(clinic: Clinic) -> None:
    case = ordered_case(clinic)
    row = written_plan(clinic, case)
    clinic.do(RetirePlan(row, treatment_plan(clinic.read, row).version))
    with pytest.raises(Missing):
        treatment_plan(clinic.read, row)
    assert treatment_plan(clinic.read, written_plan(clinic, case)).number == 1


def test_a_change_of_a_signed_plan_is_the_next_version(clinic: Clinic) -> None:
    case = ordered_case(clinic)
    first = signed_plan(clinic, case)
    before = treatment_plan(clinic.read, first)
    assert (before.signer, before.signed_on is not None) == ("Maya Ortiz, LMT", True)
    assert refused(lambda: clinic.do(WritePlan(case, first, before.version, PLAN))) == [""]
    assert refused(lambda: clinic.do(RetirePlan(first, before.version))) == [""]
    second = sign(clinic, written_plan(clinic, case), with_goal(target="90"))
    plans = plans_of(clinic.read, case)
    assert [(one.id, one.number, one.goals[0].target) for one in plans] == [(second, 2, 90), (first, 1, 60)]
    assert plans[1] == before
    assert not clinic.history.undoable


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE treatment_plans SET minutes = 5",
        "UPDATE treatment_plans SET retired_at = 'x'",
        "DELETE FROM treatment_plans",
        "UPDATE plan_goals SET target = 5",
        "INSERT INTO plan_goals (version, plan_id, place, measure, baseline, target, due_on)"
        " VALUES (1, 1, 9, 'ndi', 1, 2, '2026-12-01')",
        "DELETE FROM plan_goals",
        "UPDATE plan_copies SET kind = 'png'",
        "DELETE FROM plan_copies",
    ],
)
def test_what_is_signed_stays_whoever_writes(clinic: Clinic, sql: str) -> None:
    row = signed_plan(clinic, ordered_case(clinic))
    clinic.do(KeepSignedCopy(row, PDF))
    with pytest.raises(driver().IntegrityError, match=r"never changed|never deleted|nothing clinical"):
        clinic._writer._database.execute(sql)


def test_only_its_therapist_signs(clinic: Clinic) -> None:
    other = clinic.do(AddTherapist(TherapistDraft("Ben", "Hale", "LMT", "2999999925", "225700000X"))).row
    case = ordered_case(clinic)
    assert refused(lambda: clinic.do(SignPlan(case, 0, 0, replace(PLAN, therapist=str(other))))) == [""]
    assert plans_of(clinic.read, case) == ()
    assert refused(lambda: clinic.do(SignPlan(case, 0, 0, replace(PLAN, discharge="")))) == ["discharge"]
    assert refused(lambda: clinic.do(WritePlan(case, 0, 0, replace(PLAN, therapist="")))) == ["therapist"]


def test_a_plan_is_made_from_a_prescription_of_its_own_case(clinic: Clinic) -> None:
    other = new_case(clinic, case_of(clinic.read, ordered_case(clinic)).client)
    assert refused(lambda: written_plan(clinic, other)) == ["prescription"]
    mine = new_prescription(clinic, other, replace(ORDER, visits_ordered="11"))
    assert refused(lambda: written_plan(clinic, other, replace(PLAN, prescription=str(mine)))) == ["phases"]


def test_what_the_paper_says_is_kept_with_the_signature(clinic: Clinic) -> None:
    row = signed_plan(clinic, ordered_case(clinic))
    facts = plan_paper(clinic.read, row).facts
    assert facts.titles == (("M54.2", "Cervicalgia"),)
    assert dict(facts.measures) == {"ndi": "NDI: Neck Disability Index"}
    assert (facts.prescriber_name, facts.order_visits) == ("Maria Lee, MD", 12)


def test_a_goal_is_marked_and_marked_again(clinic: Clinic) -> None:
    case = ordered_case(clinic)
    row = written_plan(clinic, case)
    goal = treatment_plan(clinic.read, row).goals[0].id
    met = GoalMarkDraft("met", "today")
    assert refused(lambda: clinic.do(MarkGoal(goal, 0, met))) == [""]
    sign(clinic, row)
    clinic.do(MarkGoal(goal, 0, met))
    clinic.do(MarkGoal(goal, 1, GoalMarkDraft("given_up", "today", "Moved to another desk")))
    with pytest.raises(ChangedSince):
        clinic.do(MarkGoal(goal, 1, met))
    found = plan_of_goal(clinic.read, goal)
    assert (found.id, found.goals[0].state) == (row, "given_up")
    clinic.undo()
    clinic.undo()
    assert treatment_plan(clinic.read, row).goals[0].state == "not_yet"


def test_goals_that_were_met_stand_on_the_next_paper(clinic: Clinic) -> None:
    case = ordered_case(clinic)
    first = signed_plan(clinic, case)
    clinic.do(MarkGoal(treatment_plan(clinic.read, first).goals[0].id, 0, GoalMarkDraft("met", "today")))
    second = signed_plan(clinic, case, replace(PLAN, goals=PLAN.goals[1:]))
    assert plan_paper(clinic.read, second).facts.met_before == (
        "Sit at the desk 60 minutes (baseline 20) by 01/12/2027.",
    )


def test_a_plan_goes_to_the_prescriber_and_comes_back(clinic: Clinic) -> None:
    case = ordered_case(clinic)
    row = written_plan(clinic, case)
    draft = PlanSendingDraft("today", "fax", "Dr. Lee, 253-555-0177")
    assert refused(lambda: clinic.do(SendPlan(row, 0, draft))) == [""]
    sign(clinic, row)
    assert treatment_plan(clinic.read, row).waits_for_prescriber
    clinic.do(SendPlan(row, 0, draft))
    clinic.do(SendPlan(row, 1, replace(draft, signed_on="today")))
    with pytest.raises(ChangedSince):
        clinic.do(SendPlan(row, 1, draft))
    assert not treatment_plan(clinic.read, row).waits_for_prescriber
    clinic.undo()
    assert treatment_plan(clinic.read, row).waits_for_prescriber


def test_a_signed_copy_is_kept_and_replaced_and_read_back(clinic: Clinic) -> None:
    case = ordered_case(clinic)
    row = written_plan(clinic, case)
    assert refused(lambda: clinic.do(KeepSignedCopy(row, PDF))) == [""]
    sign(clinic, row)
    clinic.do(KeepSignedCopy(row, PDF))
    better = b"\xff\xd8\xff" + bytes(range(256)) * 40
    clinic.do(KeepSignedCopy(row, better))
    newest, first = treatment_plan(clinic.read, row).copies
    assert (newest.kind, newest.size, first.kind) == ("jpeg", len(better), "pdf")
    assert [clinic.read.content(one.digest) for one in (newest, first)] == [better, PDF]
    with pytest.raises(ClinicError):
        clinic.do(KeepSignedCopy(row, b"GIF89a"))


def test_nothing_is_planned_for_a_case_that_is_not_there(clinic: Clinic) -> None:
    with pytest.raises(Missing):
        written_plan(clinic, CaseId(ordered_case(clinic) + 1))
