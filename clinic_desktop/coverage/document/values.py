"""Answers as they are printed: days and amounts as on US paper, choices in their words."""

from datetime import date
from typing import Any

from clinic_desktop.coverage.model.question import Question
from clinic_desktop.values import dates, money
from clinic_desktop.values.identifiers import STATES
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say


def chosen(question: Question, value: Any) -> str:
    """The choice that a value of a case file stands for, "" where it is none of them: a measure stands for yes."""
    text = _text(value)
    if text in question.choices:
        return text
    return "yes" if text and question.kind == "choice" and "yes" in question.choices else ""


def value_words(question: Question, value: Any) -> str:
    """A value of a case file as it is printed, "" for none."""
    if value is None:
        return ""
    if isinstance(value, date):
        return dates.printed(value)
    if choice := chosen(question, value):
        return say(question.choices[choice])
    text = _text(value)
    if question.kind == "state":
        return STATES.get(text, text)
    if question.kind == "percent":
        return say("{number}%", number=text)
    return _amount(text) if question.kind == "money" else text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _amount(text: str) -> str:
    try:
        return money.shown(money.parse_cents(text))
    except Unreadable:
        return text
