"""The outcome chart on paper, to be printed or saved."""

from collections.abc import Callable

from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures.document import outcome_pdf
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.queries import outcome_paper
from clinic_desktop.wording import say
from ui.handing import HandoutPage, log_hint
from ui.jobs import Jobs
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session


class OutcomeChartPage(HandoutPage):
    """Every measure of a case with all of its scores until today."""

    topic = "45-assessment#print"

    def __init__(self, session: Session, jobs: Jobs, case: CaseId, left: Callable[[], object]) -> None:
        """Shown by `reload`."""
        names = say("Outcome chart"), say("The outcome chart as it is printed")
        super().__init__(jobs, names, say("Assessment"), left)
        self._session, self._case = session, case
        self.lay_out(
            Text(say("Each measure with its scores and days, and with the change that matters and its source.")),
            log_hint(),
        )
        session.keep_fresh(self, "scores", "clients", "cases", "policies", "practice")

    def reload(self) -> None:
        """Make the paper again."""
        clinic = self._session.clinic
        pdf = outcome_pdf(outcome_paper(clinic.read, self._case, catalogue(), clinic.clock.today()))
        self.show_paper(Handout("outcome-chart.pdf", say("Outcome chart"), lambda: pdf, ("cases", self._case)))
