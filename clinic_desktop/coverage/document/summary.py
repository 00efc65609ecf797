"""The coverage summary: what a client takes home, on one page and in plain words."""

from collections.abc import Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from clinic_desktop.coverage.document.listed import add_entries, capitals, in_a_row, listed, more_words
from clinic_desktop.coverage.document.price import place_price
from clinic_desktop.coverage.document.reported import answers_told, call_told
from clinic_desktop.coverage.document.sheets import (
    COLUMN,
    SECOND,
    PaperSize,
    client_block,
    new_paper,
    place_clinic,
    plan_block,
    running_head,
)
from clinic_desktop.coverage.document.wanted import asked_whom, found_out, is_begun, questions_by_whom, to_bring
from clinic_desktop.coverage.model.kept import Determination
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.model.paper import DeterminationPaper
from clinic_desktop.coverage.rules.appraising import NO_MONEY
from clinic_desktop.press.blocks import Block, beside, gap, paragraph
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Sheet
from clinic_desktop.press.text import Type
from clinic_desktop.wording import mark, say

# The verdict in a sentence for who is to pay.
_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        CoverageVerdict.LIKELY.value: mark("By what is known today, these visits can be paid for, at least in part."),
        CoverageVerdict.POSSIBLE_VERIFY.value: mark("It may be paid for. Ask before counting on that."),
        CoverageVerdict.COVERABLE_MISSING.value: mark("It could be paid for once the things below are in place."),
        CoverageVerdict.UNLIKELY.value: mark("By what is known today, the payer is not expected to pay."),
        CoverageVerdict.NOT_COVERED.value: mark("By what is known today, the payer is not expected to pay."),
        CoverageVerdict.WRONG_PAYER.value: mark("Somebody else has to be asked to pay before this payer."),
        CoverageVerdict.SELF_PAY.value: mark("No plan is billed for these visits. Keep each receipt."),
    }
)
_HEADLINE, _MOST_HEADLINE = 15.0, 3


def summary_sheet(paper: DeterminationPaper, size: PaperSize) -> Sheet:
    """A summary, set in one size."""
    title, scale = say("Coverage summary"), size.scale
    subject = say("What a health plan may pay, as of a day")
    sheet = new_paper(paper, title, subject, running_head(paper, title, scale))
    place_clinic(sheet, paper, title, size)
    beside(sheet, [(0.0, client_block(paper.facts, size)), (SECOND, plan_block(paper.facts, size))])
    gap(sheet, scale.lead * 0.5)
    _place_verdict(sheet, paper, size)
    # What a client looks for first comes right behind it.
    place_price(sheet, paper.determination, size)
    gap(sheet, scale.lead * 0.7)
    _place_lists(sheet, _sections(paper, size), size)
    if _names_the_client(paper):
        paragraph(sheet, say("“The client” on this page is you."), scale.fine, scale.lead)
    return sheet


def _headline(made: Determination) -> str:
    """What is said of the case; of its money only what a client can do something with."""
    if made.verdict == CoverageVerdict.LIKELY.value and made.outcome["money"] == say(NO_MONEY):
        return say("Likely. What it comes to is not known yet: no visits with a price are planned.")
    return made.headline


def _names_the_client(paper: DeterminationPaper) -> bool:
    outcome = paper.determination.outcome
    lists = (outcome[key] for key in ("missing", "next", "have", "estimate_words", "documents"))
    said = chain(
        *lists,
        (one["words"] for one in (*outcome["questions"], *outcome["contradictions"])),
        (line for one in outcome["arithmetic"] for line in one["lines"]),
        to_bring(paper),
        [call_told(paper)],
    )
    return any("the client" in words.lower() for words in said)


def _place_verdict(sheet: Sheet, paper: DeterminationPaper, size: PaperSize) -> None:
    made, lead = paper.determination, size.scale.lead
    sheet.rule(LEFT, RIGHT, sheet.y, LINE)
    gap(sheet, lead * 0.5)
    # Its leading is that of its own size.
    large = size.scale._replace(lead=_HEADLINE * 1.25)
    headline = Block(large, WIDTH, 0.0, most=min(_MOST_HEADLINE, size.lines))
    headline.say(_headline(made), Type(_HEADLINE, bold=True))
    beside(sheet, [(0.0, headline)])
    block = size.block(WIDTH)
    if made.verdict in _PLAIN:
        block.say(say(_PLAIN[made.verdict]))
    block.say(call_told(paper))
    beside(sheet, [(0.0, block)])
    gap(sheet, lead * 0.5)
    sheet.rule(LEFT, RIGHT, sheet.y, LINE)
    gap(sheet, lead * 0.7)


def _sections(paper: DeterminationPaper, size: PaperSize) -> list[Block]:
    """The lists that there are, in the order in which a client needs them."""
    outcome = paper.determination.outcome
    begun = is_begun(paper.determination.inputs)
    bring = say("Bring to the next visit") if begun else say("Bring to the first visit")
    disagree = [one["words"] for one in outcome["contradictions"]]
    found = [
        listed(say("What is missing"), capitals(outcome["missing"]), size, COLUMN),
        _questions(paper, size),
        listed(say("What does not fit together yet"), disagree, size, COLUMN),
        listed(bring, capitals(to_bring(paper)), size, COLUMN),
        listed(say("What the clinic does next"), outcome["next"], size, COLUMN),
        listed(say("What the clinic finds out"), found_out(outcome), size, COLUMN),
        listed(say("What the plan said"), answers_told(paper), size, COLUMN),
        in_a_row(say("What is on record"), outcome["have"], size, COLUMN),
    ]
    return [one for one in found if one.rows]


def _questions(paper: DeterminationPaper, size: PaperSize) -> Block:
    """What to ask, below whom to ask; each of them is a list for itself."""
    by_whom = questions_by_whom(paper.determination.outcome)
    made = listed("", (), size, COLUMN)
    if by_whom:
        made.heading(say("What to ask"))
    left = size.entries
    hidden = 0
    for whom, questions in by_whom.items():
        hidden += len(questions) - max(min(len(questions), left), 0)
        if left > 0:
            made.say(asked_whom(whom, paper.facts), Type(size.scale.small, bold=True))
            add_entries(made, questions[:left], size)
        left -= len(questions)
    if hidden:
        made.fact("•", more_words(hidden))
    return made


def _place_lists(sheet: Sheet, sections: Sequence[Block], size: PaperSize) -> None:
    """In two columns, read one after the other, broken where they come out most alike."""
    if not sections:
        return
    ways = [(_stack(sections[:at], size), _stack(sections[at:], size)) for at in range(1, len(sections) + 1)]
    left, right = min(ways, key=lambda way: max(way[0].height, way[1].height))
    beside(sheet, [(0.0, left), (SECOND, right)])
    gap(sheet, size.scale.lead * 0.8)


def _stack(blocks: Sequence[Block], size: PaperSize) -> Block:
    made = size.block(COLUMN)
    for place, one in enumerate(blocks):
        if place:
            made.rows.append(())
        made.rows += one.rows
    return made
