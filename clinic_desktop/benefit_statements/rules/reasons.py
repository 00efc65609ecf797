"""The codes by which a statement says why: read as typed, and said in words."""

import re
from collections.abc import Mapping, Sequence

from clinic_desktop.benefit_statements.model import GROUPS
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

# "CO-45", "co 45", "CO45", "45", "N130", "MA130": a group and a number, a number, or a remark.
_CODE = r"(?:(CO|PR|OA|PI|CR)[- ]?)?([0-9]{1,3}|[A-Z][0-9]{1,3})|([A-Z]{1,2}[0-9]{1,4})"
_MOST = 12


def parse_reasons(text: str) -> str:
    """Codes as they are kept, "CO-45 PR-1 N130"; each once. Raises Unreadable for what is no code at all.

    Nobody's list holds all codes: one that we have no words for is kept as it stands on the paper.
    """
    typed = re.sub(r"\b(CO|PR|OA|PI|CR)[ \u2010-\u2015-]+(?=[0-9A-Z])", r"\1-", text.upper())
    found = []
    for word in re.split(r"[\s,;]+", typed.strip()):
        if not word:
            continue
        made = re.fullmatch(_CODE, word)
        if made is None:
            raise Unreadable(say("Type codes as they stand there, like CO-45 or N130, with a space between."))
        found.append(f"{made[1]}-{made[2]}" if made[1] else made[2] or made[3])
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
