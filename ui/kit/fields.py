"""The usual fields of a form. Values are text as typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from clinic_desktop.wording import say
from ui.kit.boxes import Check
from ui.kit.field import Field
from ui.kit.grid import step
from ui.kit.one_line import OneLine, one_line
from ui.kit.text import button_text

if TYPE_CHECKING:
    from ui.kit.choice_box import ChoiceBox

# Room for long notes elsewhere; a line of a form never needs more, and Qt stays quick.
_LINE_LETTERS = 1_000


class TextField(Field):
    """One line of text."""

    box: OneLine

    def __init__(self, key: str, label: str, hint: str = "", *, example: str = "") -> None:
        """`example` is shown in the empty box."""
        super().__init__(key, label, hint, OneLine())
        self.box.setMaxLength(_LINE_LETTERS)
        self.box.setPlaceholderText(example)
        self._left_of_it: str | None = None
        self.box.inputRejected.connect(self._on_too_long)
        self.box.textChanged.connect(self._on_text)

    def value(self) -> str:
        """The text as typed."""
        return self.box.text()

    def set_value(self, value: str) -> None:
        """Put the text into the box, shown from its beginning."""
        line = one_line(value)
        self.box.setText(line)
        self.box.setCursorPosition(0)
        self._left_of_it = self.box.text() if self.box.text() != line else None
        self._say_shortened()

    def _on_too_long(self) -> None:
        # What fitted stands there already, and is told of after this.
        self._left_of_it = one_line(self.box.text())
        self._say_shortened()

    def _on_text(self) -> None:
        if self.value() != self._left_of_it:
            self._left_of_it = None
        self.changed.emit()
        self._say_shortened()

    def _say_shortened(self) -> None:
        """Say that not all of it fitted, until the next edit."""
        is_left = self.value() == self._left_of_it
        words = say("Only the first {count} letters fit here.", count=f"{self.box.maxLength():,}") if is_left else ""
        if words != self._shortened:
            self._shortened = words
            self._say_below()


class NoteField(Field):
    """Several lines of text. Tab leaves it, Enter makes a new line."""

    box: QPlainTextEdit

    def __init__(self, key: str, label: str, hint: str = "", *, lines: int = 3) -> None:
        """As high as so many lines; longer notes scroll."""
        super().__init__(key, label, hint, QPlainTextEdit())
        self.box.setTabChangesFocus(True)
        # Half a line for the frame and the margins of the document.
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * lines + step(3))
        self.box.textChanged.connect(self.changed.emit)

    def value(self) -> str:
        """The text as typed."""
        return self.box.toPlainText()

    def set_value(self, value: str) -> None:
        """Put the text into the box."""
        if value != self.box.toPlainText():
            self.box.setPlainText(value)

    def add(self, words: str) -> None:
        """Put words on a line of their own behind what stands there, and the cursor behind them. Ctrl+Z takes them back
        and leaves what was typed before."""
        before = self.value()
        cursor = self.box.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for _ in range(len(before) - len(before.rstrip())):
            cursor.deletePreviousChar()
        cursor.insertText(f"\n{words}" if before.rstrip() else words)
        cursor.endEditBlock()
        self.box.setTextCursor(cursor)


class PasswordField(TextField):
    """A line that shows dots; never part of a draft."""

    def __init__(self, key: str, label: str, hint: str = "") -> None:
        """A box that hides what is typed."""
        super().__init__(key, label, hint)
        self.box.setEchoMode(QLineEdit.EchoMode.Password)

    def reveal(self, shown: bool) -> None:
        """Show the letters, or dots."""
        self.box.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class ChoiceField(Field):
    """One of a few values, each with its words."""

    box: "ChoiceBox"

    def __init__(self, key: str, label: str, choices: Sequence[tuple[str, str]], hint: str = "") -> None:
        """`choices` are (value, translated words)."""
        from ui.kit.choice_box import ChoiceBox, NoWheel

        super().__init__(key, label, hint, ChoiceBox())
        for value, words in choices:
            self.box.addItem(words, value)
        self._wheel = NoWheel(self)
        self.box.installEventFilter(self._wheel)
        self.box.currentIndexChanged.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        """The chosen value."""
        return str(self.box.currentData())

    def set_value(self, value: str) -> None:
        """Choose a value; one that is not among the choices leaves the first."""
        self.box.setCurrentIndex(max(0, self.box.findData(value)))

    def words_of(self, value: str) -> str:
        """The words of the choice."""
        return self.box.itemText(max(0, self.box.findData(value)))


class CheckField(Field):
    """Yes or no, kept as "1" and ""."""

    box: Check

    def __init__(self, key: str, label: str, hint: str = "") -> None:
        """The label stands beside the box."""
        super().__init__(key, label, hint, Check(button_text(label)), labelled=False)
        self.box.toggled.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        """ "1" when checked."""
        return "1" if self.box.isChecked() else ""

    def set_value(self, value: str) -> None:
        """Check or uncheck."""
        self.box.setChecked(bool(value))

    def words_of(self, value: str) -> str:
        """Yes or no."""
        return say("yes") if value else say("no")


class RevealField(CheckField):
    """Shows the letters of passwords while it is checked. It says nothing of its own: no draft keeps it."""

    def __init__(self, key: str, label: str, *passwords: PasswordField) -> None:
        """`passwords` are the fields that it shows."""
        super().__init__(key, label)
        for one in passwords:
            self.box.toggled.connect(one.reveal)

    def value(self) -> str:
        """Nothing."""
        return ""

    def level_label(self, height: int) -> None:
        # Beside the boxes, and not beside their labels.
        layout = self.layout()
        assert layout
        layout.setContentsMargins(0, height + step(1) // 2, 0, 0)
