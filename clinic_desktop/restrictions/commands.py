"""Write down what a client asked to be kept from a payer, correct it, note that it was taken back, remove it."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.restrictions.model import RestrictionDraft, Telling
from clinic_desktop.restrictions.queries import kept_of, payers_of, restrictions_of
from clinic_desktop.restrictions.rules import Values, kept_words, refuse_twice, restriction_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class AddRestriction(Command):
    """Keep a client's visits from a payer, or from every one."""

    client: int
    draft: RestrictionDraft
    label: ClassVar[str] = mark("Keep visits from the plan")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        values = _values(tx, self.client, self.draft, None)
        refuse_twice(values, restrictions_of(tx, self.client))
        return tx.insert("restrictions", {"client_id": self.client} | values)


@dataclass(frozen=True)
class ChangeRestriction(Command):
    """Correct what a client asked for, or note the day on which it was taken back."""

    id: int
    version: int
    draft: RestrictionDraft
    label: ClassVar[str] = mark("Change what is kept from the plan")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = tx.active("restrictions", self.id)
        values = _values(tx, now["client_id"], self.draft, now["payer_id"])
        refuse_twice(values, [one for one in restrictions_of(tx, now["client_id"]) if one.id != self.id])
        return tx.update("restrictions", self.id, values, self.version)


@dataclass(frozen=True)
class RemoveRestriction(Command):
    """Take away what was written down by mistake. What a client takes back stays on record, with its day."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove what is kept from the plan")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("restrictions", self.id)
        return tx.retire("restrictions", self.id, self.version)


def refuse_kept(tx: Transaction, told: Telling | None, field: str = "", todo: str = "") -> None:
    """The one door of every command by which the clinic tells a payer of visits: raises Refused, at the field and with
    what to do, where the client keeps one of them from it (45 CFR 164.522(a)(1)(vi)). None tells nothing."""
    found, problems = kept_of(tx, told), Problems()
    if found:
        problems.add(field, " ".join(part for part in (kept_words(found), todo) if part))
    problems.refuse()


def _values(tx: Transaction, client: int, draft: RestrictionDraft, kept: int | None) -> Values:
    """The columns as typed; `kept` is the payer that stands there, of which the client may have no policy any more."""
    born = dates.kept(tx.active("clients", client)["birth_date"])
    known = {row for row, _ in payers_of(tx, client)} | ({kept} if kept else set())
    return restriction_values(draft, tx.clock.today(), known, born)
