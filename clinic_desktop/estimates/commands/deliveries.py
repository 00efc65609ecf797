"""Write down that an estimate was delivered, and that a client asked for one."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.estimates.model.due import RequestDraft
from clinic_desktop.estimates.model.estimate import DeliveryDraft, number_words
from clinic_desktop.estimates.queries.issued import issued_estimate
from clinic_desktop.estimates.rules.typed import delivery_values, request_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class LogDelivery(Command):
    """Write down how, when and to whom an estimate was delivered; by whom is who is signed in."""

    estimate: int
    draft: DeliveryDraft
    label: ClassVar[str] = mark("Log delivery of estimate")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, also for a void estimate, or Missing."""
        found, problems = issued_estimate(inside(tx), self.estimate), Problems()
        if found.voided_on:
            problems.add("", say("{number} is void: make a new estimate.", number=number_words(found.number)))
        problems.refuse()
        values = delivery_values(self.draft, found.issued_on, tx.clock.today())
        person = tx.current("staff", tx.origin.actor or 0)
        who = {"delivered_by": person["id"], "deliverer": person["name"]}
        return tx.insert("estimate_deliveries", {"estimate_id": self.estimate} | who | values)


@dataclass(frozen=True)
class RetireDelivery(Command):
    """Take a delivery off the log that was written down by mistake."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove delivery")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("estimate_deliveries", self.id)
        return tx.retire("estimate_deliveries", self.id, self.version)


@dataclass(frozen=True)
class NoteRequest(Command):
    """Write down that the client of a case asked for an estimate; `id` 0 is a new request."""

    case: int
    id: int
    version: int
    draft: RequestDraft
    label: ClassVar[str] = mark("Note request for estimate")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert or update the row; raises Refused, Missing or ChangedSince."""
        tx.active("cases", self.case)
        values = request_values(self.draft, tx.clock.today())
        if self.id:
            tx.active("estimate_requests", self.id)
            return tx.update("estimate_requests", self.id, values, self.version)
        return tx.insert("estimate_requests", {"case_id": self.case} | values)


@dataclass(frozen=True)
class RetireRequest(Command):
    """Take a request away that was written down by mistake, or that the client took back."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove request for estimate")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("estimate_requests", self.id)
        return tx.retire("estimate_requests", self.id, self.version)
