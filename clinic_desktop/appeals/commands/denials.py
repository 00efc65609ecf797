"""Enter denials, change them, close them, take them away; log what is said about them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from clinic_desktop.appeals.commands.wizard import tell_wizard, told
from clinic_desktop.appeals.model import WHOSE, DenialDraft
from clinic_desktop.appeals.queries.facts import Linked, appeal_facts, bounds
from clinic_desktop.appeals.rules.typed import closing_values, denial_values
from clinic_desktop.appeals.rules.whose import as_noticed, proposed_whose
from clinic_desktop.attachments.queries import representative_form_of
from clinic_desktop.cases.queries import case as client_case
from clinic_desktop.contacts.commands import insert_contact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

# What of other rooms a denial names, and where it lies.
_TABLES = {
    "policy": "policies",
    "bill": "bills",
    "statement": "benefit_statements",
    "authorization": "authorizations",
}
_OPEN = {"closed_on": "", "closed_how": "", "closed_why": ""}


@dataclass(frozen=True)
class AddDenial(Command):
    """Enter what a plan said no to, of a case."""

    case: int
    draft: DenialDraft
    label: ClassVar[str] = mark("Enter denial")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused or Missing."""
        case = tx.active("cases", self.case)
        values, before = _values(tx, self.case, self.draft, {}), told(tx, self.case)
        row = tx.insert("denials", {"client_id": case["client_id"], "case_id": self.case} | values)
        _write_visits(tx, row, self.draft)
        tell_wizard(tx, self.case, before)
        return row


@dataclass(frozen=True)
class ChangeDenial(Command):
    """Put a denial right that was entered otherwise than its notice says."""

    id: int
    version: int
    draft: DenialDraft
    label: ClassVar[str] = mark("Change denial")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises Refused, Missing or ChangedSince."""
        now = tx.active("denials", self.id)
        before = told(tx, now["case_id"])
        tx.update("denials", self.id, _values(tx, now["case_id"], self.draft, now), self.version)
        _write_visits(tx, self.id, self.draft)
        tell_wizard(tx, now["case_id"], before)
        return self.id


@dataclass(frozen=True)
class RetireDenial(Command):
    """Take away a denial that was entered by mistake; one with an appeal stays."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove denial")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Refused, Missing or ChangedSince."""
        case = tx.active("denials", self.id)["case_id"]
        problems, before = Problems(), told(tx, case)
        if tx.all("SELECT 1 FROM appeals WHERE denial_id = ? AND retired_at IS NULL", self.id):
            problems.add("", say("There is an appeal against it, so it stays. Close it instead."))
        problems.refuse()
        for table in ("denial_visits", "denial_contacts"):
            sql = f"SELECT id, version FROM {table} WHERE denial_id = ? AND retired_at IS NULL"  # noqa: S608 - one of two
            for one in tx.all(sql, self.id):
                tx.retire(table, one["id"], one["version"])
        tx.retire("denials", self.id, self.version)
        tell_wizard(tx, case, before)
        return self.id


@dataclass(frozen=True)
class CloseDenial(Command):
    """Nothing more is done about a denial: it was paid, corrected, explained, sent elsewhere, or given up with a
    reason. `how` is a key of CLOSED_HOW."""

    id: int
    version: int
    how: str
    why: str = ""
    label: ClassVar[str] = mark("Close denial")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, also while a step waits for its answer, Missing or ChangedSince."""
        case = tx.active("denials", self.id)["case_id"]
        values = closing_values(self.how, self.why, tx.clock.today())
        problems = Problems()
        if tx.all("SELECT 1 FROM appeals WHERE denial_id = ? AND retired_at IS NULL AND outcome = ''", self.id):
            problems.add("closed_how", say("An appeal is open. Note its answer first, or withdraw it."))
        problems.refuse()
        before = told(tx, case)
        tx.update("denials", self.id, values, self.version)
        tell_wizard(tx, case, before)
        return self.id


