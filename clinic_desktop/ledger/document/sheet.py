"""The letterhead of the papers of an account, and what stands above their further pages."""

from datetime import date
from functools import partial

from clinic_desktop.practice.model import Practice
from clinic_desktop.press.blocks import Block, Scale, gap
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Paper, Sheet
from clinic_desktop.press.text import set_line
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

SCALE = Scale(9.2, 8.4, 10.6, 12.0)


def headed_sheet(clinic: Practice, named: tuple[str, str], name: str, made_on: date) -> Sheet:
    """An empty sheet below its head: what the paper is and the line below that, `name` whom it is about, above further
    pages too. No client is in its properties."""
    title, below = named
    across = (say("DEMO"),) if clinic.is_demo else ()
    sheet = Sheet(Paper(title, clinic.name, title, across, made_on), partial(_further_head, clinic, named, name))
    sheet.bookmark(title)
    left = Block(SCALE, HEAD_WIDTH, 0.0)
    left.say(" ".join(clinic.name.split()), ISSUER)
    left.say(joined(address_lines(clinic), ", "))
    phone = say("Phone {number}", number=clinic.phone) if clinic.phone else ""
    left.say(joined((phone, clinic.email)))
    left.say(_tax_id(clinic))
    right = [set_line(title, TITLE), set_line(below, SCALE.text)]
    right.append(set_line(say("Made on {day}", day=printed(made_on)), SCALE.text))
    if clinic.is_demo:
        right.append(set_line(say("Demo: everybody here is invented"), SCALE.strong))
    set_head(sheet, left, right)
    gap(sheet, SCALE.lead)
    return sheet


def _further_head(clinic: Practice, named: tuple[str, str], name: str, sheet: Sheet) -> None:
    title = set_line(joined(named), SCALE.strong)
    sheet.put(RIGHT, sheet.y - SCALE.lead * 0.76, title, "right")
    block = Block(SCALE, WIDTH - title.width - SCALE.lead, 0.0, most=1)
    block.say(joined(" ".join(one.split()) for one in (name, clinic.name)), SCALE.strong)
    for row in block.rows:
        sheet.put(LEFT, sheet.y - SCALE.lead * 0.76, row[0].line)
    sheet.y -= SCALE.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= SCALE.lead * 0.7


def _tax_id(clinic: Practice) -> str:
    """Where the receipts of visits have it: an EIN, and never a Social Security number."""
    if clinic.tax_id_kind != "EIN" or not clinic.tax_id:
        return ""
    return say("Tax ID {number} ({kind})", number=clinic.tax_id, kind=clinic.tax_id_kind)
