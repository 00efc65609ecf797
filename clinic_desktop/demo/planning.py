"""Treatment plans of the demo's clients: signed on their day, sent, and judged since."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.demo.visiting import EveningClock, Rows
from clinic_desktop.plans.commands.after import MarkGoal, SendPlan
from clinic_desktop.plans.commands.plans import PaperExtras, SignPlan
from clinic_desktop.plans.model import GoalLine, GoalMarkDraft, PhaseLine, PlanSendingDraft, TreatmentPlanDraft
from clinic_desktop.plans.queries import treatment_plan

_APART = ("client", "case", "therapist", "signed_days_ago", "titles", "goals", "phases", "sent")
_LISTS = ("diagnoses", "techniques", "regions")


def sign_plans(clinic: Clinic, clock: EveningClock, typed: Sequence[Typed], rows: Rows) -> None:
    """Sign the plans of `plans.toml`, each in the evening of its day."""
    today = clock.today()
    for one in typed:
        draft, case = _draft(clinic, one, rows), rows.cases[one["client"], one["case"]]
        clock.turn_to(today - timedelta(one["signed_days_ago"]))
        row = clinic.do(SignPlan(case, 0, 0, draft, PaperExtras(one.get("titles", {})))).row
        clock.turn_to(today)
        if "sent" in one:
            clinic.do(SendPlan(row, 0, PlanSendingDraft(**drafted(one["sent"], today))))
        for goal, line in zip(treatment_plan(clinic.read, row).goals, one["goals"], strict=True):
            if "mark" in line:
                clinic.do(MarkGoal(goal.id, 0, GoalMarkDraft(**drafted(line["mark"], today))))


def _draft(clinic: Clinic, typed: Typed, rows: Rows) -> TreatmentPlanDraft:
    today, case = clinic.clock.today(), rows.cases[typed["client"], typed["case"]]
    sql = "SELECT id FROM prescription_rows WHERE case_id = ? ORDER BY ordered_on DESC, id DESC LIMIT 1"
    facts = drafted(typed, today, *_APART)
    lists: dict[str, Any] = {name: tuple(facts.pop(name)) for name in _LISTS}
    return TreatmentPlanDraft(
        prescription=str(clinic.read.one(sql, case)["id"]),
        therapist=str(rows.therapists[typed["therapist"]]),
        goals=tuple(GoalLine(**drafted(one, today, "mark")) for one in typed["goals"]),
        phases=tuple(PhaseLine(**one) for one in typed["phases"]),
        **facts,
        **lists,
    )
