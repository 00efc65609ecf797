"""The denials of a client, as a section of the chart: those on record, and what says no and is none yet."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.appeals.loader.advice import advice
from clinic_desktop.appeals.model import NotDenied
from clinic_desktop.appeals.queries.denials import denial_page, not_denied
from clinic_desktop.appeals.queries.due import steps_of
from clinic_desktop.appeals.rules.words import no_words
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import say
from ui.appeals.columns import denial_columns
from ui.appeals.saving import DaysForCalendar
from ui.coverage.evidence import Matter, MatterLine
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.layout import card, column, emptied, row
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_ROWS = 12


class DenialsSection(QWidget):
    """`go` leads to a part of the chart, as "denial/12"."""

    def __init__(self, session: Session, jobs: Jobs, go: Callable[[str], object]) -> None:
        """Empty before `show_case`."""
        super().__init__()
        self._session, self._go = session, go
        self._client, self._case = ClientId(0), CaseId(0)
        self._model = PagedModel(
            lambda after: denial_page(session.clinic.read, self._client, after),
            denial_columns(session.clinic.clock.today, lambda: advice().actions),
        )
        self.table = Table(say("Denials"), self._model, "", rows=_MOST_ROWS)
        self.table.opened.connect(lambda found: go(f"of/{found.case}/denial/{found.id}"))
        self.enter = button(say("Enter denial"), lambda: go("denial/new"), "main", "plus")
        self.calendar = DaysForCalendar(session, jobs, lambda: steps_of(session.clinic.read, self._client))
        self._proposed = column(gap=1)
        heading = row(Text(say("Denials"), "heading", wrap=False), None, self.calendar, self.enter)
        self.setLayout(column(card("", heading, self._proposed, self.table, gap=2)))
        self.setFocusProxy(self.table)
        session.keep_fresh(self, *("denials", "appeals", "benefit_statements", "benefit_lines", "authorizations"))

    def show_case(self, client: ClientId, case: CaseId) -> None:
        """The denials of a client; what is none yet is that of the case, 0 for none."""
        self._client, self._case = client, case
        self.reload()

    def reload(self) -> None:
        """Read everything again."""
        read = self._session.clinic.read
        self.enter.setEnabled(bool(self._case))
        self.calendar.setVisible(any(one.due_on for one in steps_of(read, self._client)))
        emptied(self._proposed)
        for one in not_denied(read, self._case) if self._case else ():
            line = self._line(one)
            self._proposed.addWidget(line)
            line.setVisible(True)
        if self._case:
            words = say(
                "No denial. When a plan says no, enter its notice here: what to do follows from it, and by which day."
            )
            self.table.say_empty(words, (say("Enter the first one"), lambda: self._go("denial/new")))
        else:
            words = say("A case comes first: a denial is about what the client is treated for.")
            self.table.say_empty(words, (say("New case"), lambda: self._go("case/new")))
        self.table.reload()

    def _line(self, one: NotDenied) -> QWidget:
        words = say("{what} It is not on record as a denial yet.", what=no_words(one))
        part = f"of/{one.case}/denial/new/{one.kind}:{one.id}"
        return MatterLine(Matter(words, say("Enter denial"), partial(self._go, part), "warning", say("Mind")))
