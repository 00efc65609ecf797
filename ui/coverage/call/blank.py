"""One blank of the call sheet: its number, what it is called, and the box for what is said."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.coverage.model.call_sheet import Blank, Told
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.question import Question
from clinic_desktop.wording import say
from ui.coverage.answers import AnswerButtons, AnswerList, TypedAnswer
from ui.coverage.questions import TOLD_TO, AnswerField
from ui.kit.buttons import button
from ui.kit.layout import row
from ui.kit.text import button_text

_KEYS = {"y": "yes", "n": "no", "u": UNKNOWN, "?": UNKNOWN}
_LEAST_LETTERS = 8


def blank_around(focused: QWidget | None) -> "BlankField | None":
    """The blank that a control is of; None for any other."""
    while focused and not isinstance(focused, BlankField):
        focused = focused.parentWidget()
    return focused if isinstance(focused, BlankField) else None


class BlankField(AnswerField):
    """`again` when what is known already was said again in this call; `anew` when what the chart knows is to be said
    anew."""

    again = Signal()
    anew = Signal()
    # What fits beside each other in half of the sheet.
    most_buttons, most_letters = 3, 20

    def __init__(self, blank: Blank, today: date) -> None:
        """An empty blank."""
        asked = blank.asked
        self.is_told = isinstance(asked, Told)
        question = Question(asked.key, asked.label, "", "text", {}, asked.ask, TOLD_TO) if self.is_told else asked
        assert isinstance(question, Question)
        label = say(question.label)
        super().__init__(question, say("{number}. {label}", number=blank.number, label=label), today)
        self.number = blank.number
        self.ask = say(question.ask) if question.ask else ""
        # Whether a call goes on, in which what is known may be said anew.
        self._is_on = False
        self.is_said = False
        if self._above:
            self._above.setProperty("role", "body")
        self._still = button(say("Still so"), self.again.emit, "link")
        self._still.setProperty("beside", "bar")
        self._still.setAccessibleName(say("Still so: {what}", what=self.label))
        self._still.hide()
        if self.is_told:
            self._change.setText(button_text(say("Say anew")))
        self._change.setProperty("look", "link")
        self._change.setProperty("beside", "bar")
        self._change.clicked.disconnect()
        self._change.clicked.connect(lambda *_: self._on_known())
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        below = row(self.sentence(), self._still, gap=1)
        below.setStretch(0, 1)
        layout.insertWidget(1, self._known)
        layout.insertLayout(3, below)
        self._wire()

    def _wire(self) -> None:
        box = self._box
        if isinstance(box, AnswerButtons):
            box.let_enter_go_on()
            box.again.connect(self.again)
        elif isinstance(box, TypedAnswer):
            box.quick.let_enter_go_on()
            # The answers beside it on one line, and the rest for what is typed.
            box.share(*((2, 5) if len(box.quick.buttons) > 1 else (5, 3)))
        elif isinstance(box, AnswerList):
            # Other letters look for the words of an answer.
            box.letters = {"?": UNKNOWN}
            # As wide as the column is, and not as its longest answer.
            box.setSizeAdjustPolicy(AnswerList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LEAST_LETTERS)

    def _on_known(self) -> None:
        """What is known is said anew in a call; without one it is changed in the chart, unless a call alone tells."""
        if self._is_on or self.is_told:
            self.anew.emit()
        else:
            self.change.emit(self.key)

    def show_on(self, on: bool) -> None:
        """Whether a call goes on."""
        if on == self._is_on:
            return
        self._is_on = on
        self._change.setText(button_text(say("Say anew") if on or self.is_told else say("Change")))

    def show_origin(self, words: str, *, is_said: bool) -> None:
        """Where the answer is from; of one that was said in this call, that it was."""
        self.is_said = is_said
        hint = say("Said in this call") if is_said else words
        if hint != self._hint:
            self.show_hint(hint)
        self._still.setVisible(self._is_on and not is_said and bool(self.value()) and not self.is_known)

    def take_mark(self) -> None:
        """A question mark alone on a line says that nobody knows."""
        box = self._box
        if isinstance(box, TypedAnswer) and UNKNOWN in box.quick.buttons and box.line.text().strip() == "?":
            box.put(UNKNOWN)

    def clear_mark(self) -> None:
        """What was typed is kept now."""
        if isinstance(self._box, TypedAnswer):
            self._box.line.setModified(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The letters of the answers, where nothing is typed."""
        value, box = _KEYS.get(event.text().lower(), ""), self._box
        if isinstance(box, AnswerButtons) and value in box.buttons and not self.is_known:
            box.choose(value)
            box.buttons[value].setFocus()
        else:
            super().keyPressEvent(event)
