"""Write a plan as a draft, sign it, take a draft away. Signed it stays as it is: a change makes the next version."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.cases.model import CaseId
from clinic_desktop.errors import ChangedSince
from clinic_desktop.plans.loader import known_measures, measure_titles
from clinic_desktop.plans.model import TreatmentPlanDraft
from clinic_desktop.plans.queries import bounds_of, paper_now, plans_of, treatment_plan
from clinic_desktop.plans.rules.progress import draft_of, next_number
from clinic_desktop.plans.rules.typed import ReadPlan, plan_values
from clinic_desktop.practice.model import printed_name
from clinic_desktop.referrals.model import Prescription
from clinic_desktop.referrals.queries import prescription
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True, slots=True)
class PaperExtras:
    """What only those above this room know, kept with a signature: titles of codes, and the lines of the estimate."""

    titles: Mapping[str, str] = field(default_factory=dict)
    cost: tuple[str, ...] = ()


@dataclass(frozen=True)
class WritePlan(Command):
    """Write the draft of a case's next version, or change it while it is not signed."""

    case: int
    # The row of the draft and its version; 0 and 0 while there is none.
    id: int
    version: int
    draft: TreatmentPlanDraft
    # Which version a new one was begun as; 0 for whichever comes next.
    number: int = 0
    label: ClassVar[str] = mark("Write treatment plan")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert or update the row and its goals; raises Refused, Missing or ChangedSince."""
        return _write(tx, self, signs=False)


@dataclass(frozen=True)
class SignPlan(Command):
    """Sign the plan as it is written now. Its therapist signs, nobody else."""

    case: int
    id: int
    version: int
    draft: TreatmentPlanDraft
    extras: PaperExtras = field(default_factory=PaperExtras)
    # As in WritePlan.
    number: int = 0
    label: ClassVar[str] = mark("Sign treatment plan")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Write the row with its signature; raises Refused, Missing or ChangedSince."""
        row = _write(tx, WritePlan(self.case, self.id, self.version, self.draft, self.number), signs=True)
        plan = treatment_plan(inside(tx), row)
        therapist = tx.current("therapists", plan.therapist)
        name = f"{therapist['given_name']} {therapist['family_name']}"
        if tx.current("staff", tx.origin.actor or 0)["therapist_id"] != therapist["id"]:
            problems = Problems()
            problems.add("", say("Only {who} can sign this plan: it is signed in their name.", who=name))
            problems.refuse()
        titles = tuple((code, self.extras.titles.get(code, "")) for code in plan.diagnoses)
        facts = replace(paper_now(inside(tx), plan, measure_titles()), titles=titles, cost=self.extras.cost)
        signature = {
            "signed_at": tx.origin.at,
            "signed_on": tx.clock.today().isoformat(),
            "signed_by": tx.origin.actor,
            "signer": printed_name(therapist["given_name"], therapist["family_name"], therapist["designation"]),
            "paper": json.dumps(asdict(facts), ensure_ascii=False, default=date.isoformat),
        }
        return tx.update("treatment_plans", row, signature, plan.version)


@dataclass(frozen=True)
class RetirePlan(Command):
    """Take a draft away; a signed plan stays."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove draft of plan")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Retire the row and its goals; raises Refused, Missing or ChangedSince."""
        _refuse_signed(tx.active("treatment_plans", self.id))
        for one in _goal_rows(tx, self.id):
            tx.retire("plan_goals", one["id"], one["version"])
        return tx.retire("treatment_plans", self.id, self.version)


def _write(tx: Transaction, wanted: WritePlan, *, signs: bool) -> int:
    tx.active("cases", wanted.case)
    now = tx.active("treatment_plans", wanted.id) if wanted.id else None
    if now:
        _refuse_signed(now)
    read, parties = _read(tx, wanted, signs=signs)
    if now:
        # The goals belong to it: whoever changed them changed the plan that was seen.
        if now["version"] != wanted.version:
            raise ChangedSince(say("Somebody changed this after you opened it, so nothing was saved yet."))
        changed = _write_goals(tx, wanted.id, read.goals)
        values = read.values | parties
        return _update(tx, now, values, touched=changed)
    plans = plans_of(inside(tx), CaseId(wanted.case))
    if draft_of(plans):
        raise ChangedSince(say("Somebody began the next version meanwhile. What you typed is kept, and not in it yet."))
    number = next_number(plans)
    if wanted.number not in (0, number):
        facts = {"number": wanted.number}
        raise ChangedSince(
            say("Version {number} was signed meanwhile. What you typed is kept, and not in it.", **facts)
        )
    row = tx.insert("treatment_plans", {"case_id": wanted.case, "number": number} | parties | read.values)
    _write_goals(tx, row, read.goals)
    return row


def _update(tx: Transaction, now: Row, values: dict[str, Any], *, touched: bool) -> int:
    """The row moves on with its goals too, so that the next one to save sees that they are others."""
    if touched and all(now[name] == value for name, value in values.items()):
        return tx.update("treatment_plans", now["id"], {"goals_changed": now["goals_changed"] + 1}, now["version"])
    return tx.update("treatment_plans", now["id"], values, now["version"])


def _read(tx: Transaction, wanted: WritePlan, *, signs: bool) -> tuple[ReadPlan, dict[str, Any]]:
    """The columns as typed; raises Refused with what is wrong with the order and the therapist too."""
    draft, found = wanted.draft, Problems()
    order = _order(tx, found, wanted)
    therapist = tx.one("SELECT id FROM therapist_rows WHERE id = ?", int(draft.therapist or 0))
    if therapist is None:
        found.add("therapist", say("Choose who treats, and signs the plan."))
    bounds = bounds_of(inside(tx), wanted.case, order, known_measures())
    found.refuse()
    read = plan_values(draft, bounds, tx.clock.today(), signs=signs)
    return read, {"prescription_id": order.id if order else None, "therapist_id": int(draft.therapist)}


def _order(tx: Transaction, found: Problems, wanted: WritePlan) -> Prescription | None:
    if not wanted.draft.prescription:
        return None
    row = int(wanted.draft.prescription)
    kept = tx.one("SELECT 1 FROM prescriptions WHERE id = ? AND case_id = ? AND retired_at IS NULL", row, wanted.case)
    if kept is None:
        found.add("prescription", say("This prescription is not one of this case. Choose another one."))
        return None
    return prescription(inside(tx), row)


def _goal_rows(tx: Transaction, plan: int) -> list[Row]:
    return tx.all("SELECT * FROM plan_goals WHERE plan_id = ? AND retired_at IS NULL ORDER BY place, id", plan)


def _write_goals(tx: Transaction, plan: int, goals: Sequence[dict[str, Any]]) -> bool:
    """Bring the goals of a draft to what was typed, place by place; whether any is another now."""
    kept, before = _goal_rows(tx, plan), len(tx.entries)
    for row, values in zip(kept, goals, strict=False):
        tx.update("plan_goals", row["id"], values, row["version"])
    for values in goals[len(kept) :]:
        tx.insert("plan_goals", {"plan_id": plan} | values)
    for row in kept[len(goals) :]:
        tx.retire("plan_goals", row["id"], row["version"])
    return len(tx.entries) > before


def _refuse_signed(row: Row) -> None:
    found = Problems()
    if row["signed_at"]:
        found.add("", say("This version was signed meanwhile, so it stays as it is. A change makes the next version."))
    found.refuse()
