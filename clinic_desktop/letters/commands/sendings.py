"""Log that an issued letter left the clinic: an entry of the log of disclosures, that is never taken back. A letter of
an appeal that goes to the payer without a packet is the step itself. What a client keeps from a payer does not go
there; that it went all the same is logged by hand, among the disclosures."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from clinic_desktop.appeals.commands.carried import send_with_letter
from clinic_desktop.appeals.model import SENT_HOW, STEP_LETTERS, SentDraft
from clinic_desktop.disclosures.commands import insert_disclosure
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.disclosures.rules.typed import read_party
from clinic_desktop.letters.model import Letter
from clinic_desktop.letters.queries.letters import letter
from clinic_desktop.restrictions.commands import refuse_kept
from clinic_desktop.restrictions.queries import paper_telling
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.dates import parse_date, shown
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.wording import mark, say

# A complaint to the state goes on to the plan.
_TO_THE_PLAN = ("payer", "state")


@dataclass(frozen=True)
class LogLetterSent(Command):
    """Log when a letter went out, how, to whom and why. What it was, and the SHA-256 of the bytes, the letter says.
    With `sends_step` the step against the denial that it is about went out with it; `late_why` is why that comes after
    its day."""

    letter: int
    draft: DisclosureDraft
    sends_step: bool = False
    late_why: str = ""
    label: ClassVar[str] = mark("Log letter as sent")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the entry; raises Refused for a draft and a void letter, with each slip at its field, and at
        "late_why" for a step after its day without a reason."""
        found = letter(inside(tx), self.letter)
        row, problems = found.row, Problems()
        day = row.issued_on or tx.clock.today()
        if row.issued_on is None:
            problems.add("", say("A draft is never sent: issue the letter first."))
        elif row.voided_on:
            problems.add("", say("This letter is void: send the one that comes instead."))
        else:
            try:
                day = parse_date(self.draft.told_on, tx.clock.today())
            except Unreadable:
                # Said at its field by what logs it.
                day = row.issued_on
            if day < row.issued_on:
                problems.add("told_on", say("It was issued on {day}, after that.", day=shown(row.issued_on)))
        problems.refuse()
        self._refuse_told(tx, day, is_members=found.paper is not None and found.paper.voice == "member")
        whole = replace(
            self.draft,
            client=row.client,
            case=row.case,
            kind="letter",
            item=row.id,
            title=row.title,
            digest=row.digest,
        )
        entry = insert_disclosure(tx, whole)
        if self.sends_step:
            self._send_step(tx, found)
        return entry

    def _refuse_told(self, tx: Transaction, on: date, *, is_members: bool) -> None:
        """Raises Refused where it tells the payer of what the client keeps from it. What the client writes and sends is
        the client’s own doing."""
        party, payer = read_party(self.draft.party)
        if party in _TO_THE_PLAN and not is_members:
            told = paper_telling(tx, "letter", self.letter, on, payer=payer, is_told=party == "payer")
            todo = say("Void this letter. If it went there all the same, log that in Disclosures.")
            refuse_kept(tx, told, "party", todo)

    def _send_step(self, tx: Transaction, found: Letter) -> None:
        row, problems = found.row, Problems()
        if self.draft.how not in SENT_HOW:
            problems.add("how", say("An appeal goes out in writing: by mail, fax, email, the portal, or by hand."))
        if not is_to_payer(self.draft):
            problems.add("party", say("A step goes to the plan. Log this one without the step."))
        problems.refuse()
        sent = SentDraft(
            sent_on=self.draft.told_on,
            sent_how=self.draft.how,
            confirmation=self.draft.confirmation,
            late_why=self.late_why,
            letter=str(row.id),
        )
        if not found.draft.denial or row.kind not in STEP_LETTERS:
            problems.add("sends_step", say("This is no letter of an appeal. Log it without the step."))
        elif not send_with_letter(tx, found.draft.denial, row.kind, sent):
            problems.add("sends_step", say("No step waits for it any more. Log it without the step."))
        problems.refuse()


def is_to_payer(draft: DisclosureDraft) -> bool:
    """Whether an entry as typed names a payer."""
    return draft.party.partition("/")[0] == "payer"
