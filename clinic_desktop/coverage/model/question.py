"""One question of the coverage wizard, as plain data: what is asked, why, and whom else to ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from clinic_desktop.coverage.model.fact import YES_NO, Fact

# What is typed or chosen: one of a few words, a whole number, a day, an amount, a share in percent, a line, a state.
QuestionKind = Literal["choice", "number", "date", "money", "percent", "text", "state"]


@dataclass(frozen=True, slots=True)
class Question:
    """What the wizard asks. `key` is that of the case file, with a point before what stands in a table.

    `why` says in a sentence why it matters; `choices` are values of the file with what people read: all answers of a
    choice, and of another kind those that may stand instead of a typed one. `ask` is the question to put to `whom`, a
    key of WHOM, when nobody here knows. Texts are marked, and translated when they are shown.
    """

    key: str
    label: str
    why: str
    kind: QuestionKind
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    ask: str = ""
    whom: str = ""


@dataclass(frozen=True, slots=True)
class QuestionStep:
    """The questions of one step, in the order in which they are asked."""

    key: str
    label: str
    questions: tuple[Question, ...]


def of_fact(key: str, fact: Fact, why: str) -> Question:
    """A choice among the answers of a fact."""
    return Question(key, fact.label, why, "choice", fact.words, fact.ask, fact.whom)


def yes_or_no(key: str, label: str, why: str, ask: str = "", whom: str = "member") -> Question:
    """A choice of yes and no."""
    return Question(key, label, why, "choice", YES_NO, ask, whom)
