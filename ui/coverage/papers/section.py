"""What was kept of the coverage of a case, as a section of the chart."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import say
from ui.coverage.papers.kept_list import DeterminationList
from ui.kit.layout import card, column
from ui.session import Session


class SummariesSection(QWidget):
    """`go` leads to a part of the chart, as "determination/7"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Empty before `show_case`."""
        super().__init__()
        self.listed = DeterminationList(session, go)
        self.setLayout(column(card(say("Coverage summaries"), self.listed, gap=2)))
        self.setFocusProxy(self.listed)

    def show_case(self, _: ClientId, case: CaseId) -> None:
        """The summaries of a case."""
        self.listed.show_case(case)
