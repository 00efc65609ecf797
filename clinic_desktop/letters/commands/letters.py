"""Write a letter as a draft, issue it, void it. What was issued stays as it went out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from clinic_desktop.appeals.commands.carried import forget_letter, name_letter
from clinic_desktop.appeals.model import STEP_LETTERS
from clinic_desktop.cases.model import CaseId
from clinic_desktop.errors import ChangedSince
from clinic_desktop.letters.document.paper import paper_pdf, void_letter_pdf
from clinic_desktop.letters.document.papers import letter_now
from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.model import ComposedLetter, LetterDraft, LetterPaper
from clinic_desktop.letters.queries.letters import kept_letter, letter
from clinic_desktop.letters.queries.record import verdict_of
from clinic_desktop.letters.rules.checks import all_lines
from clinic_desktop.letters.rules.composing import paper_of
from clinic_desktop.letters.rules.telling import days_told, tells_plan
from clinic_desktop.letters.rules.typed import letter_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.frozen import as_json
from clinic_desktop.values.problems import Problem, Problems
from clinic_desktop.wording import mark, say

_LONGEST_REASON = 500


@dataclass(frozen=True)
class WriteLetter(Command):
    """Write the draft of a letter, or change it while it is not issued. `titles` are those of the diagnosis codes,
    which only those above this room know; `replaces` is the row of the voided letter that it comes instead of."""

    case: int
    # The row of the draft and its version; 0 and 0 while there is none.
    id: int
    version: int
    draft: LetterDraft
    titles: Mapping[str, str] = field(default_factory=dict)
    replaces: int = 0
    label: ClassVar[str] = mark("Write letter")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert or update the row; raises Refused with each part that is too long, Missing or ChangedSince."""
        return _write(tx, self)


@dataclass(frozen=True)
class RetireLetter(Command):
    """Take a draft away; what was issued stays, and can be voided."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove draft of letter")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Refused, Missing or ChangedSince."""
        _refuse_issued(tx.active("letters", self.id))
        return tx.retire("letters", self.id, self.version)


@dataclass(frozen=True)
class IssueLetter(Command):
    """Issue a letter as it is written now, with what the record says now. `seen` is the paper as it was shown, and no
    other is issued; without one whatever the record says."""

    case: int
    id: int
    version: int
    draft: LetterDraft
    titles: Mapping[str, str] = field(default_factory=dict)
    seen: LetterPaper | None = field(default=None, repr=False)
    replaces: int = 0
    label: ClassVar[str] = mark("Issue letter")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Keep the PDF with what it says; raises Refused with what stands in the way, Missing, or ChangedSince where
        the record says something else than was shown."""
        row = _write(tx, WriteLetter(self.case, self.id, self.version, self.draft, self.titles, self.replaces))
        read, today = inside(tx), tx.clock.today()
        found = letter(read, row)
        made, record = letter_now(read, found.row.case, found.draft, today, found.titles)
        problems = Problems()
        if tx.current("clients", found.row.client)["retired_at"]:
            problems.add("", say("This client was retired. Bring the client back before anything is issued."))
        verdict = verdict_of(read, made, record)
        for problem in _in_the_way(verdict.findings):
            problems.add(problem.field, problem.words)
        problems.refuse()
        paper = paper_of(made)
        if self.seen is not None and paper != self.seen:
            raise ChangedSince(
                say("The record changed while this was open. Look at the letter once more, then issue it.")
            )
        paper = replace(paper, day=today)
        values = {
            "issued_on": today.isoformat(),
            "issued_at": tx.origin.at,
            "issued_by": tx.origin.actor,
            **_told(made, paper),
            "facts": as_json(paper),
            "digest": tx.keep(paper_pdf(paper)),
        }
        tx.update("letters", row, values, found.row.version)
        if found.draft.denial and found.row.kind in STEP_LETTERS:
            name_letter(tx, found.draft.denial, row, found.row.kind)
        return row


@dataclass(frozen=True)
class VoidLetter(Command):
    """Void an issued letter: it stays, and says VOID."""

    id: int
    version: int
    why: str
    label: ClassVar[str] = mark("Void letter")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Keep the PDF with VOID over it; raises Refused without a reason, Missing or ChangedSince."""
        found = Problems()
        why = found.need("why", self.why, say("Type why, like “Wrong claim number”: whoever finds it later asks."))
        found.limit({"why": why}, {"why": _LONGEST_REASON})
        now = letter(inside(tx), self.id)
        if now.row.issued_on is None:
            found.add("", say("It is a draft: remove it instead."))
        if now.row.voided_on:
            found.add("", say("This letter is void already."))
        found.refuse()
        today = tx.clock.today()
        values = {
            "voided_on": today.isoformat(),
            "voided_at": tx.origin.at,
            "void_why": why,
            "void_digest": tx.keep(void_letter_pdf(kept_letter(inside(tx), now), today)),
        }
        forget_letter(tx, self.id)
        return tx.update("letters", self.id, values, self.version)


def _write(tx: Transaction, wanted: WriteLetter) -> int:
    case = tx.active("cases", wanted.case)
    template = shipped(wanted.draft.kind)
    if wanted.id:
        _refuse_issued(tx.active("letters", wanted.id))
    values = letter_values(wanted.draft) | {
        "kind": template.kind,
        "title": template.title,
        "denial_id": wanted.draft.denial or None,
        "therapist_id": _row(tx, "therapists", wanted.draft.therapist),
        "prescriber_id": _row(tx, "prescribers", wanted.draft.prescriber),
        "titles": json.dumps(dict(wanted.titles), ensure_ascii=False, sort_keys=True),
        "to_whom": _to_whom(tx, wanted),
    }
    if wanted.id:
        return tx.update("letters", wanted.id, values, wanted.version)
    owned = {"client_id": case["client_id"], "case_id": wanted.case, "replaces_id": wanted.replaces or None}
    return tx.insert("letters", owned | values)


def _to_whom(tx: Transaction, wanted: WriteLetter) -> str:
    """The first line of the address, as lists show it."""
    made, _ = letter_now(inside(tx), CaseId(wanted.case), wanted.draft, tx.clock.today(), wanted.titles)
    return next(iter(paper_of(made).to), "")


def _told(made: ComposedLetter, paper: LetterPaper) -> dict[str, Any]:
    """What it tells a payer, kept for whenever it goes out."""
    tells = tells_plan(made)
    return {
        "tells_payer": int(tells),
        "payer_id": made.facts.rows.payer or None if tells else None,
        "told": json.dumps([day.isoformat() for day in days_told(made, all_lines(paper))]),
    }


def _row(tx: Transaction, table: str, typed: str) -> int | None:
    """The row that was chosen; None for none. Raises Missing where there is no such row."""
    if not typed:
        return None
    found: Row = tx.current(table, int(typed))
    return int(found["id"])


def _in_the_way(findings: Any) -> list[Problem]:
    return [Problem("", one.message) for one in findings if one.stands_in_the_way]


def _refuse_issued(row: Row) -> None:
    found = Problems()
    if row["issued_on"]:
        found.add("", say("This letter was issued meanwhile, so it stays as it is."))
    found.refuse()
