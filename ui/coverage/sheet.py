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
from clinic_desktop.coverage.rules.asking import CHART_ONLY, relevant
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.coverage.answers import AnswerButtons, AnswerList, TypedAnswer
from ui.coverage.questions import QuestionField
from ui.coverage.steps import StepState, WizardStep
from ui.kit.layout import column
from ui.kit.text import Text

_MOST_KNOWN = 3


@dataclass(frozen=True, slots=True)
class AskedCase:
    """What the sheets are filled from: facts, values by keys with a dot, where each is from, and which of them were
    answered here; `unknown` are keys of which somebody said that nobody knows."""

    facts: Facts
    values: Mapping[str, Any]
    origins: Mapping[str, str]
    answered: frozenset[str]
    unknown: frozenset[str]
    problems: Mapping[str, str]

    def is_charted(self, key: str) -> bool:
        """Whether the chart knows it, so that nobody is asked."""
        return key in self.values and key not in self.answered


class QuestionSheet(QWidget):
    """`answered` carries a key and its answer as a case file spells it, "" where it was taken back; `change` the key of
    what the chart knows."""

    answered = Signal(str, str)
    change = Signal(str)

    def __init__(self, asked: QuestionStep, today: date, phones: Mapping[str, str]) -> None:
        """`phones` are lines to call by whom."""
        super().__init__()
        self.step = asked
        self.fields = {one.key: QuestionField(one, today, phones.get(one.whom, "")) for one in asked.questions}
        self._nothing = Text(say("There is nothing to ask here for this case."), "muted")
        parts = [Text(say(asked.label), "heading"), self._nothing, *self.fields.values()]
        self.setLayout(column(*parts, None, gap=2, margin=3))
        for field in self.fields.values():
            field.change.connect(self.change)
            self._watch(field)

    def show_case(self, asked: AskedCase) -> None:
        """Show what is known, and ask for the rest."""
        for key, field in self.fields.items():
            field.setVisible(self._is_asked(key, asked))
            _fill(field, asked)
        self._nothing.setVisible(not any(self._is_asked(key, asked) for key in self.fields))

    def standing(self, asked: AskedCase) -> WizardStep:
        """How far the step is, and what is known in a line."""
        keys = [key for key in self.fields if self._is_asked(key, asked)]
        known = [key for key in keys if key in asked.values]
        words = ", ".join(words_of(self.fields[key], asked.values[key]) for key in known[:_MOST_KNOWN])
        return WizardStep(self.step.key, say(self.step.label), _state(keys, known, asked), words)

    def _is_asked(self, key: str, asked: AskedCase) -> bool:
        if not relevant(key, asked.facts):
            return False
        return key in asked.values or key not in CHART_ONLY or key == "dx.code"

    def _watch(self, field: QuestionField) -> None:
        """A line counts once it is left, a choice at once."""
        settle = partial(self._settle, field)
        box = field.box
        if isinstance(box, TypedAnswer):
            box.line.editingFinished.connect(settle)
            box.quick.changed.connect(settle)
        elif isinstance(box, AnswerButtons | AnswerList):
            box.changed.connect(settle)

    def _settle(self, field: QuestionField) -> None:
        if field.isEnabled() and field.check():
            self.answered.emit(field.key, field.answer())


def _fill(field: QuestionField, asked: AskedCase) -> None:
    key = field.key
    problem = asked.problems.get(key, "")
    if asked.is_charted(key):
        field.show_known(words_of(field, asked.values[key]), asked.origins.get(key, ""))
    elif key in CHART_ONLY:
        field.show_known(say("Not in the chart yet"))
    else:
        field.show_known("")
        # What is being typed is not written over.
        if not field.is_being_typed():
            unknown = UNKNOWN if key in asked.unknown else ""
            field.set_value(_typed(field.question, asked.values[key]) if key in asked.values else unknown)
    if problem:
        field.show_problem(problem)


def words_of(field: QuestionField, value: object) -> str:
    """A value of a case file as a person reads it."""
    if isinstance(value, date):
        return dates.shown(value)
    return field.words_of(_typed(field.question, value))


def _typed(question: Question, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return dates.printed(value)
    text = str(value)
    # A choice is spelled as its key; what else stands there counts as a yes: “PSFS 3.7”.
    if question.kind == "choice" and text not in question.choices:
        return "yes" if "yes" in question.choices else text
    return text


def _state(keys: list[str], known: list[str], asked: AskedCase) -> StepState:
    if not keys:
        return "not_needed"
    open_ones = [key for key in keys if key not in known]
    if not open_ones:
        return "done"
    return "unknown" if all(key in asked.unknown for key in open_ones) else "open"
