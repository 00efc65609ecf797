"""The top of a paper about a case: the clinic, what the paper is, whose case, and by what the payer knows them."""

from collections.abc import Sequence
from dataclasses import replace

from clinic_desktop.cases.model import CaseHead
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName, letterhead
from clinic_desktop.press.blocks import Block, beside, gap
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.press.text import Type
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

_GUTTER = 22.0
COLUMN = (WIDTH - _GUTTER) / 2
SECOND = COLUMN + _GUTTER
LABEL = 84.0


def case_sheet(head: CaseHead, named: PaperName, facts: Sequence[tuple[str, str]] = ()) -> Sheet:
    """A sheet below its head; `facts` are what else stands beside the patient, each a label and its value."""
    sheet = letterhead(head.clinic, replace(named, whose=head.client_name))
    patient = Block(RECORD_SCALE, COLUMN, LABEL)
    patient.heading(say("Patient"))
    patient.say(head.client_name, Type(RECORD_SCALE.name, bold=True))
    patient.fact(say("Born"), printed(head.birth_date) if head.birth_date else "")
    patient.fact(say("Payer"), head.payer_name)
    patient.fact(say("Member ID"), head.member_id)
    patient.fact(say("Group number"), head.group_number)
    patient.fact(say("Claim number"), head.claim_number)
    about = Block(RECORD_SCALE, COLUMN, LABEL)
    about.heading(say("Treated for"))
    about.say(head.reason)
    about.fact(say("Since"), printed(head.onset_on) if head.onset_on else "")
    about.fact(say("Diagnoses"), joined(head.codes, ", "))
    for label, value in facts:
        about.fact(label, value)
    beside(sheet, [(0.0, patient), (SECOND, about)])
    gap(sheet, RECORD_SCALE.lead * 0.7)
    return sheet


def put_block(sheet: Sheet, block: Block) -> None:
    """Set a block with room below it; its heading never stands alone at the end of a page."""
    sheet.keep(min(block.height, RECORD_SCALE.lead * 3))
    beside(sheet, [(0.0, block)])
    gap(sheet, RECORD_SCALE.lead * 0.6)
