"""A client’s accounting of disclosures, over some days, to be printed or saved."""

from collections.abc import Callable

from clinic_desktop.disclosures.document import accounting_pdf
from clinic_desktop.disclosures.queries import accounting_of
from clinic_desktop.disclosures.rules.accounting import accounted_since, accounting_span
from clinic_desktop.errors import Refused
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.handing import HandoutPage
from ui.jobs import Jobs
from ui.kit.fields import CheckField, TextField
from ui.kit.form import Form
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session


class AccountingPage(HandoutPage):
    """The paper follows the days typed beside it, and the log."""

    topic = "67-disclosures#accounting"

    def __init__(self, session: Session, jobs: Jobs, client: int, left: Callable[[], object]) -> None:
        """Opens on the six years until today that a client may ask for."""
        self._session, self._client = session, client
        names = say("Accounting of disclosures"), say("The accounting of disclosures")
        super().__init__(jobs, names, say("Disclosures"), left)
        whole = CheckField(
            "whole",
            say("Print the whole log"),
            say("Also what the law leaves out: treatment, payment, the clinic’s own running, the client, authorized."),
        )
        self.form = Form(
            [(TextField("since", say("From")), 1), (TextField("until", say("To")), 1)],
            whole,
        )
        hint = Text(
            say("A client may ask for it once a year without a fee, and gets it within 60 days (45 CFR 164.528)."),
            "muted",
        )
        self.lay_out(hint, self.form)
        today = session.clinic.clock.today()
        days = {"since": dates.printed(accounted_since(today)), "until": dates.printed(today)}
        self.form.fill({**days, "whole": ""})
        self.form.edited.connect(self.reload)
        session.keep_fresh(self, "disclosures", "packets", "appeals", "clients", "practice", "payers")

    def reload(self) -> None:
        """Make the paper again; days that cannot be read say so at their field, and no paper is shown."""
        values, clinic = self.form.values(), self._session.clinic
        problems: dict[str, str] = {}
        try:
            span = accounting_span(values["since"], values["until"], clinic.clock.today())
        except Refused as refused:
            problems = {one.field: one.words for one in reversed(refused.problems)}
        for key, field in self.form.fields.items():
            field.show_problem(problems.get(key, ""))
        if problems:
            self.preview.say(say("Type both days to see the accounting."))
            self.bar.offer(None)
            return
        whole = bool(values["whole"])
        pdf = accounting_pdf(accounting_of(clinic.read, self._client, span, clinic.clock.today(), whole=whole))
        self.show_paper(
            Handout(
                "accounting-of-disclosures.pdf",
                say("Accounting of disclosures"),
                lambda: pdf,
                ("clients", self._client),
            )
        )
