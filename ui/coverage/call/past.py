"""The calls of a case that were logged, each a way to all that was said in it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from clinic_desktop.coverage.model.kept import BenefitCall
from clinic_desktop.wording import say
from ui.coverage.call.words import call_title
from ui.coverage.rows import KeyedRows
from ui.kit.buttons import button
from ui.kit.layout import column, holder, row
from ui.kit.text import Text

# The contact log has all of them.
_MOST = 8
_LETTERS = 70


class PastCalls(QFrame):
    """The newest on top; `go` leads to a part of the chart."""

    def __init__(self, go: Callable[[str], object]) -> None:
        """Hidden while there are none."""
        super().__init__()
        self.setProperty("surface", "none")
        self._go = go
        self._rows = KeyedRows(1)
        self._more = Text(say("Earlier ones stand in the contact log."), "small")
        self.setLayout(column(Text(say("Calls logged"), "heading"), self._rows, self._more, gap=1))

    def show_calls(self, found: Sequence[BenefitCall]) -> None:
        """Show these."""
        self._rows.show_rows({(one.id, call_title(one)): partial(self._row, one) for one in found[:_MOST]})
        self._more.setVisible(len(found) > _MOST)
        self.setVisible(bool(found))

    def _row(self, one: BenefitCall) -> QWidget:
        title = call_title(one)
        short = title if len(title) <= _LETTERS else f"{title[: _LETTERS - 1].rstrip()}…"
        made = button(short, partial(self._go, f"call/{one.id}"), "link")
        made.setAccessibleName(say("Open the call: {call}", call=title))
        return holder(row(made, None))
