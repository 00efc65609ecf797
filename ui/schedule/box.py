"""The box in which visits are typed: Enter plans, the arrows choose among clients, a pasted list is a line a visit."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from clinic_desktop.schedule.rules.lines import lines_of
from clinic_desktop.wording import say
from ui.kit.grid import step

_MOST_SHOWN = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TypedBox(QPlainTextEdit):
    """`entered` at Enter, `stepped` at an arrow up (-1) or down (1) while `is_asking`."""

    entered = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        """One line high, and higher with more lines."""
        super().__init__()
        self.is_asking = False
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlaceholderText(say("2:30p vega 60"))
        self.setAccessibleName(say("Plan a visit"))
        # A file that is dropped here is the page's.
        self.setAcceptDrops(False)
        # The distance to the frame is that of the style sheet.
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._fit)
        self._fit()

    def line(self) -> int:
        """The number of the line in which the cursor stands."""
        return self.textCursor().blockNumber()

    def lines(self) -> list[str]:
        """The lines as typed, empty ones too."""
        return self.toPlainText().split("\n")

    def show_lines(self, lines: list[str]) -> None:
        """Put these lines here; nothing of it is undone by the box."""
        self.setPlainText("\n".join(lines))
        self.moveCursor(QTextCursor.MoveOperation.End)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_spent(event):
            # With nothing typed to take back, the key takes back what was planned.
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers()
        if key in _ENTER and not keys & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif key in _ARROWS and self.is_asking:
            self.stepped.emit(_ARROWS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """As many lines as fit, without empty ones and without tabs."""
        self.insertPlainText("\n".join(lines_of(source.text())))

    def _is_spent(self, event: QKeyEvent) -> bool:
        document = self.document()
        undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
        return undo or redo

    def _fit(self) -> None:
        """As high as a line to type in, or as so many lines."""
        lines = min(max(1, self.blockCount()), _MOST_SHOWN)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 2 * step(1))
