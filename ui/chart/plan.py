"""The plan page of a chart: the treatment plan of the chosen case, the papers that order it, and its diagnoses."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.chart.model import Glance
from clinic_desktop.progress.queries import goals_now
from clinic_desktop.referrals.commands.diagnoses import MoveDiagnosis
from clinic_desktop.referrals.model import DiagnosisRow, PrescriptionRow
from clinic_desktop.store.paging import Page
from clinic_desktop.wording import say
from ui.chart.closed import ClosedCard
from ui.codes.shelf import Shelf
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column, holder, row, scrolled
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.plans.card import PlanCard
from ui.progress.card import ReportCard
from ui.referrals.diagnoses import diagnosis_columns
from ui.referrals.prescriptions import PRESCRIPTION_COLUMNS
from ui.session import Session

_MOST_DIAGNOSES, _MOST_PRESCRIPTIONS = 12, 6


class PlanPage(QWidget):
    """`go` leads to a part of the chart, as "prescription/new"."""

    def __init__(self, session: Session, codes: Shelf, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_glance`."""
        super().__init__()
        self._session, self._codes, self._go = session, codes, go
        self._diagnoses: tuple[DiagnosisRow, ...] = ()
        self._papers: tuple[PrescriptionRow, ...] = ()
        self._diagnosis_model = PagedModel(lambda _: Page(self._diagnoses, None), diagnosis_columns(codes))
        self._paper_model = PagedModel(lambda _: Page(self._papers, None), PRESCRIPTION_COLUMNS)
        self.diagnoses = Table(say("Diagnoses"), self._diagnosis_model, "", rows=_MOST_DIAGNOSES)
        self.papers = Table(say("Prescriptions and referrals"), self._paper_model, "", rows=_MOST_PRESCRIPTIONS)
        self.diagnoses.opened.connect(lambda found: go(f"diagnosis/{found.id}"))
        self.papers.opened.connect(lambda found: go(f"prescription/{found.id}"))
        self.add_paper = button(say("Add prescription"), lambda: go("prescription/new"), "main", "plus")
        self.add_diagnosis = button(say("Add diagnosis"), lambda: go("diagnosis/new"), picture="plus")
        self._order = holder(
            row(
                button(say("Move up"), lambda: self._move(up=True)),
                button(say("Move down"), lambda: self._move(up=False)),
                Text(say("The first one is the primary diagnosis."), "muted", wrap=False),
                None,
                gap=2,
            )
        )
        self._lacking = Text(role="muted")
        self._load = button(say("Load a release"), lambda: session.go("settings", "codes/"))
        self._again = button(say("Try again"), codes.try_again)
        self._release = holder(row(self._lacking, self._load, self._again, gap=2))
        self.treatment, self.reports = PlanCard(go), ReportCard(session, go)
        self.closed = ClosedCard(session)
        self.show_recorded = button(say("Show as recorded"), self._show_recorded, picture="print")
        about = Text(say("Prescriptions and referrals"), "heading", wrap=False)
        papers = card("", HeadLine([about], [self.show_recorded, self.add_paper]), self.papers, gap=2)
        diagnoses = card("", row(Text(say("Diagnoses"), "heading", wrap=False), None, self.add_diagnosis),
                         self.diagnoses, self._order, self._release, gap=2)  # fmt: skip
        self.setLayout(
            column(
                scrolled(
                    holder(column(self.closed, self.treatment, self.reports, papers, diagnoses, None, gap=2, margin=3))
                )
            )
        )
        codes.ready.connect(self._show_release)

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now."""
        has_case = glance.case is not None
        self._show_treatment(glance)
        first = say("A case comes first: what is ordered belongs to what the client is treated for.")
        offer = None if has_case else (say("New case"), lambda: self._go("case/new"))
        self.add_paper.setEnabled(has_case)
        self.add_diagnosis.setEnabled(has_case)
        self.papers.say_empty(
            say("No prescription yet. Copy the paper: who ordered what, for which diagnosis, until when.")
            if has_case
            else first,
            offer,
        )
        self.diagnoses.say_empty(
            say("No diagnosis yet. Those of a prescription come with it; add others here, with their source.")
            if has_case
            else first,
            offer,
        )
        chosen = self._chosen()
        self._diagnoses, self._papers = glance.diagnoses, glance.prescriptions
        self._paper_model.reload()
        self.show_recorded.setVisible(bool(self._papers))
        self._diagnosis_model.reload()
        if self._diagnoses:
            self.diagnoses.select(chosen.id if chosen else self._diagnoses[0].id)
        self._order.setVisible(len(self._diagnoses) > 1)
        self._show_release()

    def _show_treatment(self, glance: Glance) -> None:
        """The plan and how it goes, for those who read it."""
        closed, has_case = self.closed.look(), glance.case is not None
        for made in (self.treatment, self.reports):
            made.setVisible(not closed)
        if closed:
            return
        today = self._session.clinic.clock.today()
        self.reports.show_reports(glance.reports, glance.report_due, has_case=has_case)
        self.treatment.standings = goals_now(self._session.clinic.read, glance.plans, today)
        self.treatment.show_plans(glance.plans, glance.progress, today, can_add=has_case)

    def _chosen(self) -> DiagnosisRow | None:
        index = self.diagnoses.currentIndex()
        found = self._diagnosis_model.row(index.row()) if index.isValid() else None
        return found if isinstance(found, DiagnosisRow) else None

    def _show_recorded(self) -> None:
        """The paper of the prescription that is chosen, else of the newest."""
        index = self.papers.currentIndex()
        chosen = self._paper_model.row(index.row()) if index.isValid() else self._papers[0]
        self._go(f"prescription-paper/{chosen.id}")

    def _move(self, *, up: bool) -> None:
        chosen = self._chosen()
        if chosen:
            self._session.attempt(MoveDiagnosis(chosen.id, chosen.version, up))

    def _show_release(self) -> None:
        trouble = self._codes.trouble
        words = trouble or self._codes.chosen().words
        self._lacking.setText(words)
        # A newer release would help neither a folder that cannot be written nor one that is being prepared.
        self._load.setVisible(not trouble)
        self._again.setVisible(self._codes.has_failed)
        self._release.setVisible(bool(words) and bool(self._diagnoses))
        # The titles and standings come from the release: they are asked for again as the list is painted.
        self.diagnoses.viewport().update()
