"""What keeps a paper of an account as it leaves the clinic, and says which did."""

from collections.abc import Callable

from clinic_desktop.ledger.commands import KeepMoneyPaper
from clinic_desktop.ledger.model import MoneyPaper
from clinic_desktop.ledger.queries import days_handed
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.kit.text import Text
from ui.session import Session

_MOST_DAYS = 3


class KeptPapers(Text):
    """The line that says when it left; hidden where it never did."""

    def __init__(self, session: Session, paper: MoneyPaper) -> None:
        """Of the same receipt, or of all statements of a client."""
        super().__init__(role="muted")
        self._session, self._paper = session, paper
        session.keep_fresh(self, "money_papers")

    def reload(self) -> None:
        """Read it again."""
        days = [dates.shown(day) for day in dict.fromkeys(days_handed(self._session.clinic.read, self._paper))]
        if not days:
            self.hide()
        elif self.parentWidget():
            # Before it stands on its page it would be a window of its own, and comes with the page.
            self.show()
        told = ", ".join(days[-_MOST_DAYS:])
        words = say_many(
            "Handed out on {days}. It is kept as it was then.",
            "Handed out on {count} days, the last: {days}. Each is kept as it was then.",
            len(days),
            days=told,
        )
        where = say("The export has it.") if self._paper.client is None else say("The export and the record have it.")
        self.setText(f"{words} {where}")


def keeping(session: Session, paper: MoneyPaper, pdf: bytes) -> Callable[[], None]:
    """What is done once it left. The page may be gone by then, and a full disk takes it later."""
    return lambda: session.note(KeepMoneyPaper(paper, pdf))
