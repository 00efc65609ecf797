"""Log what was told of a client, and strike out an entry made by mistake. Nothing is ever changed or taken away."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.disclosures.rules.typed import disclosure_values, read_party, struck_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class LogDisclosure(Command):
    """Log by hand what was told: on the phone, on paper, or by another program."""

    draft: DisclosureDraft
    label: ClassVar[str] = mark("Log a disclosure")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        return insert_disclosure(tx, self.draft)


@dataclass(frozen=True)
class StrikeDisclosure(Command):
    """Strike out an entry that was made by mistake: it stays in the log, with the reason, and counts no more."""

    id: int
    version: int
    why: str
    label: ClassVar[str] = mark("Strike out disclosure")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, also for one that was struck out before, Missing or ChangedSince."""
        problems = Problems()
        if tx.current("disclosures", self.id)["struck_on"]:
            problems.add("", say("This entry was struck out already."))
        problems.refuse()
        values = struck_values(self.why, tx.clock.today()) | {"struck_by": _person(tx)["name"]}
        return tx.update("disclosures", self.id, values, self.version)


def insert_disclosure(tx: Transaction, draft: DisclosureDraft) -> int:
    """Log what was told inside the transaction of any command, and return its row; raises Refused or Missing.

    The command must not be undoable: an entry never leaves the log.
    """
    client = tx.current("clients", draft.client)
    if draft.case is not None and tx.current("cases", draft.case)["client_id"] != draft.client:
        raise ValueError("a disclosure is about a case of its client")
    party, payer = read_party(draft.party)
    payer_name = known_as = tx.current("payers", payer)["name"] if payer is not None else ""
    if party == "client":
        known_as = " ".join(client[part] for part in ("given_name", "middle_name", "family_name") if client[part])
    values = disclosure_values(draft, tx.clock.today(), dates.kept(client["birth_date"]), known_as)
    person = _person(tx)
    whose = {"client_id": draft.client, "case_id": draft.case, "logged_at": tx.origin.at, "payer_name": payer_name}
    return tx.insert("disclosures", whose | {"told_by": person["id"], "teller": person["name"]} | values)


def _person(tx: Transaction) -> Row:
    """Who is signed in."""
    return tx.current("staff", tx.origin.actor or 0)
