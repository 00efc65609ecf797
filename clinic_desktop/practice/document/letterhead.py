"""The clinic’s letterhead at the top of a paper of the record, and what stands above its further pages."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from clinic_desktop.practice.model import Practice
from clinic_desktop.press.blocks import Block, Scale, gap
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Paper, Sheet
from clinic_desktop.press.text import set_line, set_lines
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say

# What reads well and survives a fax.
RECORD_SCALE = Scale(9.2, 8.4, 11.0, 12.0)
_BASELINE = 0.76


@dataclass(frozen=True, slots=True)
class PaperName:
    """What a paper is: its title, the line below that, and what a reader shows as its subject. `whose` is the name
    above further pages, "" for a paper about nobody; `is_draft` prints DRAFT across; `made_on` is the day of its
    properties."""

    title: str
    below: str
    subject: str
    whose: str = ""
    is_draft: bool = False
    made_on: date | None = None


def letterhead(clinic: Practice, named: PaperName) -> Sheet:
    """An empty sheet below its head. No client is in its properties."""
    across = (*((say("DEMO"),) if clinic.is_demo else ()), *((say("DRAFT"),) if named.is_draft else ()))
    about = Paper(named.title, clinic.name, named.subject, across, named.made_on)
    sheet = Sheet(about, partial(_further_head, clinic, named))
    sheet.bookmark(named.title)
    left = Block(RECORD_SCALE, HEAD_WIDTH, 0.0)
    left.say(" ".join(clinic.name.split()), ISSUER)
    left.say(joined(address_lines(clinic), ", "))
    phone = say("Phone {number}", number=clinic.phone) if clinic.phone else ""
    fax = say("Fax {number}", number=clinic.fax) if clinic.fax else ""
    left.say(joined((phone, fax)))
    right = [set_line(named.title, TITLE), *((set_line(named.below, RECORD_SCALE.text),) if named.below else ())]
    if clinic.is_demo:
        right.append(set_line(say("Demo: everybody here is invented"), RECORD_SCALE.strong))
    set_head(sheet, left, right)
    gap(sheet, RECORD_SCALE.lead * 0.6)
    return sheet


def _further_head(clinic: Practice, named: PaperName, sheet: Sheet) -> None:
    scale = RECORD_SCALE
    title = set_line(joined((named.title, named.below)), scale.strong)
    sheet.put(RIGHT, sheet.y - scale.lead * _BASELINE, title, "right")
    names = joined(" ".join(one.split()) for one in (named.whose, clinic.name))
    for line in set_lines(names, scale.strong, WIDTH - title.width - scale.lead, 1):
        sheet.put(LEFT, sheet.y - scale.lead * _BASELINE, line)
    sheet.y -= scale.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= scale.lead * 0.7
