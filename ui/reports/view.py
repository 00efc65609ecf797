"""One report on the screen: its choices, its picture, its lines, and the lines behind a line."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.reports.loader import report_beside
from clinic_desktop.reports.model import INCOME_BY, ReportAsked, ReportLine, ReportTable
from clinic_desktop.reports.rules.cells import cell_words, sentence, total_line
from clinic_desktop.store.paging import Page
from clinic_desktop.wording import mark, say
from ui.jobs import Jobs, LatestJob
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox
from ui.kit.keys import is_escape
from ui.kit.layout import column, row
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.preferences import Preference, Preferences, Value
from ui.reports.handing import ReportHanding
from ui.reports.period import PeriodChoice
from ui.reports.plot import BarPlot
from ui.session import Session

# The choice that this computer remembers is that of the report itself.
INCOME_REPORT = Preference(
    "income_report", mark("Told apart by"), "", tuple(Value(key, words) for key, words in INCOME_BY.items())
)
# A list of more columns cuts the words of a line: the chosen one is said in full below it.
_MANY_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report by its key. `is_told_apart` by a choice; `has_period` where one is looked at; `tables` are what it is
    read from. `act` is what can be done beside it: the words of its button (marked) and the part it leads to."""

    key: str
    topic: str
    tables: tuple[str, ...]
    is_told_apart: bool = False
    has_period: bool = False
    act: tuple[str, str] | None = None


