"""Which diagnoses of its case a service treats: typed as letters, kept as codes, shown as letters again.

Letters follow the order of the diagnoses of a case, the primary one is A; codes stay right when that order changes.
"""

import re
from collections.abc import Sequence
from string import ascii_uppercase

from clinic_desktop.codes.rules.codes import parse_diagnosis_code
from clinic_desktop.referrals.model import MOST_DIAGNOSES
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.visits.model import MOST_POINTERS
from clinic_desktop.wording import say

_LETTERS = ascii_uppercase[:MOST_DIAGNOSES]
# As much of what was typed as a sentence repeats.
_SAID_LETTERS = 20


def parse_pointers(typed: str, codes: Sequence[str]) -> str:
    """The codes that are meant, "M54.50 M62.830", the most relevant first; raises Unreadable.

    "A B", "ab", "B, m54.50": letters of the diagnoses of the case, whose `codes` stand in their order, or the codes
    themselves. At most four, none twice (domain 1.1).
    """
    found = [code for part in _parts(typed) for code in _meant(part, codes[:MOST_DIAGNOSES])]
    if not found:
        raise Unreadable(say("Type the letters of the diagnoses that this treats, like A B."))
    for code in found:
        if found.count(code) > 1:
            raise Unreadable(say("{code} stands here twice. Keep one of them.", code=code))
    if len(found) > MOST_POINTERS:
        raise Unreadable(say("A service treats at most four diagnoses. Keep the four that matter most."))
    return " ".join(found)


def as_codes(typed: str, codes: Sequence[str]) -> str:
    """What is typed with the codes in place of letters, as far as it can be read; the rest stays as it is."""
    found: list[str] = []
    for part in _parts(typed):
        try:
            found += _meant(part, codes[:MOST_DIAGNOSES])
        except Unreadable:
            found.append(part)
    return " ".join(found)


def shown_pointers(pointers: Sequence[str], codes: Sequence[str]) -> str:
    """Codes as their letters, "A B"; one that left the case stands there as it is."""
    lettered = dict(zip(reversed(codes[:MOST_DIAGNOSES]), reversed(_LETTERS[: len(codes)]), strict=True))
    return " ".join(lettered.get(code, code) for code in pointers)


def usual_pointers(codes: Sequence[str]) -> str:
    """What stands for a service without pointers of its own: the first four diagnoses."""
    return " ".join(_LETTERS[: min(len(codes), MOST_POINTERS)])


def lettered_codes(codes: Sequence[str]) -> str:
    """The diagnoses with their letters, "A M54.50 · B M62.830", a letter never apart from its code; "" without any."""
    return " · ".join(f"{letter}\u00a0{code}" for letter, code in zip(_LETTERS, codes, strict=False))


def _parts(typed: str) -> list[str]:
    return [part for part in re.split(r"[\s,;/+&]+", typed) if part]


def _meant(part: str, codes: Sequence[str]) -> list[str]:
    """The codes of letters that stand together, or the one of a code."""
    if not codes:
        raise Unreadable(say("The case has no diagnosis yet. Add it on the page Plan, then choose it here."))
    letters = part.upper()
    if part.isascii() and all(one in _LETTERS for one in letters):
        for one in letters:
            if one not in _LETTERS[: len(codes)]:
                known = lettered_codes(codes)
                raise Unreadable(say("The case has no diagnosis {letter}. It has {list}.", letter=one, list=known))
        return [codes[_LETTERS.index(one)] for one in letters]
    try:
        code = parse_diagnosis_code(part)
    except Unreadable as unreadable:
        words = say("“{typed}” is neither the letter of a diagnosis nor its code.", typed=part[:_SAID_LETTERS])
        raise Unreadable(words) from unreadable
    if code not in codes:
        raise Unreadable(say("{code} is not among the diagnoses of this case. It has {list}.",
                             code=code, list=lettered_codes(codes)))  # fmt: skip
    return [code]
