"""An extract of the contact log on paper, to be printed or saved."""

from collections.abc import Callable
from datetime import timedelta

from clinic_desktop.cases.model import CaseId
from clinic_desktop.contacts.document import call_log_pdf
from clinic_desktop.contacts.queries import call_log
from clinic_desktop.wording import say
from ui.handing import HandoutPage, log_hint
from ui.jobs import Jobs
from ui.kit.days_form import DaysForm
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session

_BEGINS_BACK = timedelta(365)


class CallLogPage(HandoutPage):
    """What was said with payers and adjusters between two days; the paper follows them."""

    topic = "30-coverage#contacts"

    def __init__(self, session: Session, jobs: Jobs, case: CaseId, left: Callable[[], object]) -> None:
        """Opens on the year until today."""
        super().__init__(jobs, (say("Call log"), say("The call log as it is printed")), say("Coverage"), left)
        self._session, self._case = session, case
        self.form = DaysForm()
        self.lay_out(
            Text(say("Only what was said with payers and adjusters; what was struck out is left out.")),
            log_hint(),
            self.form,
        )
        today = session.clinic.clock.today()
        self.form.put(today - _BEGINS_BACK, today)
        self.form.edited.connect(self.reload)
        session.keep_fresh(self, "contacts", "clients", "cases", "policies", "payers", "practice")

    def reload(self) -> None:
        """Make the paper again; days that cannot be read say so at their field, and no paper is shown."""
        span = self.form.days(self._session.clinic.clock.today())
        if span is None:
            self.preview.say(say("Type both days to see the call log."))
            self.bar.offer(None)
            return
        pdf = call_log_pdf(call_log(self._session.clinic.read, self._case, span))
        self.show_paper(Handout("call-log.pdf", say("Call log"), lambda: pdf, ("cases", self._case)))
