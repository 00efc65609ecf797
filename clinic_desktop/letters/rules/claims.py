"""Words that promise more than the record or the evidence says (domain 3.6), and why each does."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.wording import mark, say

_PLAN = mark("Only the plan decides that. Say what it told you, who said it and when.")
_RESULT = mark("Nobody can promise that. Say what is expected, and by what it will be measured.")
_EVIDENCE = mark("No study shows that of one person. Say what the record shows, or what a named guideline recommends.")
_CLAIMS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("covered", "approved", "preapproved", "pre-approved"), _PLAN),
        **dict.fromkeys(("guarantee", "guarantees", "guaranteed", "promise", "promises", "promised"), _RESULT),
        **dict.fromkeys(("cure", "cures", "cured", "curing", "miracle", "permanently"), _RESULT),
        **dict.fromkeys(("prove", "proves", "proved", "proven", "undisputed", "indisputable"), _EVIDENCE),
    }
)
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
# What the plan itself wrote may say anything.
_QUOTED = re.compile('“[^”]*”|"[^"\n]*"')


def claims_in(text: str) -> tuple[str, ...]:
    """The words of a text that claim too much, each once, in small letters; what it quotes is left out."""
    said = (one.lower() for one in _WORD.findall(_QUOTED.sub(" ", text)))
    return tuple(dict.fromkeys(one for one in said if one in _CLAIMS))


def claim_why(word: str) -> str:
    """Why a word claims too much."""
    return say(_CLAIMS[word])
