"""Add prescriptions to a case, change them, take them away; with them the diagnoses that they are the source of."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.referrals.commands.prescribers import prescriber_of
from clinic_desktop.referrals.commands.sources import born_of, diagnoses_of, last_place, let_go, paper_source
from clinic_desktop.referrals.model import MOST_DIAGNOSES, PrescriptionDraft
from clinic_desktop.referrals.rules import prescriptions as rules
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class AddPrescription(Command):
    """Add a prescription or referral to a case; a prescriber and diagnoses that are not known yet come with it."""

    case: int
    draft: PrescriptionDraft
    label: ClassVar[str] = mark("Add prescription")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused or Missing."""
        tx.active("cases", self.case)
        values = rules.prescription_values(self.draft, born_of(tx, self.case), tx.clock.today())
        by = prescriber_of(tx, self.draft.prescriber, self.draft.prescriber_name)
        row = tx.insert("prescriptions", {"case_id": self.case, "prescriber_id": by} | values)
        _spread(tx, row, rules.written_codes(self.draft.as_written))
        return row


@dataclass(frozen=True)
class ChangePrescription(Command):
    """Change a prescription; a diagnosis it no longer has stays in the case, but without this source.

    Where the order of the codes is another one, the diagnoses it is the source of change their places likewise.
    """

    id: int
    version: int
    draft: PrescriptionDraft
    label: ClassVar[str] = mark("Change prescription")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises Refused, Missing or ChangedSince."""
        now = tx.active("prescriptions", self.id)
        values = rules.prescription_values(self.draft, born_of(tx, now["case_id"]), tx.clock.today())
        by = prescriber_of(tx, self.draft.prescriber, self.draft.prescriber_name, now["prescriber_id"])
        tx.update("prescriptions", self.id, {"prescriber_id": by} | values, self.version)
        _spread(tx, self.id, rules.written_codes(self.draft.as_written))
        if rules.is_in_another_order(now["codes"].split(), values["codes"].split()):
            _follow_order(tx, self.id, now["case_id"], values["codes"].split())
        return self.id


@dataclass(frozen=True)
class RetirePrescription(Command):
    """Take a prescription off the case; diagnoses that have no other paper lose their source."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove prescription")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Missing or ChangedSince."""
        case = tx.active("prescriptions", self.id)["case_id"]
        tx.retire("prescriptions", self.id, self.version)
        _write_codes(tx, self.id, ())
        for one in diagnoses_of(tx, case):
            if one["prescription_id"] == self.id:
                let_go(tx, one)
        return self.id


def _spread(tx: Transaction, row: int, as_written: frozenset[str]) -> None:
    """Write the codes of a prescription to its own list and to the case's."""
    paper = tx.current("prescriptions", row)
    codes, case = tuple(paper["codes"].split()), paper["case_id"]
    _write_codes(tx, row, codes)
    known = {one["code"]: one for one in diagnoses_of(tx, case)}
    for code, one in known.items():
        is_source = one["prescription_id"] == row
        if is_source and code not in codes:
            let_go(tx, one)
        elif code in codes and (is_source or not one["source"]):
            tx.update("diagnoses", one["id"], paper_source(paper), one["version"])
    new = [code for code in codes if code not in known]
    problems = Problems()
    if new and len(known) + len(new) > MOST_DIAGNOSES:
        problems.add("diagnoses", rules.no_room_in_case())
    problems.refuse()
    for place, code in enumerate(new, last_place(tx, case) + 1):
        own = {"case_id": case, "place": place, "code": code, "as_written": int(code in as_written)}
        tx.insert("diagnoses", own | paper_source(paper))


def _follow_order(tx: Transaction, row: int, case: int, codes: list[str]) -> None:
    """Put the diagnoses that have this source into the order of its codes, in the places that are theirs already."""
    own = [one for one in diagnoses_of(tx, case) if one["prescription_id"] == row]
    places = [one["place"] for one in own]
    for place, one in zip(places, sorted(own, key=lambda one: codes.index(one["code"])), strict=True):
        tx.update("diagnoses", one["id"], {"place": place}, one["version"])


def _write_codes(tx: Transaction, row: int, codes: tuple[str, ...]) -> None:
    kept = "SELECT * FROM prescription_diagnoses WHERE prescription_id = ? AND retired_at IS NULL ORDER BY place"
    known = {one["code"]: one for one in tx.all(kept, row)}
    for code, one in known.items():
        if code not in codes:
            tx.retire("prescription_diagnoses", one["id"], one["version"])
    for place, code in enumerate(codes, 1):
        if code in known:
            tx.update("prescription_diagnoses", known[code]["id"], {"place": place}, known[code]["version"])
        else:
            tx.insert("prescription_diagnoses", {"prescription_id": row, "place": place, "code": code})
