"""A list of statements, each of which applies or does not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from clinic_desktop.wording import say
from ui.kit.boxes import Check
from ui.kit.field import Field
from ui.kit.grid import step
from ui.kit.layout import bring_into_view, column, row
from ui.kit.text import Text

_NEXT, _BEFORE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down), Qt.Key.Key_Up


class StatementCheck(Check):
    """Y or N answer and go on, Space marks, Enter and the arrows go on without an answer."""

    # 1 to the next statement, -1 to the one before.
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Y, Qt.Key.Key_N) and not event.modifiers():
            self.setChecked(key == Qt.Key.Key_Y)
            self.moved.emit(1)
        elif key == _BEFORE:
            self.moved.emit(-1)
        elif key in _NEXT and self.property("last") is not True:
            self.moved.emit(1)
        else:
            super().keyPressEvent(event)


class Statement(QFrame):
    """A box to check and the statement beside it, in as many lines as it needs; a press on the words marks it too."""

    def __init__(self, place: int, words: str) -> None:
        """Not marked."""
        super().__init__()
        self.setProperty("surface", "none")
        self.check = StatementCheck()
        self.check.setAccessibleName(words)
        self.check.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        shown = Text(say("{place}. {words}", place=place, words=words))
        shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(self.check, shown, gap=1))
        layout = self.layout()
        assert layout
        layout.setAlignment(self.check, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.check)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.check.setFocus(Qt.FocusReason.MouseFocusReason)
        self.check.toggle()


class StatementsField(Field):
    """Its value has a 1 or a 0 for each statement, in their order."""

    def __init__(self, key: str, label: str, statements: Sequence[str]) -> None:
        """None is marked."""
        self.rows = [Statement(place, words) for place, words in enumerate(statements, 1)]
        box = QWidget()
        listed = column(Text(say("Space or Y marks a statement, N leaves it out."), "small"), *self.rows, gap=0)
        listed.setSpacing(step(1) // 2)
        box.setLayout(listed)
        super().__init__(key, label, "", box)
        box.setFocusProxy(self.rows[0])
        for place, one in enumerate(self.rows):
            one.check.setProperty("last", one is self.rows[-1])
            one.check.toggled.connect(lambda _: self.changed.emit())
            one.check.moved.connect(lambda by, place=place: self._move(place + by))

    def value(self) -> str:
        """ "1" for each that applies, "0" for the others."""
        return "".join("1" if one.check.isChecked() else "0" for one in self.rows)

    def set_value(self, value: str) -> None:
        """Mark them; what is missing in the value is not marked."""
        for place, one in enumerate(self.rows):
            one.check.setChecked(value[place : place + 1] == "1")

    def words_of(self, value: str) -> str:
        """How many are marked."""
        return str(value.count("1"))

    def _move(self, place: int) -> None:
        if 0 <= place < len(self.rows):
            self.rows[place].check.setFocus(Qt.FocusReason.TabFocusReason)
            bring_into_view(self.rows[place])
