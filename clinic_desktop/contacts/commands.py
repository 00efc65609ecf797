"""Log contacts, correct them, strike them out, and tick off what was to follow."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.contacts.rules.typed import Values, contact_values, struck_values
from clinic_desktop.payers.rules import off_the_list
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class LogContact(Command):
    """Log a contact about a case."""

    case: int
    draft: ContactDraft
    label: ClassVar[str] = mark("Log a contact")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        return insert_contact(tx, self.case, self.draft)


@dataclass(frozen=True)
class ChangeContact(Command):
    """Correct a contact. The audit trail keeps what stood there."""

    id: int
    version: int
    draft: ContactDraft
    label: ClassVar[str] = mark("Correct contact")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, also for one that was struck out, Missing or ChangedSince."""
        now = _standing(tx, self.id)
        return tx.update("contacts", self.id, _values(tx, self.draft, now["payer_id"]), self.version)


@dataclass(frozen=True)
class StrikeContact(Command):
    """Strike a contact out: it stays in the list, with the reason, and nothing follows from it any more."""

    id: int
    version: int
    why: str
    label: ClassVar[str] = mark("Strike out contact")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        _standing(tx, self.id)
        return tx.update("contacts", self.id, struck_values(self.why, tx.clock.today()), self.version)


@dataclass(frozen=True)
class FinishFollowUp(Command):
    """What was to follow a contact was done, today."""

    id: int
    version: int
    label: ClassVar[str] = mark("Mark follow-up done")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused where nothing waits, Missing or ChangedSince."""
        now = _standing(tx, self.id)
        problems = Problems()
        if not now["todo"] or now["done_on"]:
            problems.add("", say("Nothing waits here any more."))
        problems.refuse()
        return tx.update("contacts", self.id, {"done_on": tx.clock.today().isoformat()}, self.version)


def party_to_log(tx: Transaction, payer: int) -> str:
    """How a contact with a payer is logged by the program itself: one that was merged away or retired since takes no
    new contacts, and its name still says whom."""
    return "other" if tx.current("payers", payer)["retired_at"] else f"payer/{payer}"


def insert_contact(tx: Transaction, case: int, draft: ContactDraft) -> int:
    """Log a contact inside the transaction of any command, and return its row; raises Refused or Missing."""
    tx.active("cases", case)
    return tx.insert("contacts", {"case_id": case} | _values(tx, draft, None))


def _standing(tx: Transaction, row: int) -> Row:
    """The contact as it stands; raises Refused for one that was struck out, or Missing."""
    now = tx.active("contacts", row)
    problems = Problems()
    if now["struck_on"]:
        problems.add("", say("This entry was struck out. Log the contact again instead."))
    problems.refuse()
    return now


def _values(tx: Transaction, draft: ContactDraft, kept: int | None) -> Values:
    """The columns as typed; `kept` is the payer that stands there, which may have left the list since."""
    values = contact_values(draft, tx.clock.today())
    payer = values["payer_id"]
    problems = Problems()
    if payer is not None and payer != kept and tx.current("payers", payer)["retired_at"]:
        problems.add("party", off_the_list())
    problems.refuse()
    return values
