"""Add payers, change them, retire them, bring them back, merge duplicates; keep their departments."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.payers import queries, rules
from clinic_desktop.payers.model import MERGE_LABEL, DepartmentDraft, PayerDraft
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

# A contract of each of two payers, of one therapist and network, that have a day in common.
_SHARED_DAYS = (
    "SELECT 1 FROM contracts AS kept JOIN contracts AS gone ON gone.therapist_id = kept.therapist_id"
    " AND gone.network_key = kept.network_key AND (kept.to_on = '' OR gone.from_on <= kept.to_on)"
    " AND (gone.to_on = '' OR kept.from_on <= gone.to_on)"
    " WHERE kept.payer_id = ? AND gone.payer_id = ? AND kept.retired_at IS NULL AND gone.retired_at IS NULL LIMIT 1"
)


@dataclass(frozen=True)
class AddPayer(Command):
    """Add a payer."""

    draft: PayerDraft
    label: ClassVar[str] = mark("Add payer")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, also for a second payer of the same name."""
        values = rules.payer_values(self.draft)
        _refuse_a_second(tx, values["sort_name"], 0, "name")
        return tx.insert("payers", values)


@dataclass(frozen=True)
class ChangePayer(Command):
    """Change a payer's name, number or note."""

    id: int
    version: int
    draft: PayerDraft
    label: ClassVar[str] = mark("Change payer")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        values = rules.payer_values(self.draft)
        # One that is off the list may be called like one that is on it.
        if not tx.current("payers", self.id)["retired_at"]:
            _refuse_a_second(tx, values["sort_name"], self.id, "name")
        return tx.update("payers", self.id, values, self.version)


@dataclass(frozen=True)
class RetirePayer(Command):
    """Take a payer off the list, when no policy names it."""

    id: int
    version: int
    label: ClassVar[str] = mark("Retire payer")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Refused, Missing or ChangedSince."""
        problems = Problems()
        used = tx.one("SELECT count(*) AS n FROM policies WHERE payer_id = ? AND retired_at IS NULL", self.id)
        if used and used["n"]:
            problems.add("", say("Policies of clients name this payer. Merge it with another one instead."))
        problems.refuse()
        return tx.retire("payers", self.id, self.version)


@dataclass(frozen=True)
class BringPayerBack(Command):
    """Put a retired payer back on the list."""

    id: int
    version: int
    label: ClassVar[str] = mark("Bring payer back")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused for one that was merged and when another one on the list has the name, Missing
        or ChangedSince."""
        problems = Problems()
        merged = queries.merged(tx, self.id)
        if merged:
            # Its policies and departments are with the other one: back on the list it would be an empty double.
            problems.add("", merged)
        problems.refuse()
        _refuse_a_second(tx, tx.current("payers", self.id)["sort_name"], self.id, "")
        return tx.update("payers", self.id, {"retired_at": None}, self.version)


@dataclass(frozen=True)
class MergePayers(Command):
    """Two payers are the same: policies, contracts, contacts, departments, answers, benefit statements, what clients
    keep from the one, packets that are not issued and what it wants proved go to the other.

    That one keeps its own facts and takes over what it lacks; what differs is said in its notes, so nothing is lost.
    """

    kept: int
    gone: int
    version: int
    label: ClassVar[str] = MERGE_LABEL
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Move all rows and retire the one that goes; returns the kept one. Raises Refused, Missing, ChangedSince."""
        problems = Problems()
        if self.kept == self.gone:
            problems.add("into", say("Choose another payer: this one stays."))
        kept, gone = tx.current("payers", self.kept), tx.current("payers", self.gone)
        if kept["retired_at"]:
            problems.add("into", rules.off_the_list())
        if tx.all(_SHARED_DAYS, self.kept, self.gone):
            # Which of the two counts is for a person to say.
            problems.add("into", rules.contracts_clash())
        problems.refuse()
        moved = ("policies", "contracts", "supervision_answers", "contacts", "benefit_statements", "payments")
        for table in (*moved, "restrictions", "disclosures", "payer_criteria"):
            for one in tx.all(f"SELECT id, version FROM {table} WHERE payer_id = ?", self.gone):  # noqa: S608 - constant names
                tx.update(table, one["id"], {"payer_id": self.kept}, one["version"])
        # What was issued is never changed: it went to whom it says.
        for one in tx.all("SELECT id, version FROM packets WHERE payer_id = ? AND number IS NULL", self.gone):
            tx.update("packets", one["id"], {"payer_id": self.kept}, one["version"])
        for one in tx.all("SELECT * FROM department_rows WHERE payer_id = ?", self.gone):
            self._move(tx, one, gone["name"])
        tx.update("payers", self.kept, rules.joined_payer(kept, gone), kept["version"])
        tx.retire("payers", self.gone, self.version)
        return self.kept

    def _move(self, tx: Transaction, one: Row, gone: str) -> None:
        """Let a department go to the kept payer, or into the one there that is the same."""
        here = tx.all("SELECT * FROM department_rows WHERE payer_id = ? ORDER BY id", self.kept)
        same = next((other for other in here if rules.is_same_department(other, one)), None)
        if same:
            tx.update("departments", same["id"], rules.joined_department(same, one, gone), same["version"])
            tx.retire("departments", one["id"], one["version"])
        else:
            tx.update("departments", one["id"], {"payer_id": self.kept}, one["version"])


@dataclass(frozen=True)
class AddDepartment(Command):
    """Add a department to a payer."""

    payer: int
    draft: DepartmentDraft
    label: ClassVar[str] = mark("Add department")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        tx.active("payers", self.payer)
        return tx.insert("departments", {"payer_id": self.payer} | rules.department_values(self.draft))


@dataclass(frozen=True)
class ChangeDepartment(Command):
    """Change a department."""

    id: int
    version: int
    draft: DepartmentDraft
    label: ClassVar[str] = mark("Change department")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        return tx.update("departments", self.id, rules.department_values(self.draft), self.version)


@dataclass(frozen=True)
class RetireDepartment(Command):
    """Take a department off a payer."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove department")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("departments", self.id, self.version)


def _refuse_a_second(tx: Transaction, sort_name: str, own: int, field: str) -> None:
    """Raises Refused at this field where another payer on the list has the name."""
    problems = Problems()
    same = "SELECT id FROM payers WHERE sort_name = ? AND id <> ? AND retired_at IS NULL"
    if tx.one(same, sort_name, own):
        problems.add(field, rules.known_already())
    problems.refuse()
