"""The reasoning behind a determination, for the clinic's file: every rule, every answer, every amount."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clinic_desktop.coverage.document.listed import capitals, in_a_row, listed
from clinic_desktop.coverage.document.reckoning import place_reckoning
from clinic_desktop.coverage.document.sheets import (
    SECOND,
    PaperSize,
    client_block,
    new_paper,
    place_clinic,
    plan_block,
    running_head,
)
from clinic_desktop.coverage.document.stood_on import place_inputs, place_packs, place_rules
from clinic_desktop.coverage.model.outcome import WORDS
from clinic_desktop.coverage.model.paper import DeterminationPaper
from clinic_desktop.press.blocks import beside, gap
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.press.text import Type
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import mark, say

_KNOWN: Mapping[str, str] = MappingProxyType(
    {
        "high": mark("nothing left to ask"),
        "medium": mark("most of it known"),
        "low": mark("more open than known"),
    }
)
_VERDICT = Type(13.0, bold=True)


def reasoning_sheet(paper: DeterminationPaper, size: PaperSize) -> Sheet:
    """The reasoning, set in one size."""
    title = say("Coverage reasoning")
    sheet = new_paper(
        paper, title, say("What a coverage determination stands on"), running_head(paper, title, size.scale)
    )
    place_clinic(sheet, paper, title, size)
    beside(sheet, [(0.0, client_block(paper.facts, size)), (SECOND, plan_block(paper.facts, size))])
    gap(sheet, size.scale.lead)
    _place_verdict(sheet, paper, size)
    _place_lists(sheet, paper, size)
    made = paper.determination
    place_rules(sheet, made, size)
    place_inputs(sheet, made, size)
    place_reckoning(sheet, made, size)
    place_packs(sheet, made, size)
    return sheet


def _place_verdict(sheet: Sheet, paper: DeterminationPaper, size: PaperSize) -> None:
    made, facts = paper.determination, paper.facts
    block = size.block(WIDTH)
    block.say(made.headline, _VERDICT)
    # A headline is set larger than the leading that follows it.
    block.rows.append(())
    known = made.outcome["confidence"]
    block.say(
        joined(
            (
                say("Verdict: {verdict}", verdict=_verdict_words(made.verdict)),
                say("as of {day}", day=printed(made.made_on)),
                say(_KNOWN[known]) if known in _KNOWN else known,
            )
        )
    )
    if facts.called_on:
        called = (
            say("Plan called on {day}", day=printed(facts.called_on)),
            facts.representative,
            say("reference {reference}", reference=facts.reference) if facts.reference else "",
        )
        block.say(joined(called))
    block.say(say("An estimate of coverage, not a guarantee. The plan decides when it has the claim."))
    beside(sheet, [(0.0, block)])
    gap(sheet, size.scale.lead * 0.8)


def _verdict_words(verdict: str) -> str:
    named = {one.value: words for one, words in WORDS.items()}
    return say(named[verdict]) if verdict in named else verdict


def _place_lists(sheet: Sheet, paper: DeterminationPaper, size: PaperSize) -> None:
    outcome = paper.determination.outcome
    # A line each for what is to be done or thought about; the rest in a paragraph.
    lists = {
        say("Missing"): capitals(outcome["missing"]),
        say("To ask"): outcome["ask"],
        say("Contradictions"): [one["words"] for one in outcome["contradictions"]],
        say("Next steps"): outcome["next"],
        say("To keep in mind"): outcome["traps"],
        say("What would change it"): [_change_words(one) for one in outcome["changes"]],
        say("Rule packs set aside"): outcome["without"],
    }
    blocks = [listed(heading, entries, size, WIDTH) for heading, entries in lists.items()]
    blocks.append(in_a_row(say("On record"), outcome["have"], size, WIDTH))
    blocks.append(in_a_row(say("Packet for the payer"), outcome["documents"], size, WIDTH))
    for block in blocks:
        if block.rows:
            beside(sheet, [(0.0, block)])
            gap(sheet, size.scale.lead * 0.6)


def _change_words(one: Mapping[str, Any]) -> str:
    """A better verdict, and all that it takes."""
    named = {verdict.value: say(words) for verdict, words in WORDS.items()}
    return say(
        "{verdict}, with: {facts}", verdict=named.get(one["verdict"], one["verdict"]), facts=joined(one["words"])
    )
