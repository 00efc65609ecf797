"""The call sheet of a case on the screen, to be printed and taken home. It is made anew each time, and not kept."""

from collections.abc import Callable

from clinic_desktop.cases.model import CaseId
from clinic_desktop.coverage.document.call_sheet import call_sheet_pdf
from clinic_desktop.coverage.loader.call_paper import call_sheet_facts
from clinic_desktop.wording import say
from ui.handing import HandoutPage
from ui.jobs import Jobs
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session

_SHOWN = (
    *("clients", "cases", "policies", "payers", "departments", "practice", "therapists", "visits", "visit_services"),
    *("services", "diagnoses", "coverage_answers", "benefit_calls", "authorizations", "prescriptions", "contracts"),
)


class CallSheetPage(HandoutPage):
    """The sheet as the chart says now: it follows every change."""

    topic = "35-wizard#call-sheet"

    def __init__(self, session: Session, jobs: Jobs, case: CaseId, left: Callable[[], object]) -> None:
        """Raises Missing."""
        super().__init__(jobs, (say("Call sheet"), say("The call sheet as it is printed")), say("Wizard"), left)
        self._session, self._case = session, case
        why = say(
            "For the client to take home and to fill in while the plan is on the phone. What is known stands on it"
            " already, to be asked again."
        )
        back = say(
            "What they bring back, or read out on the phone, is typed in by the numbers of the blanks: they are the"
            " same in the wizard."
        )
        self.lay_out(Text(why), Text(back, "muted"))
        session.keep_fresh(self, *_SHOWN)

    def reload(self) -> None:
        """Make the sheet again; raises Missing where the case is gone."""
        clinic = self._session.clinic
        pdf = call_sheet_pdf(call_sheet_facts(clinic.read, self._case, clinic.clock.today()))
        self.show_paper(Handout("call-sheet.pdf", say("Call sheet"), lambda: pdf, ("cases", self._case)))
