"""How an answer is given: buttons for a few choices, or what is read of a typed line."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QSizePolicy

from clinic_desktop.wording import say
from ui.kit.buttons import LINK_COLOR, Button
from ui.kit.choice_box import ChoiceBox, NoWheel
from ui.kit.flow import Flow
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.layout import row
from ui.kit.named import named
from ui.kit.one_line import OneLine
from ui.kit.text import button_text

_NEAR = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINE_LETTERS = 200


class AnswerButton(Button):
    """One answer, with a mark before it. The arrows are for what is around it."""

    enter_goes_on = False

    def __init__(self, words: str, pressed: Callable[[], object]) -> None:
        """Translated words; not marked yet."""
        super().__init__(button_text(words))
        # Of any question: each answer is a change of the record.
        self.does = say("Answer")
        self.setProperty("look", "answer")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(step(5) // 2, step(2)))
        named(self, focusPolicy="StrongFocus")
        self.clicked.connect(lambda *_: pressed())
        self.show_chosen(False)

    def show_chosen(self, is_chosen: bool) -> None:
        """Not by color alone: the picture is another one too."""
        self.setChecked(is_chosen)
        self.setIcon(icon("dot" if is_chosen else "circle", LINK_COLOR if is_chosen else QPalette.ColorRole.WindowText))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _NEAR or (self.enter_goes_on and event.key() in _ENTER):
            event.ignore()
        else:
            super().keyPressEvent(event)


class AnswerButtons(QFrame):
    """One of a few answers, or none yet. `changed` when another one is chosen by hand, `again` when the chosen one
    is."""

    changed = Signal()
    again = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], question: str, *, optional: bool = False) -> None:
        """`choices` are (value, translated words); an `optional` one can be taken back by another click."""
        super().__init__()
        self.setProperty("surface", "none")
        self._optional = optional
        self.buttons: dict[str, AnswerButton] = {}
        flow = Flow()
        for value, words in choices:
            made = AnswerButton(words, partial(self._on_pressed, value))
            made.setAccessibleName(say("{answer}: {question}", answer=words, question=question))
            self.buttons[value] = made
            flow.addWidget(made)
        self._words = dict(choices)
        self._chosen = ""
        self.setLayout(flow)
        self._lead_to("")

    def value(self) -> str:
        """The chosen value, "" while there is none."""
        return self._chosen

    def words_of(self, value: str) -> str:
        """The words of a value, "" for one that is none of these."""
        return self._words.get(value, "")

    def put(self, value: str) -> None:
        """Mark an answer; one that is none of these marks none."""
        self._chosen = value if value in self.buttons else ""
        for one, made in self.buttons.items():
            made.show_chosen(one == self._chosen)
        self._lead_to(self._chosen)

    def _lead_to(self, value: str) -> None:
        """The focus goes to the chosen answer, else to the first."""
        if self.buttons:
            self.setFocusProxy(self.buttons.get(value) or next(iter(self.buttons.values())))

    def let_enter_go_on(self) -> None:
        """Where many are gone through with Enter, Space alone chooses the answer that has the focus."""
        for made in self.buttons.values():
            made.enter_goes_on = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons = list(self.buttons.values())
        at = next((place for place, one in enumerate(buttons) if one is self.focusWidget()), None)
        if at is None or event.key() not in _NEAR:
            super().keyPressEvent(event)
            return
        buttons[(at + _NEAR[Qt.Key(event.key())]) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_pressed(self, value: str) -> None:
        before = self._chosen
        self.put("" if self._optional and value == before else value)
        if self._chosen != before:
            self.changed.emit()
        else:
            self.again.emit()

    def choose(self, value: str) -> None:
        """As by hand."""
        self._on_pressed(value)


class AnswerList(ChoiceBox):
    """One of many answers, in a list that opens. `changed` when another one is chosen by hand."""

    changed = Signal()
    # Letters that choose a value, whatever its words begin with.
    letters: Mapping[str, str] = MappingProxyType({})

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        """`choices` are (value, translated words)."""
        super().__init__()
        for value, words in (("", say("Choose")), *choices):
            self.addItem(words, value)
        self._wheel = NoWheel(self)
        self.installEventFilter(self._wheel)
        self.currentIndexChanged.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        """The chosen value, "" while there is none."""
        return str(self.currentData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.findData(self.letters.get(event.text().lower(), None))
        if at >= 0:
            self.setCurrentIndex(at)
        else:
            super().keyPressEvent(event)

    def put(self, value: str) -> None:
        """Choose a value; one that is none of these chooses none."""
        self.blockSignals(True)
        self.setCurrentIndex(max(0, self.findData(value)))
        self.blockSignals(False)


class TypedAnswer(QFrame):
    """A line, and beside it the answers that need no typing. `changed` when another answer stands there."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], question: str, example: str) -> None:
        """`choices` are (value, translated words); `example` is shown in the empty line."""
        super().__init__()
        self.setProperty("surface", "none")
        self.line = OneLine()
        self.line.setMaxLength(_LINE_LETTERS)
        self.line.setPlaceholderText(example)
        self.line.setAccessibleName(question)
        self.quick = AnswerButtons(choices, question, optional=True)
        # What was typed before an answer was chosen instead: it comes back with another click.
        self._was_typed = ""
        for made in self.quick.buttons.values():
            made.setProperty("beside", "box")
        beside = row(self.line, self.quick, gap=1)
        self._beside = beside
        self.share(1, 1)
        if not choices:
            self.quick.hide()
        self.setLayout(beside)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_typed)
        self.quick.changed.connect(self._on_chosen)

    def share(self, line: int, quick: int) -> None:
        """How line and answers share the width."""
        self._beside.setStretch(0, line)
        self._beside.setStretch(1, quick)

    def value(self) -> str:
        """The chosen answer, or what was typed."""
        return self.quick.value() or self.line.text()

    def put(self, value: str) -> None:
        """Mark an answer, or put a text into the line."""
        is_quick = value in self.quick.buttons
        self.quick.put(value)
        self._set_line("" if is_quick else value)

    def _on_typed(self) -> None:
        self.quick.put("")
        self._was_typed = self.line.text()
        self.changed.emit()

    def _on_chosen(self) -> None:
        self._set_line("" if self.quick.value() else self._was_typed)
        self.changed.emit()

    def _set_line(self, text: str) -> None:
        """Without saying that somebody typed it."""
        self.line.blockSignals(True)
        self.line.setText(text)
        self.line.blockSignals(False)


AnswerBox = AnswerButtons | AnswerList | TypedAnswer
