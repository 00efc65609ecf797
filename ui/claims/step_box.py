"""A whole number in a line of text that Up and Down change by one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent

from ui.kit.one_line import OneLine

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class StepBox(OneLine):
    """`moved` when a person changed the number. What is half typed counts once it is a number within the bounds."""

    moved = Signal()

    def __init__(self, name: str, least: int, most: int) -> None:
        """`name` is read by screen readers; the number begins as the least."""
        super().__init__()
        self._least, self._most, self._value = least, most, least
        self.setAccessibleName(name)
        self.setValidator(QIntValidator(least, most, self))
        self.set_number(least)
        self.textEdited.connect(self._on_typed)
        self.editingFinished.connect(lambda: self.set_number(self._value))

    def number(self) -> int:
        """The number."""
        return self._value

    def set_number(self, value: int) -> None:
        """Show a number; this is no edit. One beyond the bounds becomes the bound."""
        self._value = min(self._most, max(self._least, value))
        self.setText(str(self._value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        before = self._value
        self.set_number(before + step)
        if self._value != before:
            self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # An empty line is no number: the one before comes back.
        self.set_number(self._value)
        super().focusOutEvent(event)

    def _on_typed(self, text: str) -> None:
        if self.hasAcceptableInput() and int(text) != self._value:
            self._value = int(text)
            self.moved.emit()
