"""Log that an issued letter left the clinic: an entry of the log of disclosures, that is never taken back. What a
client keeps from a payer does not go there; that it went all the same is logged by hand, among the disclosures."""

from dataclasses import dataclass, replace
from typing import ClassVar

from clinic_desktop.disclosures.commands import insert_disclosure
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.disclosures.rules.typed import read_party
from clinic_desktop.letters.queries import letter
from clinic_desktop.restrictions.commands import refuse_kept
from clinic_desktop.restrictions.queries import paper_telling
from clinic_desktop.store.command import Command
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.dates import parse_date, shown
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.wording import mark, say

# A complaint to the state goes on to the plan.
_TO_THE_PLAN = ("payer", "state")


@dataclass(frozen=True)
class LogLetterSent(Command):
    """Log when a letter went out, how, to whom and why. What it was, and the SHA-256 of the bytes, the letter says."""

    letter: int
    draft: DisclosureDraft
    label: ClassVar[str] = mark("Log letter as sent")
    undoable: ClassVar[bool] = False

    def perform(self, tx: Transaction) -> int:
        """Insert the entry; raises Refused for a draft and a void letter, and with each slip at its field."""
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
        party, payer = read_party(self.draft.party)
        if party in _TO_THE_PLAN:
            told = paper_telling(tx, "letter", row.id, day, payer=payer, is_told=party == "payer")
            refuse_kept(
                tx, told, "party", say("Void this letter. If it went there all the same, log that in Disclosures.")
            )
        whole = replace(
            self.draft,
            client=row.client,
            case=row.case,
            kind="letter",
            item=row.id,
            title=row.title,
            digest=row.digest,
        )
        return insert_disclosure(tx, whole)
