"""The assessment page of a chart: what was found, where it hurts, and how the outcome measures go."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.chart.model import Glance
from ui.assessments.section import AssessmentSection
from ui.body_maps.section import BodyMapSection
from ui.cases.section import CaseSection
from ui.chart.closed import ClosedCard
from ui.kit.layout import column, holder, scrolled
from ui.measures.section import MeasuresSection
from ui.session import Session

# In the order in which a therapist goes through them.
SECTIONS: tuple[Callable[[Session, Callable[[str], object]], CaseSection], ...] = (
    AssessmentSection,
    BodyMapSection,
    MeasuresSection,
)


class AssessmentPage(QWidget):
    """A section for each kind of finding."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_glance`; `go` leads to a part of the chart, as "assessment/new"."""
        super().__init__()
        self.sections = tuple(build(session, go) for build in SECTIONS)
        self.closed = ClosedCard(session)
        self.setLayout(column(scrolled(holder(column(self.closed, *self.sections, None, gap=2, margin=3)))))

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now."""
        closed = self.closed.look()
        for section in self.sections:
            section.setVisible(not closed)
            if not closed:
                section.show_case(glance.case)
