"""Takes next steps on as follow-ups, ticks them off, gives them another day, takes them off the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from clinic_desktop.coverage.model.follow_ups import FOLLOW_UP_DAYS
from clinic_desktop.coverage.model.outcome import Step
from clinic_desktop.coverage.queries.follow_ups import follow_ups_of_case
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class FollowUp(Command):
    """Take a next step of a case on, by its day; one without a day in a week. Where it waits already, it stays as it
    is; one that was done is taken on anew."""

    case: int
    step: Step
    label: ClassVar[str] = mark("Follow up on next step")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row, or return the one that waits; raises Missing."""
        tx.active("cases", self.case)
        found = follow_ups_of_case(tx, self.case).of(self.step, tx.clock.today())
        return found.id if found and found.waits else _take_on(tx, self.case, self.step)


@dataclass(frozen=True)
class FollowUpAll(Command):
    """Take on all of these next steps that have a day, and are neither on the list nor done."""

    case: int
    steps: tuple[Step, ...]
    label: ClassVar[str] = mark("Follow up on all next steps")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; returns the case. Raises Missing."""
        tx.active("cases", self.case)
        follow_up_on_dated(tx, self.case, self.steps)
        return self.case


@dataclass(frozen=True)
class FinishStep(Command):
    """A next step that was taken on was done, today."""

    id: int
    version: int
    label: ClassVar[str] = mark("Mark follow-up done")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused where it was done before, Missing or ChangedSince."""
        _waiting(tx, self.id)
        return tx.update("follow_ups", self.id, {"done_on": tx.clock.today().isoformat()}, self.version)


@dataclass(frozen=True)
class ChangeFollowUpDay(Command):
    """Do it by another day, as typed."""

    id: int
    version: int
    due_on: str
    label: ClassVar[str] = mark("Change day of follow-up")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, also where it was done, Missing or ChangedSince."""
        _waiting(tx, self.id)
        found = Problems()
        if not self.due_on.strip():
            found.add("due_on", say("Type by which day."))
        day = found.read("due_on", dates.parse_date, self.due_on, tx.clock.today()) if self.due_on.strip() else None
        found.refuse()
        return tx.update("follow_ups", self.id, {"due_on": day.isoformat() if day else ""}, self.version)


@dataclass(frozen=True)
class RetireFollowUp(Command):
    """Take a follow-up off the list without doing it."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove follow-up")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Refused where it was done, Missing or ChangedSince."""
        _waiting(tx, self.id)
        return tx.retire("follow_ups", self.id, self.version)


def follow_up_on_dated(tx: Transaction, case: int, steps: Iterable[Step]) -> None:
    """Take on the steps that have a day, inside the transaction of any command; again changes nothing."""
    for one in follow_ups_of_case(tx, case).open_among(dict.fromkeys(steps), tx.clock.today()):
        _take_on(tx, case, one)


def _take_on(tx: Transaction, case: int, step: Step) -> int:
    today = tx.clock.today()
    due: date = step.on or today + timedelta(FOLLOW_UP_DAYS)
    return tx.insert(
        "follow_ups",
        {
            "case_id": case,
            "words": step.words,
            "rule": step.rule,
            "step_on": step.on.isoformat() if step.on else "",
            "due_on": due.isoformat(),
            "made_on": today.isoformat(),
        },
    )


def _waiting(tx: Transaction, row: int) -> Row:
    """The follow-up as it stands; raises Refused where it was done, or Missing."""
    now = tx.active("follow_ups", row)
    problems = Problems()
    if now["done_on"]:
        problems.add("", say("This was done already."))
    problems.refuse()
    return now
