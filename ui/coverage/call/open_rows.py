"""Questions that calls left open, each settled where it stands."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from clinic_desktop.coverage.commands.calls import SettleQuestion
from clinic_desktop.coverage.model.kept import OpenQuestion
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.coverage.rows import KeyedRows, breakable
from ui.kit.buttons import button
from ui.kit.layout import column, row
from ui.kit.text import Text
from ui.session import Session


class OpenRows(QFrame):
    """One line a question: until when it waits, and “Settled”."""

    def __init__(self, session: Session) -> None:
        """Hidden while there are none."""
        super().__init__()
        self.setProperty("surface", "none")
        self._session = session
        self._rows = KeyedRows()
        self.setLayout(column(Text(say("Open questions"), "heading"), self._rows, gap=1))
        self.hide()

    def show_questions(self, found: Sequence[OpenQuestion]) -> None:
        """Show these, the settled ones with their day."""
        self._rows.show_rows({one: partial(self._row, one) for one in found})
        self.setVisible(bool(found))

    def _row(self, one: OpenQuestion) -> QWidget:
        made = QFrame()
        made.setProperty("surface", "none")
        if one.settled_on:
            when = say("Settled on {day}", day=dates.shown(one.settled_on))
        else:
            when = say("Ask again on {day}", day=dates.shown(one.ask_again_on))
        line = row(column(Text(breakable(one.words)), Text(when, "small"), gap=0), gap=2)
        line.setStretch(0, 1)
        if not one.settled_on:
            settle = button(say("Settled"), partial(self._settle, one), picture="check")
            settle.setAccessibleName(say("Settled: {what}", what=one.words))
            line.addWidget(settle)
        made.setLayout(line)
        return made

    def _settle(self, one: OpenQuestion) -> None:
        # The button goes with what it does.
        self.setFocus()
        self._session.attempt(SettleQuestion(one.id, one.version))
