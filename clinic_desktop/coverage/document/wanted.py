"""What a client takes from a determination: whom to ask what, and which papers to bring along."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clinic_desktop.coverage.model.fact import WHOM
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.model.paper import DeterminationPaper, PaperFacts
from clinic_desktop.wording import mark, say

# Those of WHOM that a plan or an insurer answers for.
_OF_THE_PLAN = ("member", "provider", "authorization", "claims", "adjuster")
_HERE = "clinic"
# Papers that a client has or gets, by the words that rules have for them: all else in a packet the clinic makes.
_PAPERS = (
    *(r"\bprescription\b", r"\b(?:signed|written) order\b|\border (?:signed|in hand)\b", r"\breferral\b"),
    *(r"\bletters? (?:of|on)\b(?! authorization)", r"\bdecision of\b", r"\bdenial notice\b", r"\bclaim form\b"),
    *(r"\bbrochure\b", r"\btext on massage\b", r"\bopen (?:pip )?claim with its number\b"),
)
_CLAIM_NUMBER = _PAPERS[-1]
_SAID_OTHERWISE = {_CLAIM_NUMBER: mark("The claim number, and who handles the claim")}


def questions_by_whom(outcome: Mapping[str, Any]) -> dict[str, list[str]]:
    """The questions to ask by whom to ask, a key of WHOM; "" where that is not told."""
    found: dict[str, list[str]] = {}
    for one in outcome["questions"]:
        found.setdefault(one["whom"] if one["whom"] in WHOM else "", []).append(one["words"])
    order = [*_OF_THE_PLAN, "prescriber", "client", "", _HERE]
    return {whom: found[whom] for whom in order if whom in found}


def asked_whom(whom: str, facts: PaperFacts) -> str:
    """Whom to ask, with the phone of a payer where one is known."""
    if whom == _HERE:
        return say("The clinic looks up in its own records")
    if whom == "client":
        return say("For the client to tell the clinic")
    name = say(WHOM[whom]) if whom else say("the clinic")
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
