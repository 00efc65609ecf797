"""The codes by which a statement says why: read as typed, and said in words."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from clinic_desktop.benefit_statements.model import GROUPS
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

# "CO-45", "co 45", "CO45", "45", "N130", "MA130": a group and a number, a number, or a remark.
_CODE = r"(?:(CO|PR|OA|PI|CR)[- ]?)?([0-9]{1,3}|[A-Z][0-9]{1,3})|([A-Z]{1,2}[0-9]{1,4})"
_MOST = 12
# So many reasons are still looked through in a sentence.
_MOST_SHOWN = 5
_PASSED_OVER = frozenset({"the", "a", "an", "of", "is", "it", "was", "to", "for"})
NO_REASONS: Mapping[str, str] = MappingProxyType({})


def parse_reasons(text: str, known: Mapping[str, str] = NO_REASONS) -> str:
    """Codes as they are kept, "CO-45 PR-1 N130"; each once. Where a statement has none, a few words stand for the one
    reason that has them all ("medically necessary"); several are parted by commas. Raises Unreadable for what is
    neither.

    Nobody's list holds all codes: one that we have no words for is kept as it stands on the paper.
    """
    found: list[str] = []
    for part in re.split("[,;\n]+", text):
        words = _parted(part)
        codes = list(takewhile(bool, map(_code, words)))
        found += [one for one in codes if one]
        if len(codes) < len(words):
            found.append(_meant(words[len(codes) :], known))
    kept = list(dict.fromkeys(found))
    if len(kept) > _MOST:
        raise Unreadable(say("No more than {most} codes fit here.", most=_MOST))
    return " ".join(kept)


def reason_words(code: str, known: Mapping[str, str]) -> str:
    """A code with what it means: "PR-1: goes to the deductible; the client bears it"."""
    group, _, number = code.rpartition("-")
    words = known.get(number or code, "")
    bears = say(GROUPS[group]) if group in GROUPS else ""
    if words and bears:
        return say("{code}: {words}; {bears}.", code=code, words=words, bears=bears)
    if words:
        return say("{code}: {words}.", code=code, words=words)
    if bears:
        return say("{code}: {bears}. What the number means is not known here.", code=code, bears=bears)
    return say("{code}: not known here. Its words stand on the statement.", code=code)


def reasons_in_words(codes: Sequence[str], known: Mapping[str, str]) -> str:
    """All of them, one behind the other."""
    return " ".join(reason_words(one, known) for one in codes)


def _parted(text: str) -> list[str]:
    return re.sub(r"(?i)\b(CO|PR|OA|PI|CR)[ \u2010-\u2015-]+(?=[0-9]|[A-Z][0-9])", r"\1-", text).split()


def _code(word: str) -> str:
    """The code that a word is, "" for none."""
    made = re.fullmatch(_CODE, word.upper())
    if made is None:
        return ""
    return f"{made[1]}-{made[2]}" if made[1] else made[2] or made[3]


def _meant(words: Sequence[str], known: Mapping[str, str]) -> str:
    """The code of the one reason that these words are of; raises Unreadable where it is none, or more than one."""
    asked = [one for one in map(_folded, words) if one and one not in _PASSED_OVER]
    fitting = [code for code, says in known.items() if asked and _has_all(says, asked)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting or len(fitting) > _MOST_SHOWN:
        raise Unreadable(
            say(
                "Type codes as they stand there, like CO-45 or N130, with a space between. Where there are none, a few"
                " words of the reason do, like “medically necessary”."
            )
        )
    choices = "; ".join(say("{code} {words}", code=code, words=known[code]) for code in fitting)
    raise Unreadable(
        say("Several reasons have these words. Type the number of the right one: {choices}.", choices=choices)
    )


def _has_all(says: str, asked: Sequence[str]) -> bool:
    own = [_folded(word) for word in says.split()]
    return all(any(word.startswith(one) for word in own) for one in asked)


def _folded(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())
