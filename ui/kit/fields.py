"""The fields of a form: a label above, the box, and the sentence about it below. Values are text as typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from clinic_desktop.wording import say
from ui.kit.boxes import Check
from ui.kit.buttons import say_it_again
from ui.kit.grid import step
from ui.kit.layout import bring_into_view
from ui.kit.one_line import OneLine, one_line
from ui.kit.text import Text, button_text

if TYPE_CHECKING:
    from ui.kit.choice_box import ChoiceBox

# Room for long notes elsewhere; a line of a form never needs more, and Qt stays quick.
_LINE_LETTERS = 1_000


class Field(QWidget):
    """One value of a form under its key; `changed` at every edit by hand or by program."""

    changed = Signal()

    def __init__(self, key: str, label: str, hint: str, box: QWidget, *, labelled: bool = True) -> None:
        """`hint` stands below the box until a problem takes its place."""
        super().__init__()
        self.key, self.label, self._hint, self.box = key, label, hint, box
        self._problem = self._meanwhile = self._shortened = self._notice = ""
        self._is_folded = False
        self._below = Text(hint, "small")
        box.setAccessibleName(label)
        box.setAccessibleDescription(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(step(1) // 2)
        self._above = Text(label, "label") if labelled else None
        if self._above:
            self._above.setBuddy(box)
            layout.addWidget(self._above)
        layout.addWidget(box)
        layout.addWidget(self._below)
        # Not sooner: without a parent it would be a window of its own for a moment, and take the focus from ours.
        self._below.setVisible(bool(hint))
        layout.addStretch(1)
        self.setFocusProxy(box)

    def value(self) -> str:
        """What stands in the box, as typed."""
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Put a value into the box."""
        raise NotImplementedError

    def part(self, path: str) -> "Field | None":
        """The field inside this one that a path names, unfolded where it was folded away; None where there is none."""
        return None

    def parts(self) -> "Sequence[Field]":
        """This field; one that has others inside names them too, from top to bottom."""
        return (self,)

    def name_as(self, words: str) -> None:
        """Name the box for a screen reader, where the label alone would not tell it from others."""
        self.box.setAccessibleName(words)

    def show_label(self, shown: bool) -> None:
        """Show the label above the box, or leave it out where another one says the same."""
        if self._above:
            self._above.setVisible(shown)

    def label_height(self, width: int) -> int:
        """How high the label is where the field is so many pixels wide; 0 where none is shown."""
        above = self._above
        return above.heightForWidth(width) - above.contentsMargins().top() if above and not above.isHidden() else 0

    def level_label(self, height: int) -> None:
        """Take so many pixels for the label, which stands right above the box: so boxes beside each other line up."""
        # No least height: of a text that has one Qt does not tell how high it would be without.
        if self._above:
            self._above.setContentsMargins(0, height - self.label_height(self.width()), 0, 0)

    def show_whole(self) -> None:
        """Scroll so far that the field is in view with the sentence about it, wherever that stands."""
        for part in (self._below, self):
            bring_into_view(part)

    def rank_below(self) -> None:
        """The label stands below one that it shares with others, and weighs less than that."""
        if self._above:
            self._above.setProperty("role", "muted")
            say_it_again(self._above)

    def relabel(self, words: str) -> None:
        """Another label, where what is asked for follows another field."""
        self.label = words
        if self._above:
            self._above.setText(words)
        self.box.setAccessibleName(words)

    def sentence(self) -> QWidget:
        """The sentence about the box, for where there is more room for it than below so narrow a box."""
        layout = self.layout()
        assert layout
        layout.removeWidget(self._below)
        return self._below

    def fold(self, away: bool) -> None:
        """Hide the field with its sentence, wherever that stands, or show them."""
        self._is_folded = away
        self.setVisible(not away)
        self._below.setVisible(bool(self._below.text()) and not away)

    def show_hint(self, words: str) -> None:
        """Another hint, where it tells of something that changes."""
        self._hint = words
        self._say_below()

    def words_of(self, value: str) -> str:
        """A value of this field as a person reads it."""
        return value

    def show_problem(self, words: str) -> None:
        """Say what is wrong, at the field; "" takes it away again. The text typed stays."""
        self._problem = words
        self._say_below()
        self.box.setProperty("wrong", "true" if words else "false")
        say_it_again(self.box)

    def forgive(self) -> None:
        """It was edited: what was wrong may be right now."""
        self.show_problem("")

    def show_notice(self, words: str) -> None:
        """Say what is worth a look though it may be kept; "" takes it away. A problem goes before it."""
        self._notice = words
        self._say_below()

    def show_meanwhile(self, value: str | None) -> None:
        """Say that somebody else put this value here while another was typed; None takes it away."""
        words = self.words_of(value) if value is not None else ""
        changed = say("Changed meanwhile to “{value}”.", value=words) if words else say("Emptied meanwhile.")
        self._meanwhile = "" if value is None else changed
        self._say_below()

    def below(self) -> str:
        """The sentence that is shown below the box."""
        return self._below.text()

    def problem(self) -> str:
        """The sentence that says what is wrong here, "" when it is fine."""
        return self._problem

    def _say_below(self) -> None:
        notice = self._meanwhile or self._shortened or self._notice
        words = self._problem or notice or self._hint
        self._below.setProperty("role", "problem" if self._problem else "notice" if notice else "small")
        say_it_again(self._below)
        self._below.setText(words)
        self._below.setVisible(bool(words) and not self._is_folded)
        self.box.setAccessibleDescription(words)


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