class ReportView(QWidget):
    """Reads itself again when what it counts changes. Esc leads from the lines behind a line back to the report."""

    def __init__(self, session: Session, jobs: Jobs, preferences: Preferences, kind: ReportKind) -> None:
        """Begins with what was chosen last."""
        super().__init__()
        self._session, self._jobs, self._preferences, self._kind = session, jobs, preferences, kind
        self.topic = f"62-reports#{kind.topic}"
        self.made: ReportTable | None = None
        self._behind: list[ReportAsked] = []
        self._latest = LatestJob()
        self.title, self.about, self.beside = Text("", "title"), Text("", "muted"), Text("", "strong")
        self.back = button(say("Back"), self.go_back, "link", "back")
        self.banner, self.plot, self.whole = Banner(), BarPlot(), Text("")
        self._model = PagedModel(lambda _: Page(self._lines(), None), (), strong=lambda line: line.id < 0)
        self.table = Table(say("Lines of the report"), self._model, "")
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._on_chosen)
        self.table.fitted.connect(self._on_chosen)
        self.handing = ReportHanding(self, self.banner, session, jobs, lambda: self.made)
        self.by, self.period = self._by_choice(), PeriodChoice(session, preferences, self._on_period)
        # A line of widgets and not a nested layout: one that is hidden takes no room.
        self.by.setVisible(kind.is_told_apart)
        self.period.setVisible(kind.has_period)
        head = row(self.title, self.handing, gap=2)
        head.setStretch(0, 1)
        choices = row(self.period, self.by, gap=2)
        choices.setStretch(0, 1)
        choices.setAlignment(self.by, Qt.AlignmentFlag.AlignTop)
        told = row(self.about, *self._acts(), gap=2)
        told.setStretch(0, 1)
        self.setLayout(
            column(self.back, head, told, choices, self.banner, self.plot, self.beside, self.table,
                   self.whole, gap=1)
        )  # fmt: skip
        self.table.setMinimumHeight(self.table.verticalHeader().defaultSectionSize() * 3)
        self.setFocusProxy(self.table)
        if kind.has_period:
            self.period.hear_keys(self)
        latest = self._latest
        self.destroyed.connect(lambda *_: latest.leave())
        session.keep_fresh(self, *kind.tables)

    @property
    def asked(self) -> ReportAsked:
        """What is shown, or about to be."""
        if self._behind:
            return self._behind[-1]
        by = str(self.by.currentData()) if self._kind.is_told_apart else ""
        return ReportAsked(self._kind.key, by, self.period.period if self._kind.has_period else None)

    def reload(self) -> None:
        """Make the report again, beside the window; what stands here stays until it is made."""
        keys, asked, today = self._session.clinic.keys, self.asked, self._session.clinic.clock.today()
        latest, number = self._latest, self._latest.begin()

        def work(progress: Progress) -> ReportTable:
            return report_beside(keys, asked, today, progress)

        def done(made: ReportTable) -> None:
            latest.end(number, lambda: self._show(made))

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            latest.end(number, lambda: self.banner.show_words("stop", error.words, (say("Try again"), self.reload)))

        if self.made is None:
            self.title.setText(say("Making the report"))
        job = self._jobs.run(say("Making the report"), work, done, failed)
        latest.hear(number, job, self._on_stopped)

    def go_back(self) -> None:
        """From the lines behind a line to where it stands."""
        if self._behind:
            self._behind.pop()
            self._leave_lines()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event) and self._behind:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _show(self, made: ReportTable) -> None:
        is_other = self.made is None or self.made.columns != made.columns or self.made.key != made.key
        self.made = made
        # What was said about the one before it; what was saved of it is no longer news either.
        self.banner.hide()
        self.title.setText(made.title)
        for label, words in ((self.about, made.about), (self.beside, made.beside)):
            label.setText(words)
            label.setVisible(bool(words))
        self.back.setVisible(bool(self._behind))
        self.by.setVisible(self._kind.is_told_apart and not self._behind)
        self.period.setVisible(self._kind.has_period and not self._behind)
        self.plot.show_chart(made.chart)
        self.table.setAccessibleName(made.title)
        if is_other:
            # What was left out for want of room may be another column now.
            for at in range(self._model.columnCount()):
                self.table.setColumnHidden(at, False)
            self._model.show_columns(tuple(_column(made, at) for at in range(len(made.columns))))
        self.table.reload()
        self.table.say_empty(made.empty, (say("Go to the clients"), lambda: self._session.go("clients")))
        self.handing.offer(made.key)
        self._on_chosen()

    def _lines(self) -> tuple[ReportLine, ...]:
        if self.made is None:
            return ()
        last = total_line(self.made)
        return (*self.made.lines, *((last,) if last else ()))

    def _acts(self) -> list[QWidget]:
        if self._kind.act is None:
            return []
        words, part = self._kind.act
        return [button(say(words), partial(self._session.go, "reports", part))]

    def _by_choice(self) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(say("Told apart by"))
        for choice in INCOME_REPORT.choices:
            box.addItem(say(choice.words), choice.value)
        box.setCurrentIndex(box.findData(self._preferences.value(INCOME_REPORT)))
        box.currentIndexChanged.connect(self._on_by)
        return box

    def _on_by(self) -> None:
        self._preferences.choose(INCOME_REPORT, str(self.by.currentData()))
        self.reload()

    def _on_period(self) -> None:
        self._behind.clear()
        self.reload()

    def _on_opened(self, line: ReportLine) -> None:
        if line.behind:
            behind = line.behind
            self._behind.append(replace(behind, behind="") if behind.behind == "within" else behind)
            self._leave_lines()
        elif line.part:
            self._session.go(line.place, line.part)

    def _leave_lines(self) -> None:
        """Other lines come: those here are not theirs, whatever their numbers."""
        self.table.clearSelection()
        self.made = None
        self._model.reload()
        self.reload()
        self.table.setFocus()

    def _on_chosen(self) -> None:
        """Say the chosen line in full where the list has no room for it."""
        at, made = self.table.currentIndex().row(), self.made
        words = ""
        if made and at >= 0 and self._is_short(made):
            line = self._model.row(at)
            said = (sentence(one, value) for one, value in zip(made.columns, line.cells, strict=True))
            words = " · ".join(one for one in said if one)
        self.whole.setText(words)
        self.whole.setVisible(bool(words))

    def _is_short(self, made: ReportTable) -> bool:
        """Whether columns are left out, or so many stand there that their words are cut."""
        columns = range(len(made.columns))
        return len(columns) > _MANY_COLUMNS or any(map(self.table.isColumnHidden, columns))

    def _on_stopped(self) -> None:
        self.banner.show_words("note", say("The report was not made."), (say("Make it"), self.reload))


def _column(made: ReportTable, at: int) -> Column[ReportLine]:
    one = made.columns[at]

    def text(line: ReportLine) -> str:
        return cell_words(one.kind, line.cells[at])

    return Column(one.title, text, one.is_number, one.share, one.least, one.spare, firm=one.kind == "day")
