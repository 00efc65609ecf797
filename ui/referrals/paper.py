"""A prescription as recorded, on paper, to be printed or saved."""

from collections.abc import Callable

from clinic_desktop.errors import Missing
from clinic_desktop.referrals.document import prescription_pdf
from clinic_desktop.referrals.queries import prescription_paper
from clinic_desktop.wording import say
from ui.handing import HandoutPage, log_hint
from ui.jobs import Jobs
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session


class PrescriptionPaperPage(HandoutPage):
    """What the clinic recorded of a prescription, which says of itself that it is no more than that."""

    topic = "40-prescriptions#print"

    def __init__(self, session: Session, jobs: Jobs, rows: tuple[int, int], left: Callable[[], object]) -> None:
        """`rows` are the client and the prescription; raises Missing, also for another client’s."""
        names = say("Prescription as recorded"), say("The prescription as recorded, as it is printed")
        super().__init__(jobs, names, say("Plan"), left)
        self._session, (self._client, self._row) = session, rows
        self.lay_out(
            Text(
                say("A record of the prescription, made from what was typed. Send the paper itself where you have it.")
            ),
            log_hint(),
        )
        session.keep_fresh(self, "prescriptions", "prescribers", "clients", "cases", "policies", "practice")

    def reload(self) -> None:
        """Make the paper again."""
        clinic = self._session.clinic
        paper = prescription_paper(clinic.read, self._row, clinic.clock.today())
        if paper.head.client != self._client:
            raise Missing(say("This is another client’s. Open that client’s chart."))
        pdf = prescription_pdf(paper)
        self.show_paper(
            Handout(
                "prescription-as-recorded.pdf",
                say("Prescription as recorded"),
                lambda: pdf,
                ("prescriptions", self._row),
            )
        )
