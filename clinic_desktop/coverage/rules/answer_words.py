"""What stands in a case file, key by key: the question behind it and the answer, as a person reads them."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.question import Question
from clinic_desktop.coverage.model.questions import question_of
from clinic_desktop.values import dates, money
from clinic_desktop.values.identifiers import STATES
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import mark, say

# What nobody is asked for, and what only its neighbor on the question sheet makes plain: “Left of it”.
_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "today": mark("As of"),
        "visits_planned": mark("Visits planned"),
        "claim.limit": mark("Limit of the claim"),
        "claim.used": mark("Used of the claim’s limit"),
        "rx.dx": mark("Diagnosis on the prescription"),
        "rx.signed": mark("Prescription signed"),
        "rx.expiry": mark("Prescription valid until"),
        "rx.used": mark("Prescribed visits used"),
        "rx.freq": mark("How often, by the prescription"),
        "pa_from_visit": mark("Prior authorization from visit"),
        "pa_used": mark("Authorized visits used"),
        "benefit.codes_ok": mark("The clinic’s codes are paid"),
        "benefit.stand_alone": mark("Massage paid as the only treatment"),
        "cost_share.deductible_met": mark("Deductible met"),
        "cost_share.deductible_left": mark("Deductible left"),
        "cost_share.family_deductible_met": mark("Family deductible met"),
        "cost_share.family_deductible_left": mark("Family deductible left"),
        "cost_share.family_aggregate": mark("Only the family’s deductible counts"),
        "cost_share.coinsurance": mark("Client’s share (coinsurance)"),
        "cost_share.oop_met": mark("Out-of-pocket maximum met"),
        "cost_share.oop_left": mark("Out-of-pocket maximum left"),
        "cost_share.deductible_visits_count": mark("Visits before the deductible count against the limit"),
    }
)
Day = Callable[[date], str]
# As JSON has a day; not eight digits alone, which Python takes for one too.
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MONEY = ("claim.limit", "claim.used")


def inputs(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys of a case file with a dot for their table, each with its value."""
    for key, value in content.items():
        if isinstance(value, Mapping):
            for name, one in value.items():
                yield f"{key}.{name}", one
        else:
            yield key, value


def input_label(key: str) -> str:
    """What a key asks; one that nothing is known of stands for itself."""
    if key in _LABELS:
        return say(_LABELS[key])
    found = question_of(key)
    return say(found[1].label) if found else key


def input_words(key: str, value: Any) -> str:
    """The value of a key as JSON or TOML has it, in words."""
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (_listed(key, one) for one in value)))
    found = question_of(key)
    if found is None or key not in (found[1].key, key.partition(".")[0]):
        return _amount(str(value)) if key in _MONEY else _plain(value)
    return answer_in_words(found[1], value)


def answer_in_words(question: Question, value: Any, day: Day = dates.printed) -> str:
    """An answer to a question; `day` writes a day, as on paper unless it is said otherwise."""
    text = _spelled(value)
    if text == UNKNOWN:
        return say("Unknown")
    if text in question.choices:
        return say(question.choices[text])
    # Their own words or a count stand for some choices: “PSFS 3.7” is a yes that says more.
    words = _BY_KIND.get(question.kind)
    return words(text) if words else _plain(value, day)


def choice_of(question: Question, value: Any) -> str:
    """The choice that a value of a case file stands for, "" where it is none of them: a measure stands for yes."""
    text = "" if value is None else _spelled(value)
    if text in question.choices:
        return text
    return "yes" if text and question.kind == "choice" and "yes" in question.choices else ""


def _listed(key: str, one: Any) -> str:
    """One of a list: a diagnosis has its code and where it comes from."""
    if not isinstance(one, Mapping):
        return _plain(one)
    return ", ".join(filter(None, (input_words(f"{key}.{name}", value) for name, value in one.items())))


def _spelled(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _plain(value: Any, day: Day = dates.printed) -> str:
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    text = str(value)
    if not re.fullmatch(_DAY, text):
        return text
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def _amount(text: str) -> str:
    try:
        return money.shown(money.parse_cents(text))
    except Unreadable:
        return text


# Of text nothing is made: the number of a claim may look like a day, and is none.
_BY_KIND: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "money": _amount,
        "percent": lambda text: say("{number}%", number=text),
        "state": lambda text: STATES.get(text, text),
        "text": str,
    }
)
