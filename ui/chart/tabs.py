"""The pages of a chart below its head, one of which is shown; each reads what changed when it is shown again."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desktop.chart.model import Glance
from clinic_desktop.clients.model import ClientId
from ui.chart.assessment import AssessmentPage
from ui.chart.coverage import CoveragePage
from ui.chart.documents import DocumentsPage
from ui.chart.health import HealthPage
from ui.chart.plan import PlanPage
from ui.chart.summary import SummaryPage
from ui.chart.visits import VisitsPage
from ui.codes.shelf import Shelf
from ui.coverage.page import WizardPage
from ui.kit.layout import tab_through
from ui.session import Session

ChartTab = SummaryPage | HealthPage | VisitsPage | AssessmentPage | PlanPage | CoveragePage | WizardPage | DocumentsPage
# What each page is about, as the manual calls it.
TAB_TOPICS = {
    "summary": "20-clients#chart",
    "health": "25-health",
    "visits": "50-visits",
    "assessment": "45-assessment",
    "plan": "40-prescriptions",
    "coverage": "30-coverage#policies",
    "wizard": "35-wizard#steps",
    "documents": "60-superbills",
}


class ChartTabs(QStackedWidget):
    """The pages by their words; an editor is shown above them."""

    def __init__(self, session: Session, codes: Shelf, owner: ClientId, go: Callable[[str], object]) -> None:
        """Shows nothing before `take`; `go` leads to a part of the chart."""
        super().__init__()
        self.summary = SummaryPage(session, go)
        self.health = HealthPage(session, go)
        self.visits = VisitsPage(session, go)
        self.assessment = AssessmentPage(session, go)
        self.plan = PlanPage(session, codes, go)
        self.coverage = CoveragePage(session, go)
        self.wizard = WizardPage(session, go)
        self.documents = DocumentsPage(session, owner, go)
        self.pages: dict[str, ChartTab] = {
            **{"summary": self.summary, "health": self.health, "visits": self.visits, "assessment": self.assessment},
            **{"plan": self.plan, "coverage": self.coverage, "wizard": self.wizard, "documents": self.documents},
        }
        for page in self.pages.values():
            self.addWidget(page)
        self._stale: set[str] = set()
        self._glance: Glance | None = None

    def take(self, glance: Glance) -> None:
        """What the chart says now: each page shows it when it is freshened."""
        self._glance, self._stale = glance, set(self.pages)

    def freshen(self, key: str, after: QWidget) -> None:
        """Let a page show the chart as it was read last: only the one that is open costs anything. `after` is what
        stands before it in the order of Tab."""
        if self._glance and key in self._stale:
            self._stale.discard(key)
            self.pages[key].show_glance(self._glance)
            tab_through(after, self.pages[key])

    def turn_to(self, key: str) -> None:
        """Show a page."""
        self.setCurrentWidget(self.pages[key])
