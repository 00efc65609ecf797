"""What every field of a form is: a label above, the box, and the sentence about it below."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.wording import say
from ui.kit.buttons import say_it_again
from ui.kit.grid import step
from ui.kit.layout import bring_into_view
from ui.kit.text import Text


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

    def show_other_label(self, words: str) -> None:
        """Other words above the box only, where they speak for the boxes below it too."""
        if self._above:
            self._above.setText(words)

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
