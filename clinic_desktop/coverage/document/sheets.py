"""What both papers of a determination have: their sizes, an empty sheet, the clinic at its top, who it is about."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from clinic_desktop.coverage.model.paper import DeterminationPaper, PaperFacts
from clinic_desktop.policies.model import PLAN_TYPES
from clinic_desktop.press.blocks import Block, Scale, gap
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Paper, Sheet
from clinic_desktop.press.text import MOST_LETTERS, Type, set_line, set_lines
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

COLUMN_GAP = 22.0
COLUMN = (WIDTH - COLUMN_GAP) / 2
SECOND = COLUMN + COLUMN_GAP
_LABEL = 62.0


class PaperSize(NamedTuple):
    """How a paper is set: the sizes of its letters, how many entries of a list it has, and lines of each text."""

    scale: Scale
    entries: int = MOST_LETTERS
    lines: int = MOST_LETTERS

    def block(self, width: float, label_width: float = 0.0) -> Block:
        """An empty block, in points."""
        return Block(self.scale, width, label_width, most=self.lines)


def new_paper(paper: DeterminationPaper, title: str, subject: str, running: Callable[[Sheet], None]) -> Sheet:
    """An empty sheet, with DEMO across it for a demo clinic. No client is in its properties."""
    across = (say("DEMO"),) if paper.facts.is_demo else ()
    of = Paper(title, paper.facts.clinic_name, subject, across, paper.determination.made_on)
    return Sheet(of, running)


def running_head(paper: DeterminationPaper, title: str, scale: Scale) -> Callable[[Sheet], None]:
    """What stands above each page after the first: whose it is, and what."""
    return partial(_running_head, paper, title, scale)


def place_clinic(sheet: Sheet, paper: DeterminationPaper, title: str, size: PaperSize) -> None:
    """The clinic with its phone on the left, the paper with its day on the right."""
    facts, scale = paper.facts, size.scale
    left = size.block(HEAD_WIDTH)
    left.say(" ".join(facts.clinic_name.split()), ISSUER)
    left.say(joined(facts.clinic_address, ", "))
    phone = say("Phone {number}", number=facts.clinic_phone) if facts.clinic_phone else ""
    left.say(joined((phone, facts.clinic_email)))
    number = say("No. {number}", number=paper.determination.id)
    right = [set_line(title, TITLE), set_line(joined((number, printed(paper.determination.made_on))), scale.text)]
    if facts.is_demo:
        right.append(set_line(say("Demo: everybody here is invented"), scale.strong))
    set_head(sheet, left, right)
    gap(sheet, scale.lead * 0.7)


def client_block(facts: PaperFacts, size: PaperSize) -> Block:
    """Whom it is about, what is treated, who treats."""
    block = size.block(COLUMN, _LABEL)
    block.heading(say("For"))
    block.say(facts.client_name, Type(size.scale.name, bold=True))
    block.fact(say("Treated for"), facts.reason)
    block.fact(say("Therapist"), facts.therapist_name)
    return block


def plan_block(facts: PaperFacts, size: PaperSize) -> Block:
    """The payer that was looked at, or that none is on record."""
    block = size.block(COLUMN, _LABEL)
    block.heading(say("Payer"))
    if not facts.payer_name:
        block.say(say("No health plan on record"))
        return block
    block.say(facts.payer_name, Type(size.scale.name, bold=True))
    block.fact(say("Plan"), plan_words(facts))
    block.fact(say("Member ID"), facts.member_id)
    block.fact(say("Group no."), facts.group_number)
    return block


def plan_words(facts: PaperFacts) -> str:
    """The plan with its kind: "Cascade Silver (PPO)"."""
    known = facts.plan_type and facts.plan_type in PLAN_TYPES
    kind = say(PLAN_TYPES[facts.plan_type]) if known else facts.plan_type
    is_said = re.search(rf"\b{re.escape(kind)}\b", facts.plan_name, re.IGNORECASE)
    if not facts.plan_name or not kind or is_said:
        return facts.plan_name or kind
    return f"{facts.plan_name} ({kind})"


def _running_head(paper: DeterminationPaper, title: str, scale: Scale, sheet: Sheet) -> None:
    shown_title = set_line(joined((title, printed(paper.determination.made_on))), scale.strong)
    room = WIDTH - shown_title.width - scale.lead
    names = (" ".join(one.split()) for one in (paper.facts.clinic_name, paper.facts.client_name))
    sheet.put(RIGHT, sheet.y - scale.lead * 0.76, shown_title, "right")
    # All of it stands on the first page.
    for line in set_lines(joined(names), scale.strong, room, 1):
        sheet.put(LEFT, sheet.y - scale.lead * 0.76, line)
    sheet.y -= scale.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= scale.lead * 0.7
