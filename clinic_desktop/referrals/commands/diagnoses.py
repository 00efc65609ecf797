"""Add diagnoses to a case, change them, put them in order, take them away."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.referrals.commands.sources import born_of, diagnoses_of, last_place, paper_source
from clinic_desktop.referrals.model import MOST_DIAGNOSES, DiagnosisDraft
from clinic_desktop.referrals.rules import diagnoses as rules
from clinic_desktop.referrals.rules.prescriptions import no_room
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.places import move
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class AddDiagnosis(Command):
    """Add a diagnosis to a case, behind those that are there."""

    case: int
    draft: DiagnosisDraft
    label: ClassVar[str] = mark("Add diagnosis")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, also for a code the case has already and for a thirteenth one, or Missing."""
        tx.active("cases", self.case)
        values = _values(tx, self.case, self.draft, 0)
        return tx.insert("diagnoses", {"case_id": self.case, "place": last_place(tx, self.case) + 1} | values)


@dataclass(frozen=True)
class ChangeDiagnosis(Command):
    """Change a diagnosis or where it comes from. Issued documents keep what they were issued with."""

    id: int
    version: int
    draft: DiagnosisDraft
    label: ClassVar[str] = mark("Change diagnosis")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        case = tx.active("diagnoses", self.id)["case_id"]
        return tx.update("diagnoses", self.id, _values(tx, case, self.draft, self.id), self.version)


@dataclass(frozen=True)
class MoveDiagnosis(Command):
    """Put a diagnosis before the one above it, or behind the one below it; the first is the primary one."""

    id: int
    version: int
    up: bool
    label: ClassVar[str] = mark("Move diagnosis")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Change places with the neighbor; at the end of the list nothing is written. Raises Missing, ChangedSince."""
        own = tx.active("diagnoses", self.id)
        rows = diagnoses_of(tx, own["case_id"])
        move(tx, "diagnoses", rows, self.id, up=self.up, version=self.version)
        return self.id


@dataclass(frozen=True)
class RetireDiagnosis(Command):
    """Take a diagnosis off the case; a prescription that has it keeps it."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove diagnosis")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("diagnoses", self.id, self.version)


def _values(tx: Transaction, case: int, draft: DiagnosisDraft, own: int) -> rules.Values:
    values = rules.diagnosis_values(draft, born_of(tx, case), tx.clock.today())
    problems = Problems()
    others = [one for one in diagnoses_of(tx, case) if one["id"] != own]
    if any(one["code"] == values["code"] for one in others):
        problems.add("code", rules.given_twice(values["code"]))
    elif not own and len(others) >= MOST_DIAGNOSES:
        problems.add("code", no_room())
    if rules.has_paper(draft):
        values |= _paper(tx, case, int(draft.prescription), values["code"], problems)
    problems.refuse()
    return values


def _paper(tx: Transaction, case: int, row: int, code: str, problems: Problems) -> Row:
    """The source columns of a paper of this case that has the code; the form asks for it as a source."""
    paper = tx.current("prescriptions", row)
    if paper["retired_at"] or paper["case_id"] != case:
        problems.add("source", rules.paper_gone())
    elif code not in paper["codes"].split():
        problems.add("source", rules.another_paper(code))
    return paper_source(paper)
