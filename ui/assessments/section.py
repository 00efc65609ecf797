"""The assessments of a case on the page of the chart: their list, and what became of the first one by the newest."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from clinic_desktop.assessments.model import Assessment
from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.cases.model import CaseRow
from clinic_desktop.store.paging import Page
from clinic_desktop.wording import say
from ui.assessments.changes import ChangesView
from ui.assessments.columns import ASSESSMENT_COLUMNS
from ui.cases.section import CaseSection
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column, holder
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_ASSESSMENTS, _MOST_CHANGES = 6, 14


class AssessmentSection(CaseSection):
    """`go` leads to a part of the chart, as "assessment/new"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_case`."""
        super().__init__()
        self._session, self._go = session, go
        self._case = 0
        self._found: tuple[Assessment, ...] = ()
        self._model = PagedModel(lambda _: Page(self._found, None), ASSESSMENT_COLUMNS)
        self.table = Table(say("Assessments"), self._model, "", rows=_MOST_ASSESSMENTS)
        self.table.opened.connect(lambda one: go(f"assessment/{one.id}"))
        self.add = button(say("New assessment"), lambda: go("assessment/new"), "main", "plus")
        self.changes = ChangesView(_MOST_CHANGES)
        self.paper = button(say("Show paper"), self._show_paper, picture="print")
        self.table.chosen.connect(self._on_chosen)
        heading = HeadLine([Text(say("Assessments"), "heading", wrap=False)], [self.paper, self.add])
        self._compared = holder(column(Text(say("Since the first assessment"), "strong"), self.changes, gap=1))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card("", heading, self.table, self._compared, gap=2))

    def show_case(self, case: CaseRow | None) -> None:
        """Show what was found in this case; what came since it was last shown is chosen."""
        self.add.setEnabled(case is not None)
        if case is None:
            offer = (say("New case"), lambda: self._go("case/new"))
            self.table.say_empty(
                say("A case comes first: an assessment is about what the client is treated for."), offer
            )
        else:
            words = say("No assessment yet. What you measure now is what progress is shown against later.")
            self.table.say_empty(words, (say("Make the first one"), lambda: self._go("assessment/new")))
        known = {one.id for one in self._found}
        is_same = case is not None and case.id == self._case
        self._case = case.id if case else 0
        self._found = assessments_of(self._session.clinic.read, case.id) if case else ()
        if is_same:
            self.table.reload()
        else:
            self._model.reload()
        came = [one.id for one in self._found if one.id not in known]
        if is_same and len(came) == 1:
            self.table.select(came[0])
        self._on_chosen()
        self._compared.setVisible(len(self._found) > 1)
        if len(self._found) > 1:
            self.changes.show_two(self._found[-1], self._found[0])

    def _chosen(self) -> Assessment | None:
        """The one that is chosen in the list, else the newest."""
        index = self.table.currentIndex()
        found = self._model.row(index.row()) if index.isValid() else next(iter(self._found), None)
        return found if isinstance(found, Assessment) else None

    def _on_chosen(self) -> None:
        self.paper.setVisible(self._chosen() is not None)

    def _show_paper(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._go(f"assessment-paper/{chosen.id}")
