"""Add prescribers, change them, retire them, bring them back; know one again by the name."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.referrals.model import PrescriberDraft, full_name
from clinic_desktop.referrals.queries import known_prescriber
from clinic_desktop.referrals.rules import prescribers as rules
from clinic_desktop.referrals.rules.names import credentials, read_name
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class AddPrescriber(Command):
    """Add a prescriber."""

    draft: PrescriberDraft
    label: ClassVar[str] = mark("Add prescriber")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, also for a second prescriber of the same NPI or name."""
        values = rules.prescriber_values(self.draft)
        _refuse_a_second(tx, values, 0, "npi", "family_name")
        return tx.insert("prescribers", values)


@dataclass(frozen=True)
class ChangePrescriber(Command):
    """Change a prescriber. Issued documents keep what they were issued with."""

    id: int
    version: int
    draft: PrescriberDraft
    label: ClassVar[str] = mark("Change prescriber")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        values = rules.prescriber_values(self.draft)
        # One who is off the list may look like one who is on it.
        if not tx.current("prescribers", self.id)["retired_at"]:
            _refuse_a_second(tx, values, self.id, "npi", "family_name")
        return tx.update("prescribers", self.id, values, self.version)


@dataclass(frozen=True)
class RetirePrescriber(Command):
    """Take a prescriber off the list; their prescriptions keep the name."""

    id: int
    version: int
    label: ClassVar[str] = mark("Retire prescriber")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("prescribers", self.id, self.version)


@dataclass(frozen=True)
class BringPrescriberBack(Command):
    """Put a retired prescriber back on the list."""

    id: int
    version: int
    label: ClassVar[str] = mark("Bring prescriber back")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused when somebody else on the list has the NPI or name, Missing, ChangedSince."""
        _refuse_a_second(tx, tx.current("prescribers", self.id), self.id, "", "")
        return tx.update("prescribers", self.id, {"retired_at": None}, self.version)


def prescriber_of(tx: Transaction, chosen: str, typed: str, kept: int = 0) -> int:
    """The chosen prescriber, the one of the typed name, or a new one; never a second one of the same name.

    One who was retired comes back by the typed name; a chosen one stays only where they stand already (`kept`). Raises
    Refused at `prescriber`, or Missing.
    """
    if chosen:
        return _chosen(tx, int(chosen), kept)
    known, problems = known_prescriber(tx, typed), Problems()
    if unclear := rules.unclear(known):
        problems.add("prescriber", unclear)
    problems.refuse()
    named = PrescriberDraft(*read_name(typed))
    if known.rows:
        return _met_again(tx, tx.current("prescribers", known.rows[0].id), named.credential)
    return tx.insert("prescribers", rules.prescriber_values(named))


def _met_again(tx: Transaction, row: Row, credential: str) -> int:
    """One who was known before the name was typed: back on the list, with a credential that nobody typed before."""
    learned: Row = {"retired_at": None}
    if row["retired_at"]:
        problems, same = Problems(), _of_npi(tx, row["npi"], row["id"])
        if same:
            problems.add("prescriber", rules.npi_taken_since(_name(row), _name(same)))
        problems.refuse()
    if credential and not row["credential"]:
        learned |= rules.found_by(row | {"credential": credential}) | {"credential": credential}
    return tx.update("prescribers", row["id"], learned, row["version"])


def _chosen(tx: Transaction, row: int, kept: int) -> int:
    problems = Problems()
    if tx.current("prescribers", row)["retired_at"] and row != kept:
        problems.add("prescriber", rules.off_the_list())
    problems.refuse()
    return row


def _refuse_a_second(tx: Transaction, values: Row, own: int, at_npi: str, at_name: str) -> None:
    """Two on the list have two NPIs; of one name and credential they can be told apart only by them."""
    problems = Problems()
    same = _of_npi(tx, values["npi"], own)
    if same:
        problems.add(at_npi, rules.same_npi(_name(same)))
    problems.refuse()
    names = "SELECT * FROM prescribers WHERE sort_name = ? AND id <> ? AND retired_at IS NULL"
    for one in tx.all(names, values["sort_name"], own):
        is_alike = credentials(one["credential"]) == credentials(values["credential"])
        if is_alike and not (one["npi"] and values["npi"]):
            problems.add(at_name, rules.known_already(_name(one)))
            break
    problems.refuse()


def _of_npi(tx: Transaction, npi: str, own: int) -> Row | None:
    """Somebody else on the list with this NPI."""
    sql = "SELECT * FROM prescribers WHERE npi = ? AND npi <> '' AND id <> ? AND retired_at IS NULL"
    return tx.one(sql, npi, own)


def _name(row: Row) -> str:
    return full_name(row["given_name"], row["family_name"], row["credential"])
