"""The month end: every document of a month in four groups, looked through beside its paper, and issued in one go."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.month_end.loader.beside import MonthEndAsked, month_end_beside
from clinic_desktop.month_end.model import FATES, IssueRun, MonthEnd, MonthRow, MonthSpan
from clinic_desktop.month_end.rules.spans import last_span
from clinic_desktop.store.changes import Changes
from clinic_desktop.superbills.model.issued import waits_since
from clinic_desktop.wording import say
from ui.codes.shelf import Shelf
from ui.jobs import Jobs, LatestJob
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.head_line import HeadLine
from ui.kit.layout import column, holder, row, scrolled, tab_through
from ui.kit.text import Text
from ui.month_end.groups import GroupList
from ui.month_end.handing_out import MonthPapersPage
from ui.month_end.look import RowLook
from ui.month_end.span_bar import SpanBar
from ui.month_end.words import before_words, group_sum, hand_out_words, issue_words, run_words, state_words
from ui.month_end.work import Issuer, issue_beside
from ui.session import Session
from ui.superbills.page import MonthEndTab
from ui.superbills.tables import SHOWN_OF_A_MONTH

_SHARES = (11, 9)


class MonthEndPage(MonthEndTab):
    """What is looked at, chosen and left out stays while the person is away; nothing of it is kept with the program."""

    def __init__(self, session: Session, jobs: Jobs, codes: Shelf) -> None:
        """Looks through the last month that is over, in a job."""
        super().__init__()
        self._session, self._jobs, self._codes = session, jobs, codes
        self._looks = LatestJob()
        self._is_issuing = False
        self.bar = SpanBar(session.clinic.clock)
        self.found = MonthEnd("month", self.bar.span)
        self.banner = Banner()
        self.groups = GroupList((say("Go to the clients"), lambda: session.go("clients")))
        self.look = RowLook(session, jobs, codes)
        self._sum, self._state = Text(role="muted", wrap=False), Text(role="muted", wrap=False)
        self._before = Text(role="muted", wrap=False)
        self.earlier = button(say("Look at them"), self._on_before, "link")
        self.issue = button("", self._on_issue, "main")
        self.issue.does = say("Issue documents")
        self.hand_out = button("", self._on_hand_out)
        self._papers: MonthPapersPage | None = None
        self._stack = QStackedWidget()
        self._main = self._build()
        self._stack.addWidget(self._main)
        self.setLayout(column(self._stack, gap=0))
        self.bar.chosen.connect(self._on_span)
        self.groups.chosen.connect(self._on_row)
        self.groups.turned.connect(self._show_count)
        self.look.details.turned.connect(self.groups.turn)
        self.look.details.rebuilt.connect(lambda: tab_through(self._main))
        self.look.details.apart.connect(lambda found: self._issue((found,)))
        self.setFocusProxy(self.groups)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.groups.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.groups.turn_current)
        self.destroyed.connect(self._looks.leave)
        session.keep_fresh(self, *SHOWN_OF_A_MONTH)

    @property
    def topic(self) -> str:  # type: ignore[override]
        """What is shown."""
        return self._papers.topic if self._papers else "60-superbills#month-end"

    @property
    def papers(self) -> MonthPapersPage | None:
        """Where what was issued is handed out, while it is shown."""
        return self._papers

    def open_group(self, key: str) -> None:
        """Show a group of the last month that is over."""
        if self._papers:
            self._on_back()
        month = last_span("month", self._session.clinic.clock.today())
        if (self.bar.batch, self.bar.span) != ("month", month) and not self._is_issuing:
            self.bar.set_span("month", month)
        self.groups.go_to(next(one for one in FATES if one == key))

    def reload(self) -> None:
        """Look through the cases again, in a job; what is looked at stays so."""
        if self._is_issuing:
            return
        looks, number = self._looks, self._looks.begin()
        clinic = self._session.clinic
        asked = MonthEndAsked(
            self.bar.batch, self.bar.span, clinic.clock.today(), self._codes.folder, self.bar.with_receipts
        )
        keys = clinic.keys
        if not self.found.rows:
            self.groups.say(say("Looking through the cases…"))
        job = self._jobs.run(
            say("Looking through the cases"),
            lambda progress: month_end_beside(keys, asked, progress),
            lambda found: looks.end(number, lambda: self._on_found(found)),
            lambda error: looks.end(number, lambda: self._on_failed(error)),
        )
        looks.hear(number, job, self._on_stopped)

    def _build(self) -> QWidget:
        sums = holder(flow(self._sum, self._before, self.earlier, gap=2))
        left = column(self.groups, sums, scrolled(holder(column(self.look.details))), gap=1)
        left.setStretch(0, 3)
        left.setStretch(2, 2)
        buttons = HeadLine([self._state], [self.hand_out, self.issue])
        whole = column(self.bar, self.banner, gap=1)
        sides = row(holder(left), self.look.preview, gap=2)
        for at, share in enumerate(_SHARES):
            sides.setStretch(at, share)
        whole.addLayout(sides, 1)
        whole.addWidget(buttons)
        whole.setContentsMargins(step(3), step(2), step(3), step(2))
        return holder(whole)

    def _on_span(self) -> None:
        self.banner.hide()
        self.found = MonthEnd(self.bar.batch, self.bar.span)
        self.groups.forget(self.bar.batch)
        self._show()
        self.reload()

    def _on_before(self) -> None:
        """The days before these, as far as the lists go back."""
        first = self.found.span.first
        self.bar.set_span("month", MonthSpan(waits_since(first), first - timedelta(1)))

    def _on_found(self, found: MonthEnd) -> None:
        self.found = found
        self._show()

    def _on_stopped(self) -> None:
        self.banner.show_words(
            "warning", say("Stopped: not all cases were looked through."), (say("Look again"), self.reload)
        )

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, ClinicError):
            raise error
        self.banner.show_words("stop", error.words, (say("Look again"), self.reload))

    def _show(self) -> None:
        self.groups.show_found(self.found)
        self._show_count()
        self._on_row()

    def _show_count(self) -> None:
        """The buttons with their numbers, and where it stands."""
        wanted, issued = self._wanted(), self.found.of("issued")
        self.issue.setText(issue_words(self.found.batch, wanted))
        self.issue.setAccessibleName(self.issue.text())
        self.issue.setEnabled(bool(wanted) and not self._is_issuing)
        self.hand_out.setText(hand_out_words(issued))
        self.hand_out.setAccessibleName(self.hand_out.text())
        self.hand_out.setVisible(bool(issued))
        self.hand_out.setEnabled(not self._is_issuing)
        if not self._is_issuing:
            self._state.setText(state_words(self.found, len(wanted)))
        self._sum.setText(group_sum(self.groups.rows()))
        self._sum.setVisible(bool(self._sum.text()))
        self._before.setText(before_words(self.found.before))
        self.earlier.setVisible(self.found.before > 0)
        self._before.setVisible(self.found.before > 0)
        self._on_row()

    def _wanted(self) -> tuple[MonthRow, ...]:
        return tuple(one for one in self.found.of("ready") if self.groups.is_wanted(one))

    def _on_row(self) -> None:
        row = self.groups.current()
        self.look.show_row(row, is_wanted=row is not None and self.groups.is_wanted(row))

    def _on_issue(self) -> None:
        """Issue what is ready and wanted, in a job of its own connections: the window goes on meanwhile."""
        self._issue(self._wanted())

    def _issue(self, rows: tuple[MonthRow, ...]) -> None:
        if not rows or self._is_issuing or not keep_all(self._main):
            return
        clinic = self._session.clinic
        issuer = Issuer(clinic.keys, clinic.person.slot, clinic.clock, self._codes.folder)
        self._looks.leave()
        self._is_issuing = True
        self.banner.hide()
        self.bar.setEnabled(False)
        self._show_count()
        job = self._jobs.run(
            say("Issuing"),
            lambda progress: issue_beside(issuer, rows, progress),
            lambda answer: self._on_issued(*answer),
            self._on_not_issued,
        )
        if self._is_issuing:
            job.progressed.connect(lambda _done, _total, words: self._state.setText(words))

    def _on_issued(self, run: IssueRun, changes: Changes) -> None:
        self._end_run()
        is_well = run.is_whole and not run.not_made
        self.banner.show_words("good" if is_well else "stop" if run.trouble else "warning", run_words(run))
        if run.issued:
            self.groups.go_to("issued")
        if changes.rows:
            # All pages hear of it, this one too.
            self._session.clinic.tell(changes)
            self._session.performed.emit()
        else:
            self.reload()

    def _on_not_issued(self, error: Exception) -> None:
        self._end_run()
        if not isinstance(error, ClinicError):
            raise error
        self.banner.show_words("stop", error.words)
        self.reload()

    def _end_run(self) -> None:
        self._is_issuing = False
        self.bar.setEnabled(True)
        self._show_count()

    def _on_hand_out(self) -> None:
        if not keep_all(self._main):
            return
        self._papers = MonthPapersPage(self._session, self._jobs, self.found, self._on_back)
        self._stack.addWidget(self._papers)
        self._stack.setCurrentWidget(self._papers)
        self._papers.save.setFocus()

    def _on_back(self) -> None:
        papers, self._papers = self._papers, None
        if papers:
            self._stack.setCurrentWidget(self._main)
            self._stack.removeWidget(papers)
            papers.deleteLater()
            self.hand_out.setFocus()
