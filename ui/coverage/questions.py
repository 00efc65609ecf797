"""One question of the wizard: what is asked, why it matters, and its answer, of which unknown is one."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from clinic_desktop.coverage.loader.typed import typed_value
from clinic_desktop.coverage.loader.vocabulary import KINDS
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.question import Question
from clinic_desktop.coverage.rules.answer_words import answer_in_words
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import STATES
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.coverage.answers import AnswerBox, AnswerButtons, AnswerList, TypedAnswer
from ui.coverage.rows import breakable
from ui.coverage.words import whom_words
from ui.kit.buttons import button, look_as
from ui.kit.field import Field
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.text import Text, isolated

# In place of whom to ask: of this no rule makes anything.
TOLD_TO = "told"
# Of a number nobody needs an example, and among others it would look like an answer.
_EXAMPLES = {"date": "3/14/2026", "percent": "40%"}


class AnswerField(Field):
    """A question with the box for its answer. Its value is that of the case file or what was typed; "unknown" where
    somebody said so, "" where nobody has answered yet.

    `change` carries its key when what the chart knows is to be changed there.
    """

    change = Signal(str)
    box: AnswerBox
    # More answers than this stand in a list that opens.
    most_buttons = 6
    # So do answers with more letters than this in all.
    most_letters = 1_000

    def __init__(self, question: Question, label: str, today: date) -> None:
        """`today` is what typed days go by. Where what is known stands is for the layout of the field to say."""
        self.question, self._today = question, today
        self._box = _answer_box(question, say(question.label), self.most_buttons, self.most_letters)
        super().__init__(question.key, label, "", self._box)
        self._known_words, self._known_from = Text("", "strong"), Text("", "small")
        self._change = button(say("Change"), lambda: self.change.emit(self.key))
        known = row(column(self._known_words, self._known_from, gap=0), self._change, gap=2)
        known.setStretch(0, 1)
        self._known = holder(known)
        self._known.hide()
        self._is_refused = False
        # What is known, and where from, as it is shown: most of a sheet stays as it is at an answer.
        self._shown = ("", "")
        self._box.changed.connect(self._on_changed)
        if isinstance(self._box, TypedAnswer):
            self._box.line.editingFinished.connect(self.check)

    @property
    def is_known(self) -> bool:
        """Whether what the chart knows stands in place of the answers."""
        return not self._known.isHidden()

    def show_known(self, words: str, origin: str = "") -> None:
        """Show what the chart knows, and where from, in place of the answers; "" asks again."""
        if (words, origin) == self._shown:
            return
        self._shown = words, origin
        is_known = bool(words)
        self._known_words.setText(breakable(words))
        self._known_from.setText(breakable(origin))
        self._known_from.setVisible(bool(origin))
        self._change.setAccessibleName(
            say("Change: {what}", what=say("{label}, {words}", label=self.label, words=words))
        )
        self._known.setVisible(is_known)
        self._box.setVisible(not is_known)
        self.setFocusProxy(self._change if is_known else self._box)

    def is_being_typed(self) -> bool:
        """Whether what was typed is not kept yet: somebody is still at the line, or it could not be read."""
        if self._is_refused:
            return True
        if not isinstance(self._box, TypedAnswer) or not self._box.line.isModified():
            return False
        return self._box.line.hasFocus() or bool(self.slip())

    def refuse(self, words: str) -> None:
        """It was not kept: what was typed stays, and says why; what was chosen is chosen no longer."""
        if isinstance(self._box, TypedAnswer):
            self.show_problem(words)
            self._is_refused = True
        else:
            self.set_value("")

    def slip(self) -> str:
        """What was typed and cannot be read, "" where it can."""
        try:
            self.answer()
        except Unreadable:
            return self.value()
        return ""

    def put_slip(self, text: str) -> None:
        """Put back what was typed and could not be read, and say so."""
        if isinstance(self._box, TypedAnswer):
            self._box.put(text)
            # As typed by hand: it is not written over.
            self._box.line.setModified(True)
            self.check()

    def value(self) -> str:
        """The answer."""
        return self._box.value()

    def set_value(self, value: str) -> None:
        """Put an answer there; the same one changes nothing."""
        if value != self.value():
            self._box.put(value)
            self._on_changed()

    def words_of(self, value: str) -> str:
        """An answer as a person reads it."""
        return answer_in_words(self.question, value)

    def answer(self) -> str:
        """The answer as typed or chosen, "" where there is none yet. Raises Unreadable with what is wrong."""
        value = self.value().strip()
        if value and value != UNKNOWN and value not in self.question.choices and self.key in KINDS:
            typed_value(self.key, value, self._today)
        return value

    def check(self) -> bool:
        """Say at the field what is wrong with what was typed; True where nothing is."""
        try:
            self.answer()
        except Unreadable as wrong:
            self.show_problem(wrong.words)
            return False
        self.show_problem("")
        return True

    def show_problem(self, words: str) -> None:
        """Say what is wrong, at the line where it was typed."""
        super().show_problem(words)
        if isinstance(self._box, TypedAnswer):
            look_as(self._box.line, "wrong", "true" if words else "false")
            self._box.line.setAccessibleDescription(words)

    def _on_changed(self) -> None:
        self._is_refused = False
        self.forgive()
        self.changed.emit()


class QuestionField(AnswerField):
    """A question as a field of a form, with why it matters, and whom to ask where nobody knows."""

    def __init__(self, question: Question, today: date, phone: str = "") -> None:
        """`phone` is the line to call for the answer, "" where none is known."""
        super().__init__(question, say(question.label), today)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        if self._above:
            self._above.setProperty("role", "strong")
        self._ask = holder(column(_AskThem(question, phone), gap=0))
        self._ask.setContentsMargins(0, step(1) // 2, 0, 0)
        layout.insertWidget(1, Text(say(question.why), "muted"))
        layout.insertSpacing(2, step(1) // 2)
        layout.insertWidget(3, self._known)
        layout.insertWidget(layout.indexOf(self._box) + 1, self._ask)
        self._ask.hide()

    def check(self) -> bool:
        """As for any answer; of a day that can be read it says which one it is."""
        is_right, typed = super().check(), self.value().strip()
        if is_right:
            is_day = self.question.kind == "date" and typed not in ("", UNKNOWN, *self.question.choices)
            found = typed_value(self.key, typed, self._today) if is_day else None
            self.show_hint(dates.shown(found) if isinstance(found, date) else "")
        return is_right

    def show_known(self, words: str, origin: str = "") -> None:
        """As for any answer; then nobody need be asked."""
        super().show_known(words, origin)
        self._show_ask()

    def _on_changed(self) -> None:
        self.show_hint("")
        self._show_ask()
        super()._on_changed()

    def _show_ask(self) -> None:
        is_asked = self._known.isHidden() and self.value() == UNKNOWN
        self._ask.setVisible(is_asked and bool(self.question.ask))


class _AskThem(QFrame):
    """Whom to ask, and in which words."""

    def __init__(self, question: Question, phone: str) -> None:
        super().__init__()
        self.setProperty("banner", "note")
        whom = whom_words(question.whom)
        title = say("{whom}, {phone}", whom=whom, phone=isolated(phone)) if phone else whom
        words = say("“{question}”", question=say(question.ask)) if question.ask else ""
        quoted = Text(words)
        quoted.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = column(Text(breakable(title), "label"), quoted, gap=0)
        inside.setContentsMargins(step(2), step(1), step(2), step(1))
        self.setLayout(inside)


def _answer_box(question: Question, label: str, most_buttons: int, most_letters: int) -> AnswerBox:
    """A few answers side by side, many in a list, and what is typed on a line."""
    unknown = (UNKNOWN, say("Unknown"))
    if question.kind == "state":
        return AnswerList([*STATES.items(), unknown])
    choices = [(value, say(words)) for value, words in question.choices.items()]
    if question.kind != "choice":
        # Of what is only told nobody says that it is unknown.
        quick = [*choices, unknown] if question.whom != TOLD_TO else []
        return TypedAnswer(quick, label, _EXAMPLES.get(question.kind, ""))
    made = [*choices, unknown]
    letters = sum(len(words) for _, words in made)
    in_list = len(made) > most_buttons or letters > most_letters
    return AnswerList(made) if in_list else AnswerButtons(made, label)
