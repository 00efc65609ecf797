"""Placeholders in a text: which it has, which of them nobody knows, and the text with the facts in their places."""

import re
from collections.abc import Mapping

from clinic_desktop.letters.rules.placeholders import PLACEHOLDERS
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import nearest, said

_NAMED = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")


def named_in(text: str) -> tuple[str, ...]:
    """The placeholders of a text that are known, each once, in their order."""
    return tuple(dict.fromkeys(one for one in _NAMED.findall(text) if one in PLACEHOLDERS))


def unknown_in(text: str) -> tuple[tuple[int, str], ...]:
    """What stands in braces and is no placeholder, with the line that it stands on, the first line being 1."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        found += [(number, one) for one in _NAMED.findall(line) if one not in PLACEHOLDERS]
        if _BRACE.search(_NAMED.sub("", line)):
            found.append((number, ""))
    return tuple(found)


def unknown_words(name: str) -> str:
    """Why a text with this in braces is refused; "" is a brace that stands alone."""
    if not name:
        return say("A brace stands alone here. A fact is written in two: {example}.", example="{client.name}")
    if near := nearest(name, tuple(PLACEHOLDERS)):
        return say("Nobody knows the fact “{name}”. Did you mean “{near}”?", name=said(name), near=near)
    return say("Nobody knows the fact “{name}”. Choose one from the list.", name=said(name))


def marker(key: str) -> str:
    """What stands in the place of a fact that nobody knows: "[member ID: missing]"."""
    return say("[{name}: missing]", name=say(PLACEHOLDERS[key].name))


def missing_in(text: str) -> tuple[str, ...]:
    """The placeholders whose marker stands in a text, also where somebody typed around it."""
    return tuple(key for key, words in _markers().items() if words in text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every fact in its place, a marker for one that nobody knows. What is in braces and no placeholder
    stays as it is: what checks the letter says so."""

    def put(found: re.Match[str]) -> str:
        key = found[1]
        if key not in PLACEHOLDERS:
            return found[0]
        return values.get(key) or marker(key)

    return _NAMED.sub(put, text)


def example(text: str) -> str:
    """The text with the example of each fact: of nobody."""
    return filled(text, {key: one.example for key, one in PLACEHOLDERS.items()})


def _markers() -> Mapping[str, str]:
    return {key: marker(key) for key in PLACEHOLDERS}
