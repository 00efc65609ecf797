"""What a client takes from a determination: whom to ask what, and which papers to bring along."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clinic_desktop.coverage.model.fact import WHOM
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.model.paper import DeterminationPaper, PaperFacts
from clinic_desktop.wording import mark, say

# Those that a client asks; what nobody is named for, and all else, the clinic finds out.
_BY_THE_CLIENT = ("member", "adjuster", "prescriber", "client")
# Papers that a client has or gets, by the words that rules have for them: all else in a packet the clinic makes.
_PAPERS = (
    *(r"\bprescription\b", r"\b(?:signed|written) order\b|\border (?:signed|in hand)\b", r"\breferral\b"),
    *(r"\bletters? (?:of|on)\b(?! authorization)", r"\bdecision of\b", r"\bdenial notice\b", r"\bclaim form\b"),
    *(r"\bbrochure\b", r"\btext on massage\b", r"\bopen (?:pip )?claim with its number\b"),
)
_CLAIM_NUMBER = _PAPERS[-1]
_SAID_OTHERWISE = {_CLAIM_NUMBER: mark("The claim number, and who handles the claim")}


def questions_by_whom(outcome: Mapping[str, Any]) -> dict[str, list[str]]:
    """The questions that a client asks or answers, by whom they go to, a key of WHOM."""
    asked = {whom: [one["words"] for one in outcome["questions"] if one["whom"] == whom] for whom in _BY_THE_CLIENT}
    return {whom: questions for whom, questions in asked.items() if questions}


def found_out(outcome: Mapping[str, Any]) -> list[str]:
    """The other questions: those for the clinic’s line of the plan, and for its own records."""
    return [one["words"] for one in outcome["questions"] if one["whom"] not in _BY_THE_CLIENT]


def asked_whom(whom: str, facts: PaperFacts) -> str:
    """Whom to ask, with the phone of a payer where one is known."""
    if whom == "client":
        return say("Tell the clinic")
    name = say(WHOM[whom])
    line = next((one for one in facts.lines if one.whom == whom and one.phone), None)
    if line is None:
        return say("Ask {whom}", whom=name)
    if line.hours:
        return say("Ask {whom}: {phone}, {hours}", whom=name, phone=line.phone, hours=line.hours)
    return say("Ask {whom}: {phone}", whom=name, phone=line.phone)


def to_bring(paper: DeterminationPaper) -> list[str]:
    """The papers to bring along: the card of a plan that is billed, what is missing, and what the packet for the payer
    wants from the client and is not in hand yet."""
    made, facts = paper.determination, paper.facts
    card = facts.member_id or facts.plan_name or facts.plan_type
    found = [say("Insurance card, both sides")] if card and made.verdict != CoverageVerdict.SELF_PAY.value else []
    return [*found, *_papers(made.outcome)]


def is_begun(inputs: Mapping[str, Any]) -> bool:
    """Whether visits were given already."""
    return str(inputs.get("visits_done", "0")) not in ("0", "", "unknown")


def _papers(outcome: Mapping[str, Any]) -> Iterator[str]:
    have = _named(outcome["have"])
    brought: set[str] = set()
    for words, kinds in [
        *((words, _kinds(words)) for words in outcome["missing"]),
        *((words, _kinds(words) - have) for words in outcome["documents"]),
    ]:
        if kinds - brought:
            brought |= kinds
            yield say(_SAID_OTHERWISE[_CLAIM_NUMBER]) if _CLAIM_NUMBER in kinds else words


def _named(sentences: Sequence[str]) -> set[str]:
    return {kind for words in sentences for kind in _kinds(words)}


def _kinds(words: str) -> set[str]:
    return {kind for kind in _PAPERS if re.search(kind, words, re.IGNORECASE)}
