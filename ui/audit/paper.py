"""The audit trail as a paper: the entries that are listed, and where the trail ends, as an anchor on paper."""

from collections.abc import Callable

from clinic_desktop.audit.document import trail_pdf
from clinic_desktop.audit.model import TrailWanted
from clinic_desktop.audit.queries.entries import MOST_PRINTED, TrailBook, trail_paper
from clinic_desktop.trail import end_of
from clinic_desktop.wording import say
from ui.handing import HandoutPage
from ui.jobs import Jobs
from ui.kit.leaving import OF_CLINIC
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session


class TrailPaperPage(HandoutPage):
    """What the list shows, at most so many entries."""

    topic = "72-audit"

    def __init__(
        self, session: Session, jobs: Jobs, book: TrailBook, wanted: TrailWanted, left: Callable[[], object]
    ) -> None:
        """Made once: the entry of the print itself is not on it."""
        names = say("Audit trail"), say("The audit trail as it is printed")
        super().__init__(jobs, names, say("Audit trail"), left)
        clinic = session.clinic
        paper = trail_paper(clinic.read, book, wanted, end_of(clinic.read), clinic.clock.today())
        self.lay_out(
            Text(say("The entries that are listed, at most {count}.", count=f"{MOST_PRINTED:,}")),
            Text(
                say(
                    "At its end stand the number and the seal of the last entry. Keep the paper apart from the "
                    "computer: it shows whether something was cut off later."
                ),
                "muted",
            ),
            margin=0,
        )
        pdf = trail_pdf(paper)
        about = ("clients", wanted.client) if wanted.client else OF_CLINIC
        self.show_paper(Handout("audit-trail.pdf", say("Audit trail"), lambda: pdf, about))
