"""The progress reports on a chart's page: when the next one is due, and those that were written."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from clinic_desktop.progress.loader import intervals_trouble
from clinic_desktop.progress.model import SOON_DUE_DAYS, ProgressReport
from clinic_desktop.store.paging import Page
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.layout import card, column, emptied, row
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import ChipText, Text
from ui.progress.columns import REPORT_COLUMNS
from ui.session import Session

_MOST_REPORTS = 5


class ReportCard(QWidget):
    """`go` leads to a part of the chart, as "report/new"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_reports`."""
        super().__init__()
        self._session, self._go = session, go
        self._reports: tuple[ProgressReport, ...] = ()
        self._model = PagedModel(lambda _: Page(self._reports, None), REPORT_COLUMNS)
        self.reports = Table(say("Progress reports"), self._model, "", rows=_MOST_REPORTS)
        self.reports.opened.connect(lambda one: go(_part(one)))
        self.write = button(say("Write report"), lambda: go("report/new"), picture="plus")
        self._due = row(gap=2)
        self.trouble = Banner()
        heading = row(Text(say("Progress reports"), "heading", wrap=False), None, self.write)
        self.setLayout(column(card("", heading, self.trouble, self._due, self.reports, gap=2)))

    def show_reports(
        self, reports: tuple[ProgressReport, ...], due: tuple[date, str] | None, *, has_case: bool
    ) -> None:
        """Show the reports of a case, and by when the next one is due, and why."""
        self._reports = reports
        if trouble := intervals_trouble():
            self.trouble.show_words("warning", trouble)
        draft = next((one for one in reports if one.signed_on is None), None)
        self.write.setText(say("Go on with the draft") if draft else say("Write report"))
        self.write.setAccessibleName(self.write.text())
        self.write.setEnabled(has_case)
        emptied(self._due)
        if due:
            self._show_due(*due, self._session.clinic.clock.today())
        if has_case:
            words = say("No report yet. It says how the client was, is now and shall be, made from the record.")
            self.reports.say_empty(words, (say("Write the first one"), lambda: self._go("report/new")))
        else:
            words = say("A case comes first: a report tells of what the client is treated for.")
            self.reports.say_empty(words, (say("New case"), lambda: self._go("case/new")))
        self._model.reload()

    def _show_due(self, day: date, why: str, today: date) -> None:
        words = say("Due by {day}", day=dates.shown(day))
        told = say("Overdue since {day}", day=dates.shown(day)) if day < today else words
        self._due.addWidget(ChipText(told, "warning" if (day - today).days <= SOON_DUE_DAYS else "plain"))
        self._due.addWidget(Text(why, "muted"), 1)


def _part(one: ProgressReport) -> str:
    return f"progress-report/{one.id}" if one.signed_on else f"report/{one.id}"
