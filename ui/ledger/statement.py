"""The statement of account of a client, over some days."""

from collections.abc import Callable
from datetime import date

from clinic_desktop.ledger.document.account import account_pdf
from clinic_desktop.ledger.model import MoneyPaper
from clinic_desktop.ledger.queries import account_paper, ledger
from clinic_desktop.wording import say
from ui.handing import HandoutPage
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.days_form import DaysForm
from ui.kit.layout import holder, row
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.ledger.keeping import KeptPapers, keeping
from ui.session import Session


class StatementPage(HandoutPage):
    """The statement of account of a client; its days are typed beside it, and it follows them."""

    topic = "55-payments#statement"

    def __init__(self, session: Session, jobs: Jobs, client: int, left: Callable[[], object]) -> None:
        """Opens on this year, the way most are asked for."""
        self._session, self._client = session, client
        names = say("Statement of account"), say("The statement of account")
        super().__init__(jobs, names, say("Money"), left)
        self.form = DaysForm()
        today = session.clinic.clock.today()
        whole = button(say("All"), self.show_all)
        year = button(say("This year"), self.show_year)
        hint = Text(say("Type the days any way you like, as “jan 1” or “-3m”. The paper follows."), "muted")
        kept = KeptPapers(session, MoneyPaper("account_statement", client))
        self.lay_out(hint, self.form, holder(row(year, whole, None, gap=1)), kept)
        self.form.edited.connect(self._show)
        self._fill(date(today.year, 1, 1), today)

    def show_year(self) -> None:
        """From the first of January on."""
        today = self._session.clinic.clock.today()
        self._fill(date(today.year, 1, 1), today)

    def show_all(self) -> None:
        """From the first entry on."""
        today = self._session.clinic.clock.today()
        entries = ledger(self._session.clinic.read, self._client)
        days = [one.day for one in entries]
        self._fill(min(days, default=today), max([today, *days]))

    def _fill(self, first: date, last: date) -> None:
        self.form.put(first, last)
        self._show()

    def _show(self) -> None:
        days = self.form.days(self._session.clinic.clock.today())
        if days is None:
            # What was shown before is of other days than those that stand there.
            self.preview.say(say("Type both days to see the statement."))
            self.bar.offer(None)
            return
        today, read = self._session.clinic.clock.today(), self._session.clinic.read
        pdf = account_pdf(account_paper(read, self._client, *days, today))
        paper = MoneyPaper("account_statement", self._client, first=days[0], last=days[1])
        went, about = keeping(self._session, paper, pdf), ("clients", self._client)
        self.show_paper(Handout("statement-of-account.pdf", say("Statement of account"), lambda: pdf, about, went=went))
