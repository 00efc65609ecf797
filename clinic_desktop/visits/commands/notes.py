"""Write a visit note, sign it, add to it. Signed it stays as it is: neither signature nor addendum is undone."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from clinic_desktop.errors import ChangedSince
from clinic_desktop.practice.model import printed_name
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.commands.records import add_addendum, full_name, is_signed_in, note_row, service_rows
from clinic_desktop.visits.model import NOTE_PARTS, TechniqueLine, VisitNoteDraft
from clinic_desktop.visits.queries.facts import services_for
from clinic_desktop.visits.rules import notes as rules
from clinic_desktop.wording import mark, say

_OF_A_VISIT = ("date_of_service", "starts_at", "ends_at", "place_of_service", "case_id", "therapist_id")
_OF_A_SERVICE = (
    "name",
    "procedure_code",
    "minutes",
    "starts_at",
    "ends_at",
    "region",
    "modifiers",
    "units",
    "diagnoses",
)


@dataclass(frozen=True)
class WriteNote(Command):
    """Write the note of a visit, or change it while it is not signed."""

    visit: int
    # Of the note; 0 while there is none.
    version: int
    draft: VisitNoteDraft
    label: ClassVar[str] = mark("Write note")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert or update the row; raises Refused, Missing or ChangedSince."""
        tx.active("visits", self.visit)
        return _write(tx, self.visit, self.version, rules.note_values(self.draft, services_for(tx, self.visit)))


@dataclass(frozen=True)
class SignNote(Command):
    """Sign the note of a visit that was given, as it is written now. Its therapist signs, nobody else."""

    visit: int
    # Of the note; 0 while there is none.
    version: int
    draft: VisitNoteDraft
    # The version of the visit as it was shown, for what was done is signed too.
    seen: int
    label: ClassVar[str] = mark("Sign note")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Write the row with its signature; raises Refused, Missing or ChangedSince."""
        visit = tx.active("visits", self.visit)
        values = rules.signed_values(self.draft, services_for(tx, self.visit), service_rows(tx, self.visit))
        problems = Problems()
        if visit["status"] != "given":
            problems.add("", say("The visit is only planned. Record it as given, then sign its note."))
        if visit["version"] != self.seen:
            raise ChangedSince(rules.visit_changed_since())
        therapist = tx.current("therapists", visit["therapist_id"])
        if not is_signed_in(tx, therapist):
            problems.add("", rules.not_theirs_to_sign(full_name(therapist)))
        problems.refuse()
        signature = {
            "signed_at": tx.origin.at,
            "signed_by": tx.origin.actor,
            "signer": printed_name(therapist["given_name"], therapist["family_name"], therapist["designation"]),
            "signed_facts": json.dumps(_facts(tx, visit), ensure_ascii=False),
        }
        row = _write(tx, self.visit, self.version, values | signature)
        tx.update("visits", self.visit, {"signed_at": tx.origin.at}, visit["version"])
        return row


@dataclass(frozen=True, slots=True)
class ToSign:
    """A note as it was read before it is signed: the visit and its version, the version of the note."""

    visit: int
    seen: int
    version: int


@dataclass(frozen=True)
class SignNotes(Command):
    """Sign several notes as they are written, as at the end of a day: all of them, or none."""

    notes: tuple[ToSign, ...]
    label: ClassVar[str] = mark("Sign notes")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Write the rows with their signatures; raises Refused, Missing or ChangedSince. Returns how many."""
        for one in self.notes:
            SignNote(one.visit, one.version, _draft_of(note_row(tx, one.visit)), one.seen).perform(tx)
        return len(self.notes)


@dataclass(frozen=True)
class AddAddendum(Command):
    """Add to a signed note, in the name of whoever is signed in."""

    note: int
    words: str
    label: ClassVar[str] = mark("Add addendum")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused for a note that is not signed yet, or Missing."""
        note = tx.active("visit_notes", self.note)
        words = rules.addendum_words(self.words)
        problems = Problems()
        if not note["signed_at"]:
            problems.add("words", say("The note is not signed yet: write it into the note itself."))
        problems.refuse()
        return add_addendum(tx, self.note, words)


def _draft_of(row: Row | None) -> VisitNoteDraft:
    """A note as if it were typed again as it stands."""
    if row is None:
        return VisitNoteDraft()
    pain = {name: "" if row[name] is None else str(row[name]) for name in ("pain_before", "pain_after")}
    lines = tuple(
        TechniqueLine(one["technique"], one["region"], str(one["minutes"]), str(one["service"]))
        for one in json.loads(row["techniques"])
    )
    return VisitNoteDraft(**{part: row[part] for part in NOTE_PARTS}, **pain, techniques=lines)


def _write(tx: Transaction, visit: int, version: int, values: dict[str, Any]) -> int:
    kept = note_row(tx, visit)
    if kept is None:
        if version:
            raise ChangedSince(rules.note_gone_since())
        return tx.insert("visit_notes", {"visit_id": visit} | values)
    problems = Problems()
    if kept["signed_at"]:
        problems.add("", rules.signed_since())
    problems.refuse()
    return tx.update("visit_notes", kept["id"], values, version)


def _facts(tx: Transaction, visit: Row) -> dict[str, Any]:
    services = [{name: one[name] for name in _OF_A_SERVICE} for one in service_rows(tx, visit["id"])]
    return {name: visit[name] for name in _OF_A_VISIT} | {"services": services}
