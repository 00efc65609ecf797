"""What may stand behind a key of a rule pack or of a coverage case."""

import string
from collections.abc import Mapping
from typing import Any

from clinic_desktop.coverage.model.facts import FACTS, STATE_FACTS
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.model.packs import Clause, Condition, RuleStep
from clinic_desktop.coverage.rules.dates import NAMES
from clinic_desktop.coverage.rules.saying import ALWAYS, PLACES, places_in
from clinic_desktop.values.identifiers import STATES
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import is_blank, plain
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import Kind, Written, nearest, one_of, said, text

_ID_LETTERS = frozenset(string.ascii_lowercase + string.digits + "-")
LONGEST_ID = 60
_LONGEST_HEADING = 200


def key(value: object) -> str:
    """The name of a rule or a pack: small letters, digits and hyphens."""
    typed = text(value)
    if not typed or len(typed) > LONGEST_ID or not _ID_LETTERS.issuperset(typed):
        raise Unreadable(say("Write small letters, digits and hyphens, like “massage-benefit”."))
    return typed


def sentence(value: object) -> str:
    """Some text, not empty."""
    typed = text(value).strip()
    if not typed:
        raise Unreadable(say("This is empty: write a sentence."))
    return typed


def heading(value: object) -> str:
    """One line of text, not empty and not long."""
    typed = plain(sentence(value))
    if is_blank(typed) or "\n" in typed or len(typed) > _LONGEST_HEADING:
        raise Unreadable(say("Write one line of at most {limit} letters.", limit=_LONGEST_HEADING))
    return typed


def filled_by(places: tuple[str, ...]) -> Kind:
    """A sentence in which only these {places} may stand."""

    def read(value: object) -> str:
        typed = sentence(value)
        try:
            names = places_in(typed)
        except ValueError as wrong:
            raise Unreadable(say("A brace is out of place: {why}.", why=str(wrong))) from wrong
        for name in names:
            if name not in places:
                known = ", ".join(f"{{{one}}}" for one in places)
                raise Unreadable(
                    say("There is no place {name} here. There are {known}.", name=f"{{{said(name)}}}", known=known)
                )
        return typed

    return read


always_said = filled_by(ALWAYS)
_stepping = filled_by(PLACES)


def sentences(value: object) -> tuple[str, ...]:
    """A list of sentences."""
    return tuple(map(_stepping, _listed(value)))


def steps(value: object) -> tuple[RuleStep, ...]:
    """A list of steps: a sentence, or { words = "…", on = "estimate_due" }."""
    return tuple(map(_step, _listed(value)))


def condition(value: object) -> Condition:
    """One table of facts with their values, or a list of such tables of which one has to hold."""
    tables = value if isinstance(value, list) else [value]
    if not tables or not all(isinstance(one, dict) and one for one in tables):
        raise Unreadable(say("Write facts with their values, like {example}.", example='{ network = "out" }'))
    return tuple(map(_clause, tables))


def verdict(value: object) -> CoverageVerdict:
    """One of the verdicts, as files spell them."""
    return CoverageVerdict(one_of(*(one.value for one in CoverageVerdict))(value))


def verdicts(value: object) -> frozenset[CoverageVerdict]:
    """A list of verdicts."""
    return frozenset(map(verdict, _listed(value)))


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise Unreadable(say("Write a list like {example}.", example='["A", "B"]'))
    return value


def _step(value: object) -> RuleStep:
    if not isinstance(value, dict):
        return RuleStep(_stepping(value))
    for one in value:
        one_of("words", "on")(one)
    return RuleStep(_stepping(value.get("words", "")), one_of("", *NAMES)(value.get("on", "")))


def _clause(table: Mapping[str, Any]) -> Clause:
    found: dict[str, frozenset[str]] = {}
    for fact, values in table.items():
        if fact not in FACTS:
            if near := nearest(fact, FACTS):
                raise Unreadable(say("There is no fact “{fact}”. Did you mean “{near}”?", fact=said(fact), near=near))
            raise Unreadable(say("There is no fact “{fact}”.", fact=said(fact)))
        found[fact] = _values(fact, values)
    return found


def _values(fact: str, values: Any) -> frozenset[str]:
    known = frozenset(STATES if fact in STATE_FACTS else FACTS[fact].words)
    if isinstance(values, dict) and tuple(values) == ("not",) and not isinstance(values["not"], dict):
        left = known - _values(fact, values["not"])
        if not left:
            raise Unreadable(say("{fact}: none of its answers is left.", fact=fact))
        return left
    listed = values if isinstance(values, list) else [values]
    for one in listed:
        if not isinstance(one, str) or isinstance(one, Written):
            raise Unreadable(say("{fact}: write a value, a list, or {example}.", fact=fact, example='{ not = ["A"] }'))
        if one not in known:
            words = ", ".join(sorted(known))
            raise Unreadable(
                say("{fact}: “{value}” is none of its answers {known}.", fact=fact, value=said(one), known=words)
            )
    if not listed:
        raise Unreadable(say("{fact}: the list is empty.", fact=fact))
    return frozenset(listed)
