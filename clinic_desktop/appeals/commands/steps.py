"""Opens the steps against a denial, notes how they went out and what came of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, cast

from clinic_desktop.appeals.commands.reckoning import standing
from clinic_desktop.appeals.commands.telling import refuse_told
from clinic_desktop.appeals.commands.wizard import tell_wizard, told
from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.loader.standing import step_now
from clinic_desktop.appeals.model import (
    LEVELS,
    SENT_HOW,
    AnswerDraft,
    Appeal,
    AppealDraft,
    Level,
    SentDraft,
)
from clinic_desktop.appeals.queries.denials import denial
from clinic_desktop.appeals.queries.letters import letter_for
from clinic_desktop.appeals.rules.clocks import deadline
from clinic_desktop.appeals.rules.reckoning import reckoned
from clinic_desktop.appeals.rules.sending import DenialStanding, answer_to
from clinic_desktop.appeals.rules.typed import (
    answer_values,
    final_words,
    late_words,
    level_problem,
    sent_values,
    urgent_words,
)
from clinic_desktop.contacts.commands import insert_contact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import optional_day
from clinic_desktop.wording import mark, say

# What the contact log calls the way it went.
_AS_CONTACT = {"certified": "letter", "mail": "letter", "fax": "fax", "portal": "portal", "email": "email"}


@dataclass(frozen=True)
class OpenAppeal(Command):
    """Begin a step against a denial: internal, second, or from outside."""

    denial: int
    draft: AppealDraft
    label: ClassVar[str] = mark("Begin appeal")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, also for one after its day without a reason, or Missing."""
        tx.active("denials", self.denial)
        found = standing(tx, self.denial)
        named = self._checked(tx, found)
        level = cast(Level, self.draft.level)
        values = {
            "denial_id": self.denial,
            "level": self.draft.level,
            "is_expedited": int(self.draft.is_expedited),
            "opened_on": tx.clock.today().isoformat(),
            "deadline_on": named.isoformat() if named else "",
            "late_why": plain(self.draft.late_why),
            "letter_id": letter_for(inside(tx), self.denial, level),
        }
        row = tx.insert("appeals", values)
        return row

    def _checked(self, tx: Transaction, found: DenialStanding) -> date | None:
        """The last day for it that was typed, None without one; raises Refused."""
        problems, today = Problems(), tx.clock.today()
        level_problem(problems, self.draft.level)
        told = reckoned(found.notice, found.facts, books()).triage
        if told.is_final:
            problems.add("", final_words(can_correct=told.key == "correct"))
        if not found.denial.is_open:
            problems.add("", say("This denial is closed. Open it again first."))
        if self.draft.is_expedited and found.denial.about != "ahead":
            problems.add("is_expedited", urgent_words())
        is_urgent = self.draft.level == "external" and self.draft.is_expedited
        if any(not one.outcome for one in found.steps) and not is_urgent:
            problems.add("", say("An appeal is open already. Note its answer first, or withdraw it."))
        elif self.draft.level in LEVELS and self.draft.level not in found.levels(books()):
            problems.add("level", say("This level was used already."))
        named = optional_day(problems, "deadline_on", self.draft.deadline_on, today)
        problems.limit({"late_why": self.draft.late_why}, {"late_why": 500})
        problems.refuse()
        due = deadline(found.clock(cast(Level, self.draft.level), named), books().clocks)
        if due and due.due_on < today and not plain(self.draft.late_why):
            problems.add("late_why", late_words(due.due_on))
        problems.refuse()
        return named


@dataclass(frozen=True)
class RetireAppeal(Command):
    """Take away a step that was begun by mistake; one that was sent stays."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove appeal")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Refused, Missing or ChangedSince."""
        now = tx.active("appeals", self.id)
        problems = Problems()
        if now["sent_on"]:
            problems.add("", say("It was sent, so it stays. Withdraw it instead."))
        problems.refuse()
        tx.retire("appeals", self.id, self.version)
        return self.id


