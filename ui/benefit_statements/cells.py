"""How a person goes through the lines of a statement by keys: Enter to the next cell, Ctrl+D takes the line above."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ui.kit.field import Field
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.layout import bring_into_view

_TAKES_ABOVE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_D)


class AlongTheLine(QObject):
    """Enter in a cell goes to the next one, in the last cell of a line to the first amount of the next line; in the
    last of all it saves, as everywhere. Ctrl+D takes what stands in the line above, but for what was billed."""

    def __init__(self, form: Form, lines: Sequence[Sequence[Field]]) -> None:
        """A line begins with what was billed, which stands there already."""
        super().__init__(form)
        self._lines = [[one for one in line if isinstance(one, TextField)] for line in lines]
        for cell in (cell for line in self._lines for cell in line):
            cell.box.installEventFilter(self)

    def take_above(self, at: int) -> None:
        """Put what stands in the line above into this one, and go on to the next."""
        for above, here in zip(self._lines[at - 1][1:], self._lines[at][1:], strict=True):
            here.set_value(above.value())
        self._go_to(self._lines[at + 1][1] if at + 1 < len(self._lines) else self._lines[at][-1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            following = self._following(watched) if _is_plain_enter(event) else None
            if following:
                self._go_to(following)
                return True
            if event.keyCombination() == _TAKES_ABOVE and (at := self._line_of(watched)):
                self.take_above(at)
                return True
        return super().eventFilter(watched, event)

    def _line_of(self, box: QObject) -> int:
        """Which line the cell with this box is in, the first one 0."""
        return next((at for at, line in enumerate(self._lines) if any(cell.box is box for cell in line)), 0)

    def _following(self, box: QObject) -> TextField | None:
        """The cell after the one with this box; of the last cell of a line the first amount of the next."""
        cells = [(at, place, cell) for at, line in enumerate(self._lines) for place, cell in enumerate(line)]
        for at, place, cell in cells:
            if cell.box is box and place + 1 < len(self._lines[at]):
                return self._lines[at][place + 1]
            if cell.box is box and at + 1 < len(self._lines):
                return self._lines[at + 1][1]
        return None

    def _go_to(self, cell: TextField) -> None:
        cell.box.setFocus()
        cell.box.selectAll()
        bring_into_view(cell)


def _is_plain_enter(event: QKeyEvent) -> bool:
    plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in plain
