"""A body map on paper, or two of them side by side, to be printed or saved. It is made anew each time, and not kept."""

from collections.abc import Callable

from clinic_desktop.body_maps.document import body_map_pdf
from clinic_desktop.body_maps.loader import figure_trouble
from clinic_desktop.body_maps.queries import body_map_paper
from clinic_desktop.cases.queries import case
from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import Missing
from clinic_desktop.wording import say
from ui.handing import HandoutPage
from ui.jobs import Jobs
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session

_SHOWN = ("body_maps", "body_marks", "clients", "cases", "practice")


class BodyMapPaperPage(HandoutPage):
    """The map as it is kept now: the page follows every change."""

    topic = "45-assessment#body-map"

    def __init__(
        self, session: Session, jobs: Jobs, owner: ClientId, rows: tuple[int, int], left: Callable[[], object]
    ) -> None:
        """`rows` are the map, and an earlier one or 0. Raises Missing, also for what is another client’s."""
        names = (say("Body map"), say("The body map as it is printed"))
        super().__init__(jobs, names, say("Assessment"), left)
        self._session, self._owner, self._rows = session, owner, rows
        self.lay_out(
            Text(
                say("The figure with its marks, and each mark in words. Shape and letter tell them apart on a fax too.")
            ),
            Text(say("What is printed here is part of the record: it goes only to whom the client allows."), "muted"),
        )
        session.keep_fresh(self, *_SHOWN)

    def reload(self) -> None:
        """Make the paper again; raises Missing where a map is gone, or the figure."""
        if trouble := figure_trouble():
            raise Missing(trouble)
        read = self._session.clinic.read
        paper = body_map_paper(read, *self._rows)
        if case(read, paper.maps[0].case).client != self._owner:
            raise Missing(say("This is another client’s. Open that client’s chart."))
        pdf = body_map_pdf(paper)
        self.show_paper(Handout("body-map.pdf", say("Body map"), lambda: pdf, ("clients", self._owner)))