@dataclass(frozen=True)
class SendAppeal(Command):
    """Note how a step went out, or put that right; the contact log says so too, and the plan has to answer by a day."""

    id: int
    version: int
    draft: SentDraft
    label: ClassVar[str] = mark("Mark appeal as sent")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        tx.active("appeals", self.id)
        step = _open_step(tx, self.id)
        values = write_sent(tx, step, self.version, self.draft)
        if step.sent_on is None:
            log_sent(tx, step, values)
        return self.id


@dataclass(frozen=True)
class AnswerAppeal(Command):
    """Note what came of a step: won, won in part, lost, no answer in its time, or withdrawn. A win in full closes the
    denial as paid."""

    id: int
    version: int
    draft: AnswerDraft
    label: ClassVar[str] = mark("Enter the answer to the appeal")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises Refused, Missing or ChangedSince."""
        tx.active("appeals", self.id)
        step = _open_step(tx, self.id)
        of = denial(inside(tx), step.denial)
        values = answer_values(self.draft, step, of.amount_cents, tx.clock.today())
        tx.update("appeals", self.id, values, self.version)
        if values["outcome"] == "won" and not _waits(tx, step.denial):
            closing = {"closed_on": values["answered_on"], "closed_how": "paid", "closed_why": ""}
            before = told(tx, of.case)
            tx.update("denials", step.denial, closing, None)
            tell_wizard(tx, of.case, before)
        return self.id


def write_sent(tx: Transaction, step: Appeal, version: int | None, draft: SentDraft) -> dict[str, Any]:
    """Write how an open step went out and by when the plan has to answer; returns its columns. Raises Refused or
    ChangedSince."""
    values = sent_values(draft, step.due_on, tx.clock.today())
    refuse_told(tx, step, draft, values)
    there = date.fromisoformat(values["arrived_on"] or values["sent_on"])
    found = standing(tx, step.denial)
    due = answer_to(found, step.level, there, books(), is_expedited=step.is_expedited).due_on
    # From now on the day that counted stays, whatever is learned later.
    values |= {
        "due_on": _kept(step.due_on),
        "answer_due_on": due.isoformat(),
        "letter_id": _row(draft.letter),
        "packet_id": _row(draft.packet),
    }
    tx.update("appeals", step.id, values, version)
    return values


def log_sent(tx: Transaction, step: Appeal, values: dict[str, Any]) -> None:
    """Log among the contacts of the case, and about the denial, that a step went out; `values` are its columns."""
    of = denial(inside(tx), step.denial)
    payer = tx.current("payers", of.payer)
    said = say("{level} sent: {how}.", level=say(LEVELS[step.level]), how=say(SENT_HOW[values["sent_how"]]))
    contact = ContactDraft(
        kind=_AS_CONTACT.get(values["sent_how"], "in_person"),
        contacted_on=dates.printed(date.fromisoformat(values["sent_on"])),
        # A payer that was merged away or retired since takes no new contacts; its name still says whom.
        party="other" if payer["retired_at"] else f"payer/{of.payer}",
        name=of.payer_name if payer["retired_at"] else _appeals_department(tx, of.payer),
        reference=values["confirmation"],
        said=said,
    )
    row = insert_contact(tx, of.case, contact)
    tx.insert("denial_contacts", {"denial_id": of.id, "contact_id": row})


def _appeals_department(tx: Transaction, payer: int) -> str:
    """The part of a payer that appeals go to, as the contact log calls it; "" where none is on record."""
    sql = "SELECT name FROM department_rows WHERE payer_id = ? AND kind = 'appeals' ORDER BY id LIMIT 1"
    for one in tx.all(sql, payer):
        return say("Appeals: {name}", name=one["name"]) if one["name"] else say("Appeals")
    return ""


def _waits(tx: Transaction, of: int) -> bool:
    return bool(tx.all("SELECT 1 FROM appeals WHERE denial_id = ? AND retired_at IS NULL AND outcome = ''", of))


def _open_step(tx: Transaction, row: int) -> Appeal:
    """The step as it stands; raises Refused where it was answered already."""
    found = step_now(inside(tx), row, tx.clock.today())
    problems = Problems()
    if found.outcome:
        problems.add("", say("It is answered already. Undo that first, or begin the next step."))
    problems.refuse()
    return found


def _kept(day: date | None) -> str:
    return day.isoformat() if day else ""


def _row(typed: str) -> int | None:
    return int(typed) if typed else None
