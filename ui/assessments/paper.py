"""An assessment on paper, to be printed or saved."""

from collections.abc import Callable

from clinic_desktop.assessments.document.paper import assessment_pdf
from clinic_desktop.assessments.queries import assessment_paper
from clinic_desktop.errors import Missing
from clinic_desktop.wording import say
from ui.handing import HandoutPage, log_hint
from ui.jobs import Jobs
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session


class AssessmentPaperPage(HandoutPage):
    """The assessment as it stands on record; a draft says so across its pages."""

    topic = "45-assessment#print"

    def __init__(self, session: Session, jobs: Jobs, rows: tuple[int, int], left: Callable[[], object]) -> None:
        """`rows` are the client and the assessment; raises Missing, also for another client’s."""
        names = say("Assessment"), say("The assessment as it is printed")
        super().__init__(jobs, names, say("Assessment"), left)
        self._session, (self._client, self._row) = session, rows
        self.lay_out(
            Text(say("The first one by itself; a later one beside the first, with what changed.")),
            log_hint(),
        )
        session.keep_fresh(self, "assessments", "clients", "cases", "policies", "practice", "credentials", "therapists")

    def reload(self) -> None:
        """Make the paper again."""
        paper = assessment_paper(self._session.clinic.read, self._row)
        if paper.head.client != self._client:
            raise Missing(say("This is another client’s. Open that client’s chart."))
        pdf = assessment_pdf(paper)
        self.show_paper(Handout("assessment.pdf", say("Assessment"), lambda: pdf, ("assessments", self._row)))
