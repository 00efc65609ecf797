"""Sentences of rules with their {places} filled, and facts in words."""

import string
from collections.abc import Iterable, Iterator, Mapping

from clinic_desktop.coverage.model.answers import Answers
from clinic_desktop.coverage.model.facts import FACTS, STATE_FACTS
from clinic_desktop.values import money
from clinic_desktop.values.identifiers import STATES
from clinic_desktop.wording import mark, say

# Above a Good Faith Estimate by so much, the bill can be disputed (45 CFR 149.620).
DISPUTE_CENTS = 400_00
# Always filled, and what stands there where nobody knows.
_ALWAYS = {"state": mark("this state"), "accident_state": mark("that state")}
# A sentence with one of these that is not known is not said.
_SOMETIMES = (
    *("rx_visits", "after_rx", "from_visit", "next_visit", "visit_limit", "visits_left", "unit_cap"),
    *("planned_total", "dispute_total", "planned_visits", "authorized_visits"),
)
PLACES = (*_ALWAYS, *_SOMETIMES)
ALWAYS = tuple(_ALWAYS)


def places_in(words: str) -> tuple[str, ...]:
    """The names of the {places} in a sentence. Raises ValueError where it is not well formed, or where more than a name
    stands in braces: a width could blow a sentence up to any size."""
    parts = tuple(string.Formatter().parse(words))
    if any(form or conversion for _, _, form, conversion in parts):
        raise ValueError(say("between braces stands a name alone"))
    return tuple(name for _, name, _, _ in parts if name is not None)


def filled(sentences: Iterable[str], places: Mapping[str, str]) -> Iterator[str]:
    """The sentences whose places are all known, filled; an empty one is none."""
    for words in sentences:
        if "{" not in words and "}" not in words:
            if words:
                yield words
        elif all(name in places for name in places_in(words)):
            yield words.format_map(places)


def fact_words(key: str, value: str | None) -> str:
    """A fact as people read it: "Network: Out of network"."""
    fact = FACTS[key]
    if value is None:
        return say("{fact}: unknown", fact=say(fact.label))
    words = STATES.get(value, value) if key in STATE_FACTS else say(fact.words.get(value, value))
    return say("{fact}: {value}", fact=say(fact.label), value=words)


def places_of(answers: Answers) -> Mapping[str, str]:
    """What stands for each place that is known."""
    known = {name: say(words) for name, words in _ALWAYS.items()}
    state, accident = answers.state_of_care, answers.accident.state or answers.state_of_care
    known |= {"state": STATES[state]} if state in STATES else {}
    known |= {"accident_state": STATES[accident]} if accident in STATES else {}
    return known | {name: str(value) for name, value in _numbers(answers) if value is not None}


def _numbers(answers: Answers) -> Iterator[tuple[str, int | str | None]]:
    rx, benefit, planned = answers.rx.visits, answers.benefit, answers.visits_planned
    # Progress is measured at the end of the visits that were prescribed, or else planned.
    yield from (("rx_visits", planned if rx is None else rx), ("after_rx", None if rx is None else rx + 1))
    yield from (("from_visit", answers.approval.from_visit), ("authorized_visits", answers.approval.visits))
    yield "next_visit", None if answers.visits_done is None else answers.visits_done + 1
    yield from (("visit_limit", benefit.visit_limit), ("unit_cap", benefit.unit_cap), ("planned_visits", planned))
    if benefit.visit_limit is not None and benefit.visits_used is not None:
        yield "visits_left", max(0, benefit.visit_limit - benefit.visits_used)
    if planned and answers.billed_cents is not None:
        total = planned * answers.billed_cents
        yield "planned_total", money.shown(total)
        yield "dispute_total", money.shown(total + DISPUTE_CENTS)
