"""The denials of a client, as a section of the chart: those on record, and what says no and is none yet."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from clinic_desktop.appeals.document import CALENDAR_NAME, calendar
from clinic_desktop.appeals.loader.advice import advice
from clinic_desktop.appeals.model import DenialRow, NotDenied
from clinic_desktop.appeals.queries.denials import denial_list, not_denied
from clinic_desktop.appeals.queries.due import steps_of
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import ClinicError
from clinic_desktop.store.paging import Page
from clinic_desktop.store.vault import write_beside
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.appeals.columns import denial_columns
from ui.coverage.evidence import Matter, MatterLine
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.files import ask_where
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
        self._session, self._jobs, self._go = session, jobs, go
        self._client, self._case = ClientId(0), CaseId(0)
        self._rows: tuple[DenialRow, ...] = ()
        self._model = PagedModel(
            lambda _: Page(self._rows, None), denial_columns(session.clinic.clock.today, lambda: advice().actions)
        )
        self.table = Table(say("Denials"), self._model, "", rows=_MOST_ROWS)
        self.table.opened.connect(lambda found: go(f"of/{found.case}/denial/{found.id}"))
        self.enter = button(say("Enter denial"), lambda: go("denial/new"), picture="plus")
        self.calendar = button(say("Save days for a calendar…"), self._ask_save, picture="save")
        self.banner, self._proposed = Banner(), column(gap=1)
        heading = row(Text(say("Denials"), "heading", wrap=False), None, self.calendar, self.enter)
        self.setLayout(column(card("", heading, self.banner, self._proposed, self.table, gap=2)))
        self.setFocusProxy(self.table)
        self._lives = [True]
        lives = self._lives
        self.destroyed.connect(lambda *_: lives.clear())
        session.keep_fresh(self, *("denials", "appeals", "benefit_statements", "benefit_lines", "authorizations"))

    def show_case(self, client: ClientId, case: CaseId) -> None:
        """The denials of a client; what is none yet is that of the case, 0 for none."""
        self._client, self._case = client, case
        self.reload()

    def reload(self) -> None:
        """Read everything again."""
        read = self._session.clinic.read
        self._rows = denial_list(read, self._client)
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
            self.table.say_empty(say("A case comes first: a denial is about what the client is treated for."))
        self.table.reload()

    def save_to(self, path: Path) -> None:
        """Write the days of this client’s denials there; the banner says what came of it."""
        clinic, lives = self._session.clinic, self._lives
        content = calendar(steps_of(clinic.read, self._client), clinic.clock.now())

        def done(_: None) -> None:
            if lives:
                words = say("Saved. The file has days and numbers of denials, and no name.")
                self.banner.show_words("good", words)

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            if lives:
                self.banner.show_words("stop", error.words, (say("Save in another place"), self._ask_save))

        self._jobs.run(say("Saving the days"), lambda _: write_beside(path, content), done, failed)

    def _ask_save(self) -> None:
        ask_where(self, say("Save days for a calendar"), CALENDAR_NAME, self.save_to)

    def _line(self, one: NotDenied) -> QWidget:
        facts = {"payer": one.payer_name or say("The payer"), "number": one.number}
        if one.kind == "authorization":
            words = say("{payer} did not grant an authorization. It is no denial on record yet.", **facts)
        else:
            day = dates.shown(one.said_on) if one.said_on else ""
            words = say(
                "{payer} did not pay {amount}, by its statement of {day}. It is no denial on record yet.",
                payer=facts["payer"],
                amount=money.shown(one.amount_cents),
                day=day,
            )
        part = f"of/{one.case}/denial/new/{one.kind}:{one.id}"
        return MatterLine(Matter(words, say("Enter denial"), partial(self._go, part), "warning", say("Mind")))