@dataclass(frozen=True)
class ReopenDenial(Command):
    """Something is to be done about it after all."""

    id: int
    version: int
    label: ClassVar[str] = mark("Open denial again")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Missing or ChangedSince."""
        case = tx.active("denials", self.id)["case_id"]
        before = told(tx, case)
        tx.update("denials", self.id, _OPEN, self.version)
        tell_wizard(tx, case, before)
        return self.id


@dataclass(frozen=True)
class LogDenialContact(Command):
    """Log a contact about a denial, with what is to follow: it stands in the log of the case too."""

    denial: int
    draft: ContactDraft
    label: ClassVar[str] = mark("Log a contact")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows and return that of the contact; raises Refused or Missing."""
        now = tx.active("denials", self.denial)
        contact = insert_contact(tx, now["case_id"], self.draft)
        tx.insert("denial_contacts", {"denial_id": self.denial, "contact_id": contact})
        return contact


def _values(tx: Transaction, case: int, draft: DenialDraft, now: Mapping[str, Any]) -> dict[str, Any]:
    """The columns as typed; what stood there before stays, also where it was taken off the case since."""
    problems = Problems()
    linked = {f"{field}_id": _linked(tx, problems, field, draft, case, now) for field in _TABLES}
    draft = _as_proposed(tx, case, draft, linked)
    # Which of them may go is for the room of attachments to say.
    linked |= {
        "attachment_id": int(draft.attachment) if draft.attachment else None,
        "form_id": int(draft.form) if draft.form and draft.whose == "representative" else None,
    }
    if not draft.policy:
        problems.add("policy", say("Choose whose notice it is."))
    problems.refuse()
    values = denial_values(draft, bounds(inside(tx), case), tx.clock.today())
    for field in ("statement", "authorization"):
        _refuse_second(tx, problems, field, linked[f"{field}_id"], now.get("id", 0))
    problems.refuse()
    return linked | values


def _as_proposed(tx: Transaction, case: int, draft: DenialDraft, linked: Mapping[str, int | None]) -> DenialDraft:
    """The draft with whose appeal it is, where nobody chose; of one who represents the client with the form on file."""
    read, today = inside(tx), tx.clock.today()
    whose = draft.whose
    if whose not in WHOSE:
        rows = {field: linked[f"{field}_id"] or 0 for field in _TABLES}
        facts = appeal_facts(read, case, Linked(**rows, about=draft.about), today)
        whose = proposed_whose(as_noticed(facts, draft.codes, draft.reasons), draft.regime).whose
    form = representative_form_of(read, client_case(read, case).client) if whose == "representative" else None
    if form is None:
        return replace(draft, whose=whose)
    return replace(
        draft,
        whose=whose,
        representative=draft.representative.strip() or practice(read).name,
        form_signed_on=draft.form_signed_on.strip() or dates.printed(form.day or form.added_on),
        form=draft.form or str(form.id),
    )


def _linked(
    tx: Transaction, problems: Problems, field: str, draft: DenialDraft, case: int, now: Mapping[str, Any]
) -> int | None:
    """A row of another room by its id as typed; of this case, and there, unless it stood there before."""
    typed = getattr(draft, field)
    if not typed:
        return None
    row = int(typed)
    found = tx.current(_TABLES[field], row)
    if row != now.get(f"{field}_id") and (found["case_id"] != case or found["retired_at"]):
        problems.add(field, say("This is no longer in the case. Choose another one."))
    return row


def _refuse_second(tx: Transaction, problems: Problems, field: str, row: int | None, own: int) -> None:
    sql = f"SELECT 1 FROM denials WHERE {field}_id = ? AND id <> ? AND retired_at IS NULL"  # noqa: S608 - one of two
    if row and tx.all(sql, row, own):
        problems.add(field, say("This is on record as a denial already."))


def _write_visits(tx: Transaction, row: int, draft: DenialDraft) -> None:
    """A row for each visit; one that is no longer meant is retired."""
    wanted = set() if draft.about == "ahead" else {int(one) for one in draft.visits}
    for one in tx.all("SELECT * FROM denial_visits WHERE denial_id = ? AND retired_at IS NULL", row):
        if one["visit_id"] in wanted:
            wanted.discard(one["visit_id"])
        else:
            tx.retire("denial_visits", one["id"], one["version"])
    for visit in sorted(wanted):
        tx.insert("denial_visits", {"denial_id": row, "visit_id": visit})
