"""What happens to a signed plan: goals are judged, it goes to the prescriber, and the signed copy comes back."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.plans.model import GoalMarkDraft, PlanSendingDraft
from clinic_desktop.plans.rules.goals import mark_values
from clinic_desktop.plans.rules.sending import copy_kind, sending_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class MarkGoal(Command):
    """Say of a goal of a signed plan how it came out."""

    goal: int
    # Of the mark; 0 while there is none.
    version: int
    draft: GoalMarkDraft
    label: ClassVar[str] = mark("Mark goal")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert or update the row; raises Refused, Missing or ChangedSince."""
        _signed(tx, tx.active("plan_goals", self.goal)["plan_id"])
        values = mark_values(self.draft, tx.clock.today())
        kept = tx.one("SELECT * FROM goal_marks WHERE goal_id = ? AND retired_at IS NULL", self.goal)
        if kept:
            return tx.update("goal_marks", kept["id"], values, self.version)
        return tx.insert("goal_marks", {"goal_id": self.goal} | values)


@dataclass(frozen=True)
class SendPlan(Command):
    """Write down when and how a signed plan went to the prescriber, and when it was signed there."""

    plan: int
    # Of the sending; 0 while there is none.
    version: int
    draft: PlanSendingDraft
    label: ClassVar[str] = mark("Send treatment plan")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert or update the row; raises Refused, Missing or ChangedSince."""
        plan = _signed(tx, self.plan)
        values = sending_values(self.draft, date.fromisoformat(plan["signed_on"]), tx.clock.today())
        kept = tx.one("SELECT * FROM plan_sendings WHERE plan_id = ? AND retired_at IS NULL", self.plan)
        if kept:
            return tx.update("plan_sendings", kept["id"], values, self.version)
        return tx.insert("plan_sendings", {"plan_id": self.plan} | values)


@dataclass(frozen=True)
class KeepSignedCopy(Command):
    """Keep a file of the plan as the prescriber signed it; the one before it stays, and no longer counts.

    The bytes lie in the clinic's encrypted file itself: a store of attachments for every room comes later.
    """

    plan: int
    content: bytes
    label: ClassVar[str] = mark("Attach signed copy")
    # What came back from the prescriber came back.
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Keep the bytes and insert the row; raises Refused or Missing."""
        _signed(tx, self.plan)
        kind = copy_kind(self.content)
        values = {"digest": tx.keep(self.content), "kind": kind, "bytes": len(self.content)}
        return tx.insert("plan_copies", {"plan_id": self.plan, "kept_on": tx.clock.today().isoformat()} | values)


def _signed(tx: Transaction, plan: int) -> Row:
    """The row of a plan that is signed; raises Refused where it is not, or Missing."""
    row, found = tx.active("treatment_plans", plan), Problems()
    if not row["signed_at"]:
        found.add("", say("The plan is a draft. Its therapist signs it first."))
    found.refuse()
    return row
