"""Write a progress report as a draft, sign it, take a draft away. Signed it stays as it is."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import ClassVar

from clinic_desktop.errors import ChangedSince
from clinic_desktop.measures.loader import needed_catalogue
from clinic_desktop.practice.model import printed_name
from clinic_desktop.progress.model import ProgressReportDraft
from clinic_desktop.progress.queries import paper_now, progress_report
from clinic_desktop.progress.rules.typed import report_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class WriteReport(Command):
    """Write the draft of a case's next report, or change it while it is not signed."""

    case: int
    # The row of the draft and its version; 0 and 0 while there is none.
    id: int
    version: int
    draft: ProgressReportDraft
    # How many were signed when a new one was begun; None for however many.
    after: int | None = None
    label: ClassVar[str] = mark("Write progress report")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert or update the row; raises Refused, Missing or ChangedSince."""
        return _write(tx, self, signs=False)


@dataclass(frozen=True)
class SignReport(Command):
    """Sign the report as it is written now, with what the record says now. Its therapist signs, nobody else."""

    case: int
    id: int
    version: int
    draft: ProgressReportDraft
    # The titles of codes, which only those above this room know.
    titles: Mapping[str, str] = field(default_factory=dict)
    # As in WriteReport.
    after: int | None = None
    label: ClassVar[str] = mark("Sign progress report")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Write the row with its signature; raises Refused, Missing or ChangedSince."""
        row = _write(tx, WriteReport(self.case, self.id, self.version, self.draft, self.after), signs=True)
        read = inside(tx)
        report = progress_report(read, row)
        therapist = tx.current("therapists", report.therapist)
        name = f"{therapist['given_name']} {therapist['family_name']}"
        problems = Problems()
        if tx.current("staff", tx.origin.actor or 0)["therapist_id"] != therapist["id"]:
            problems.add("", say("Only {who} can sign this report: it is signed in their name.", who=name))
        problems.refuse()
        paper = paper_now(read, report, needed_catalogue())
        facts = replace(paper.facts, titles=tuple((code, self.titles.get(code, "")) for code, _ in paper.facts.titles))
        kept = {"facts": asdict(facts), "figures": asdict(paper.figures)}
        signature = {
            "signed_at": tx.origin.at,
            "signed_on": tx.clock.today().isoformat(),
            "signed_by": tx.origin.actor,
            "signer": printed_name(therapist["given_name"], therapist["family_name"], therapist["designation"]),
            "paper": json.dumps(kept, ensure_ascii=False, default=date.isoformat),
        }
        return tx.update("progress_reports", row, signature, report.version)


@dataclass(frozen=True)
class RetireReport(Command):
    """Take a draft away; a signed report stays."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove draft of report")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Refused, Missing or ChangedSince."""
        _refuse_signed(tx.active("progress_reports", self.id))
        return tx.retire("progress_reports", self.id, self.version)


def _write(tx: Transaction, wanted: WriteReport, *, signs: bool) -> int:
    tx.active("cases", wanted.case)
    problems = Problems()
    therapist = tx.one("SELECT id FROM therapist_rows WHERE id = ?", int(wanted.draft.therapist or 0))
    if therapist is None:
        problems.add("therapist", say("Choose who treats, and signs the report."))
    if wanted.id:
        _refuse_signed(tx.active("progress_reports", wanted.id))
    problems.refuse()
    values = report_values(wanted.draft, tx.clock.today(), signs=signs)
    values["therapist_id"] = int(wanted.draft.therapist)
    if wanted.id:
        return tx.update("progress_reports", wanted.id, values, wanted.version)
    known = tx.all("SELECT signed_at FROM progress_reports WHERE case_id = ? AND retired_at IS NULL", wanted.case)
    if not all(one["signed_at"] for one in known):
        raise ChangedSince(say("Somebody began the next report meanwhile. What you typed is kept, and not in it yet."))
    if wanted.after not in (None, len(known)):
        raise ChangedSince(say("Another report was signed meanwhile. What you typed is kept, and not in it."))
    return tx.insert("progress_reports", {"case_id": wanted.case} | values)


def _refuse_signed(row: Row) -> None:
    found = Problems()
    if row["signed_at"]:
        found.add("", say("This report was signed meanwhile, so it stays as it is."))
    found.refuse()
