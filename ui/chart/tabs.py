"""The pages of a chart below its head, one of which is shown; each reads what changed when it is shown again."""

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desktop.audit.model import Part
from clinic_desktop.chart.model import Glance
from ui.chart.assessment import AssessmentPage
from ui.chart.closed import is_closed
from ui.chart.coverage import CoveragePage
from ui.chart.documents import DocumentsPage
from ui.chart.health import HealthPage
from ui.chart.money import MoneyPage
from ui.chart.plan import PlanPage
from ui.chart.sections import AroundSection
from ui.chart.summary import SummaryPage
from ui.chart.visits import VisitsPage
from ui.codes.shelf import Shelf
from ui.coverage.page import WizardPage
from ui.kit.keys import on_new
from ui.kit.layout import tab_through
from ui.kit.paper_page import PaperPage

ChartTab = (
    SummaryPage
    | HealthPage
    | VisitsPage
    | AssessmentPage
    | PlanPage
    | CoveragePage
    | WizardPage
    | DocumentsPage
    | MoneyPage
)
TabT = TypeVar("TabT", bound=ChartTab)
# What each page is about, as the manual calls it.
TAB_TOPICS = {
    "summary": "20-clients#chart",
    "health": "25-health",
    "visits": "50-visits",
    "assessment": "45-assessment",
    "plan": "40-prescriptions",
    "coverage": "30-coverage#policies",
    "wizard": "35-wizard#steps",
    # Each of its sections has its own.
    "documents": "60-superbills",
    "money": "55-payments#money",
}
# What somebody has seen of the chart who opened it, as the audit trail calls it.
SEEN: dict[str, Part] = {
    "summary": "chart",
    "health": "health",
    "visits": "notes",
    "assessment": "assessment",
    "plan": "plan",
    "coverage": "coverage",
    "wizard": "coverage",
    "documents": "documents",
    "money": "money",
}

_CLINICAL_TABS = ("health", "assessment", "plan")


