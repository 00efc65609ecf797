"""The end of the month before on Today: what waits, and how much of it is ready and how much is to fix, looked through
beside the window."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.model import MonthCounts, MonthSpan
from clinic_desktop.month_end.rules.spans import span_words
from clinic_desktop.store.changes import Changes
from clinic_desktop.wording import say, say_many
from ui.jobs import Jobs, LatestJob
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.layout import column, emptied, holder
from ui.kit.picture import picture
from ui.kit.text import Text
from ui.session import Session
from ui.superbills.tables import SHOWN_OF_A_MONTH
from ui.today.lines import line, told

# Today is drawn first; and a person who does one thing after another is not counted for after each.
_AFTER_MILLISECONDS = 400


class _Asked(NamedTuple):
    """What is looked through: the days, and the day on which."""

    span: MonthSpan
    today: date


class MonthLook(QObject):
    """Looks through a month end while somebody sees a line about it, and remembers what it found for as long as nothing
    changes that a bill is made from. `told` when `counts` or `trouble` say something else."""

    told = Signal()

    def __init__(self, page: QWidget, session: Session, jobs: Jobs, codes: Path) -> None:
        """`codes` is the folder of the search files of the diagnosis codes."""
        super().__init__(page)
        self._session, self._jobs, self._codes = session, jobs, codes
        self._latest = LatestJob()
        # Who sees it; a line that goes away as another one comes is no reason to begin again.
        self._seen_by: object = None
        self._asked: _Asked | None = None
        self._is_looking = False
        self.counts: MonthCounts | None = None
        self.trouble = ""
        self._begin = QTimer(self, singleShot=True, interval=_AFTER_MILLISECONDS)
        self._begin.timeout.connect(self._look)
        session.changed.connect(self._on_changed)

    def want(self, who: object, span: MonthSpan) -> None:
        """Somebody sees a line about these days: say what they have, or look."""
        asked = _Asked(span, self._session.clinic.clock.today())
        is_other = asked != self._asked
        self._seen_by, self._asked = who, asked
        if is_other:
            self._forget()
            self.told.emit()
        if self.counts is None and not self.trouble and not self._is_looking:
            self._begin.start()

    def rest(self, who: object) -> None:
        """That line is out of sight. Once none is seen, what is not looked through yet is left alone: other work of
        the window waits for it."""
        if self._seen_by is who:
            self._seen_by = None
            QTimer.singleShot(0, self, self._stop_unseen)

    def again(self) -> None:
        """Look once more, after it was stopped or could not be read."""
        self._forget()
        self.told.emit()
        self._look()

    def _stop_unseen(self) -> None:
        if self._seen_by is None:
            self._begin.stop()
            self._leave()

    def _on_changed(self, changes: Changes) -> None:
        """What was found is old now, and is not shown for new."""
        if self._asked is None or not changes.touches(*SHOWN_OF_A_MONTH):
            return
        self._forget()
        self.told.emit()
        if self._seen_by is not None:
            self._begin.start()

    def _forget(self) -> None:
        self._leave()
        self.counts, self.trouble = None, ""

    def _leave(self) -> None:
        self._latest.leave()
        self._is_looking = False

    def _look(self) -> None:
        # Imported here: Today is what a start waits for.
        from clinic_desktop.month_end.loader.beside import MonthEndAsked, month_counts_beside

        if self._asked is None:
            return
        latest, number = self._latest, self._latest.begin()
        keys = self._session.clinic.keys
        asked = MonthEndAsked("month", self._asked.span, self._asked.today, self._codes)
        self._is_looking = True

        def work(progress: Progress) -> MonthCounts:
            return month_counts_beside(keys, asked, progress)

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            latest.end(number, lambda: self._end(None, error.words))

        job = self._jobs.run(
            say("Looking through the cases"),
            work,
            lambda found: latest.end(number, lambda: self._end(found)),
            failed,
        )
        latest.hear(number, job, lambda: self._end(None, say("Not all cases were looked through.")))

    def _end(self, counts: MonthCounts | None, trouble: str = "") -> None:
        self._is_looking = False
        self.counts, self.trouble = counts, trouble
        self.told.emit()


class MonthEndLine(QWidget):
    """A month, what waits in it, and, once that was looked through, how much is ready and how much is to fix: each
    leads to those."""

    def __init__(self, session: Session, look: MonthLook | None, span: MonthSpan, waits: tuple[str, ...]) -> None:
        """`waits` are sentences about the visits that wait. Without `look` nothing is looked through."""
        super().__init__()
        self._session, self._look, self._span = session, look, span
        self._title = say("Month end of {month}", month=span_words(span))
        opens = button(say("Open month end"), partial(session.go, "superbills", "month-end"))
        # One line from the start: what comes later moves nothing.
        self._counts = column(gap=0)
        words = told(self._title)
        words.addWidget(holder(self._counts))
        for one in waits:
            words.addWidget(Text(one, "muted"))
        self.setLayout(column(line(words, opens, picture("superbills")), gap=0))
        if look:
            look.told.connect(self._show)
            # At once: it comes in the place of a line that is gone already, and is drawn only later.
            look.want(self, span)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._look:
            self._look.want(self, self._span)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._look:
            self._look.rest(self)

    def _show(self) -> None:
        emptied(self._counts)
        if self._look is None:
            return
        counts, trouble = self._look.counts, self._look.trouble
        if counts:
            parts = self._links(counts)
        elif trouble:
            parts = [Text(trouble, "muted"), self._link(say("Look again"), self._look.again)]
        else:
            parts = [Text(say("Looking through the cases…"), "muted", wrap=False)]
        self._counts.addWidget(holder(flow(*parts, gap=2)))

    def _links(self, counts: MonthCounts) -> list[QWidget]:
        """The ready ones, those to fix; of neither there may be none, and that is said too."""
        ready = say("{count} ready", count=counts.ready) if counts.ready else say("Nothing ready")
        fix = say("{count} to fix", count=counts.fix) if counts.fix else say("Nothing to fix")
        unread = say_many("{count} case not read", "{count} cases not read", counts.unread)
        found = [(counts.ready, "ready", ready), (counts.fix, "fix", fix)]
        found += [(counts.unread, "unread", unread)] if counts.unread else []
        return [
            self._link(words, partial(self._session.go, "superbills", f"month-end/{group}"))
            if count
            else Text(words, "muted", wrap=False)
            for count, group, words in found
        ]

    def _link(self, words: str, act: Callable[[], object]) -> QWidget:
        made = button(words, act, "link")
        made.setAccessibleName(say("{what}, {about}", what=words, about=self._title))
        return made
