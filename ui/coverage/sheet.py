"""The questions of one step of the wizard, on one sheet; each answer is kept as it is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.coverage.model.fact import UNKNOWN, Facts
from clinic_desktop.coverage.model.question import Question, QuestionStep
from clinic_desktop.coverage.rules.answer_words import answer_in_words
from clinic_desktop.coverage.rules.asking import CHART_ONLY, relevant
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.coverage.answers import AnswerButtons, AnswerList, TypedAnswer
from ui.coverage.questions import AnswerField, QuestionField
from ui.coverage.steps import StepState, WizardStep
from ui.kit.layout import bring_into_view, column
from ui.kit.text import Text

_MOST_KNOWN = 3
# Of a step with more questions it is said how many are answered.
_MANY = 12
# Among those that are typed.
_SAID = ("dx.code", "rx.date", "series.billed")


@dataclass(frozen=True, slots=True)
class AskedCase:
    """What the sheets are filled from: facts, values by keys with a dot, where each is from, and which of them were
    answered here; `unknown` are keys of which somebody said that nobody knows; `waiting` are
    answers that count only with another one; `stale` says what is too old."""

    facts: Facts
    values: Mapping[str, Any]
    origins: Mapping[str, str]
    answered: frozenset[str]
    unknown: frozenset[str]
    problems: Mapping[str, str]
    waiting: Mapping[str, Any]
    stale: str = ""

    def is_charted(self, key: str) -> bool:
        """Whether the chart knows it, so that nobody is asked."""
        return key in self.values and key not in self.answered

    def given(self, key: str) -> Any:
        """What stands at a question, whether it counts yet or not; None for nothing."""
        return self.values.get(key, self.waiting.get(key))


class StepSheet(QWidget):
    """What is asked in a step. `answered` carries a key and its answer as typed, "" where it was taken back; `change`
    the key of what the chart knows; `slipped` when what was typed cannot be read, or can be again."""

    answered = Signal(str, str)
    change = Signal(str)
    slipped = Signal()

    def __init__(self, fields: Mapping[str, AnswerField]) -> None:
        """`fields` stand in reading order."""
        super().__init__()
        self.fields = dict(fields)

    def show_of(self, _case: int, asked: AskedCase) -> None:
        """Show what is known of a case, and ask for the rest."""
        raise NotImplementedError

    def furnish(self) -> None:
        """Make what takes long, once the sheet has its place in the window."""

    def order(self) -> object:
        """What the way of the Tab key follows from."""
        return tuple(key for key, one in self.fields.items() if not one.isHidden())

    def settle(self) -> None:
        """Let a line count that somebody is still at."""
        for field in self.fields.values():
            if isinstance(field.box, TypedAnswer) and field.box.line.isModified():
                field.box.line.editingFinished.emit()

    def slips(self) -> dict[str, str]:
        """What was typed and cannot be read, by key."""
        return {key: slip for key, one in self.fields.items() if (slip := one.slip())}

    def put_slips(self, slips: Mapping[str, str]) -> None:
        """Put back what could not be read."""
        for key, text in slips.items():
            if key in self.fields:
                self.fields[key].put_slip(text)

    def freeze(self, frozen: bool) -> None:
        """Nothing is answered here, only read."""
        for one in self.fields.values():
            one.setEnabled(not frozen)

    def refuse(self, key: str, words: str) -> None:
        """An answer was not kept: it stands there no longer as if it was. What was typed stays, and says why."""
        self.fields[key].refuse(words)

    def go_to_first(self) -> None:
        """Go to the first question that nobody has answered; else to the first."""
        seen = [one for one in self.fields.values() if not one.isHidden()]
        for field in [one for one in seen if not one.is_known and not one.value()] or seen[:1]:
            self.go_to(field.key)
            return

    def go_on(self) -> bool:
        """Go to the question behind the one that has the focus, past what the chart knows; False if there is none."""
        fields = list(self.fields.values())
        focused = self.focusWidget()
        at = next((place for place, one in enumerate(fields) if focused and one.isAncestorOf(focused)), len(fields))
        if focused is None or not focused.hasFocus():
            return False
        for one in fields[at + 1 :]:
            if not one.isHidden() and not one.is_known:
                self.go_to(one.key)
                return True
        return False

    def go_to(self, key: str) -> None:
        """Go to a question, and bring it into view."""
        self.fields[key].setFocus()
        bring_into_view(self.fields[key])


class QuestionSheet(StepSheet):
    """The questions of a step, one below the other."""

    def __init__(self, asked: QuestionStep, today: date, phones: Mapping[str, str]) -> None:
        """`phones` are lines to call by whom."""
        super().__init__({one.key: QuestionField(one, today, phones.get(one.whom, "")) for one in asked.questions})
        self.step = asked
        self._problems: Mapping[str, str] = {}
        self._nothing = Text(say("There is nothing to ask here for this case."), "muted")
        parts = [Text(say(asked.label), "heading"), self._nothing, *self.fields.values()]
        self.setLayout(column(*parts, None, gap=2, margin=3))
        for field in self.fields.values():
            field.change.connect(self.change)
            self._watch(field)

    def show_of(self, _case: int, asked: AskedCase) -> None:
        """Show what is known, and ask for the rest."""
        self._problems = asked.problems
        for key, field in self.fields.items():
            field.setVisible(is_asked(key, asked))
            _fill(field, asked)
        self._nothing.setVisible(not any(is_asked(key, asked) for key in self.fields))

    def _watch(self, field: AnswerField) -> None:
        """A line counts once it is left, a choice at once."""
        settle = partial(self._settle, field)
        box = field.box
        if isinstance(box, TypedAnswer):
            box.line.editingFinished.connect(settle)
            box.quick.changed.connect(settle)
        elif isinstance(box, AnswerButtons | AnswerList):
            box.changed.connect(settle)

    def _settle(self, field: AnswerField) -> None:
        is_right = field.isEnabled() and field.check()
        self.slipped.emit()
        if is_right:
            if isinstance(field.box, TypedAnswer):
                field.box.line.setModified(False)
            self.answered.emit(field.key, field.answer())
            # The same answer again changes nothing, and still contradicts another one.
            if (words := self._problems.get(field.key, "")) != field.problem():
                field.show_problem(words)


def _fill(field: AnswerField, asked: AskedCase) -> None:
    key = field.key
    problem = asked.problems.get(key, "")
    if asked.is_charted(key):
        field.show_known(words_of(field.question, asked.values[key]), asked.origins.get(key, ""))
    elif key in CHART_ONLY:
        field.show_known(say("Not in the chart yet"))
    else:
        field.show_known("")
        # What is being typed is not written over.
        if not field.is_being_typed():
            unknown = UNKNOWN if key in asked.unknown else ""
            given = asked.given(key)
            field.set_value(unknown if given is None else typed_words(field.question, given))
    # One that is gone by another answer is not said any longer; a slip stands until it is typed anew.
    if problem or (field.problem() and not field.is_being_typed()):
        field.show_problem(problem)


def standing(step: QuestionStep, asked: AskedCase) -> WizardStep:
    """How far a step is, and what is known in a line."""
    questions = [one for one in step.questions if is_asked(one.key, asked)]
    known = [one for one in questions if one.key in asked.values]
    said = [] if len(questions) > _MANY else [one for one in known if _is_telling(one, asked.values[one.key])]
    words = ", ".join(words_of(one, asked.values[one.key]) for one in said[:_MOST_KNOWN])
    if known and not words:
        words = say("{known} of {count} answered", known=len(known), count=len(questions))
    return WizardStep(step.key, say(step.label), _state(questions, known, asked), words)


def is_asked(key: str, asked: AskedCase) -> bool:
    """Whether a question stands on its sheet for this case."""
    if not relevant(key, asked.facts):
        return False
    return key in asked.values or key not in CHART_ONLY or key == "dx.code"


def words_of(question: Question, value: object) -> str:
    """A value of a case file as a person reads it on the screen."""
    return answer_in_words(question, value, dates.shown)


def typed_words(question: Question, value: object) -> str:
    """A value of a case file as its field has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return dates.printed(value)
    text = str(value)
    # A choice is spelled as its key; what else stands there counts as a yes: “PSFS 3.7”.
    if question.kind == "choice" and text not in question.choices:
        return "yes" if "yes" in question.choices else text
    return text


def _is_telling(question: Question, value: object) -> bool:
    """Whether the answer says something without its question."""
    if question.key in _SAID:
        return True
    return question.kind == "state" or (question.kind == "choice" and not isinstance(value, bool))


def _state(questions: list[Question], known: list[Question], asked: AskedCase) -> StepState:
    if not questions:
        return "not_needed"
    still_open = [one for one in questions if one not in known]
    if not still_open:
        return "done"
    return "unknown" if all(one.key in asked.unknown for one in still_open) else "open"