class ChartTabs(QStackedWidget):
    """The pages by their words, each an attribute of its own; an editor is shown above them.

    A page is built when it is first asked for: most charts are opened for one or two of them. `wanted` when something
    new is asked for on one; `calling` when a call to a plan begins or is over in the wizard.
    """

    wanted = Signal()
    calling = Signal()

    def __init__(self, around: AroundSection, codes: Shelf) -> None:
        """Shows nothing before `take`."""
        super().__init__()
        self._around, self._session, self._codes, self._go = around, around.session, codes, around.go
        self._stale: set[str] = set()
        self._was_closed = is_closed(self._session)
        self._glance: Glance | None = None

    @cached_property
    def summary(self) -> SummaryPage:
        """What is next, and who it is."""
        return self._added(SummaryPage(self._session, self._go))

    @cached_property
    def health(self) -> HealthPage:
        """Flags, history and consents."""
        return self._added(HealthPage(self._session, self._go))

    @cached_property
    def visits(self) -> VisitsPage:
        """The visits of the case."""
        return self._added(VisitsPage(self._session, self._go))

    @cached_property
    def assessment(self) -> AssessmentPage:
        """What was found."""
        return self._added(AssessmentPage(self._session, self._go))

    @cached_property
    def plan(self) -> PlanPage:
        """What is planned, and what orders it."""
        return self._added(PlanPage(self._session, self._codes, self._go))

    @cached_property
    def coverage(self) -> CoveragePage:
        """Who pays, and what they said."""
        return self._added(CoveragePage(self._session, self._go))

    @cached_property
    def wizard(self) -> WizardPage:
        """Whether it will be paid."""
        made = self._added(WizardPage(self._session, self._go))
        made.calling.connect(self.calling)
        return made

    @cached_property
    def documents(self) -> DocumentsPage:
        """What was issued."""
        return self._added(DocumentsPage(self._around))

    @cached_property
    def money(self) -> MoneyPage:
        """What is open, and what it is made of."""
        return self._added(MoneyPage(self._session, self._go))

    def take(self, glance: Glance) -> bool:
        """What the chart says now: each page shows it when it is freshened. Pages that were read in an emergency are
        made anew once it is over: nothing of what they showed is left. True then, and when they open."""
        is_other = self._was_closed != is_closed(self._session)
        if is_other:
            self._was_closed = not self._was_closed
            for key in _CLINICAL_TABS:
                gone = self.__dict__.pop(key, None)
                if gone:
                    self.removeWidget(gone)
                    gone.deleteLater()
        self._glance, self._stale = glance, set(TAB_TOPICS)
        return is_other

    def freshen(self, key: str, after: QWidget) -> None:
        """Let a page show the chart as it was read last: only the one that is open costs anything. `after` is what
        stands before it in the order of Tab."""
        if self._glance and key in self._stale:
            self._stale.discard(key)
            page = self._page(key)
            page.show_glance(self._glance)
            tab_through(after, page)

    def turn_to(self, key: str) -> None:
        """Show a page."""
        self.setCurrentWidget(self._page(key))

    def topic_of(self, key: str) -> str:
        """What a page is about, as the manual calls it."""
        return self.documents.topic if key == "documents" else TAB_TOPICS[key]

    def part_of(self, key: str, editor: QWidget | None, opened: str) -> str:
        """What leads to a page as it stands, its step or its section; or to the editor that was `opened` on it."""
        if isinstance(editor, PaperPage):
            return editor.part(opened)
        if editor:
            return opened
        if key == "wizard" and self.wizard.is_furnished:
            return f"wizard/{self.wizard.current}"
        return f"documents/{self.documents.shown}" if key == "documents" else key

    def show_part(self, key: str, part: str) -> None:
        """Go to a step of the wizard, to a section of the documents or to a visit of another program, "" for where the
        page was left."""
        if key == "wizard" and part:
            self.wizard.show_step(part)
        elif key == "documents" and part:
            section, _, new = part.partition("/")
            self.documents.show_section(section)
            if new:
                self.documents.files.ask()
        elif key == "visits" and part:
            self.visits.past.select(int(part))

    def paste(self) -> None:
        """File what the clipboard holds where the documents are the page that is open."""
        if isinstance(self.currentWidget(), DocumentsPage):
            self.documents.paste()

    def sum_up(self) -> None:
        """Show the papers of the verdict where the wizard is the page that is open."""
        if isinstance(self.currentWidget(), WizardPage):
            self.wizard.sum_up()

    def _page(self, key: str) -> ChartTab:
        found: ChartTab = getattr(self, key)
        return found

    def _added(self, page: TabT) -> TabT:
        self.addWidget(page)
        on_new(page, self.wanted.emit)
        return page


class TabbedChart(QWidget):
    """A chart by whose pages one can ask for what stands on them."""

    _stack: ChartTabs
    # The page that is open by its key, the editor above it with what opened it, and the chosen case.
    _tab: str
    _editor: QWidget | None
    _opened: str
    _case: int

    @property
    def part(self) -> str:
        """What `open_part` leads here again by."""
        part = self._stack.part_of(self._tab, self._editor, self._opened)
        return f"of/{self._case}/{part}" if self._case else part

    @property
    def summary(self) -> SummaryPage:
        """The page Summary."""
        return self._stack.summary

    @property
    def visits(self) -> VisitsPage:
        """The page Visits."""
        return self._stack.visits

    @property
    def plan(self) -> PlanPage:
        """The page Plan."""
        return self._stack.plan

    @property
    def coverage(self) -> CoveragePage:
        """The page Coverage."""
        return self._stack.coverage

    @property
    def wizard(self) -> WizardPage:
        """The page Wizard."""
        return self._stack.wizard

    @property
    def documents(self) -> DocumentsPage:
        """The page Documents."""
        return self._stack.documents

    @property
    def money(self) -> MoneyPage:
        """The page Money."""
        return self._stack.money
