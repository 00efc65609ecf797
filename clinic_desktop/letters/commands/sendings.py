"""Note how an issued letter left the clinic, and take back a note made by mistake."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.letters.model import LetterSendingDraft
from clinic_desktop.letters.rules.typed import sending_values
from clinic_desktop.store.command import Command
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class LogLetterSent(Command):
    """Log that a letter went out: when, how, to whom."""

    letter: int
    draft: LetterSendingDraft
    label: ClassVar[str] = mark("Log letter as sent")

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused for a draft and a void letter, and with each slip at its field."""
        row = tx.active("letters", self.letter)
        problems = Problems()
        issued = dates.kept(row["issued_on"])
        if issued is None:
            problems.add("", say("A draft is never sent: issue the letter first."))
        if row["voided_on"]:
            problems.add("", say("This letter is void: send the one that comes instead."))
        problems.refuse()
        assert issued
        values = sending_values(self.draft, issued, tx.clock.today())
        return tx.insert("letter_sendings", {"letter_id": self.letter} | values)


@dataclass(frozen=True)
class RemoveLetterSent(Command):
    """Take back that a letter was sent, where that was logged by mistake."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove entry of letter sent")

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("letter_sendings", self.id)
        return tx.retire("letter_sendings", self.id, self.version)
