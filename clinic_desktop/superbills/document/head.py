"""The top of a bill: who bills, what the paper is, its number and its day; and what stands above further pages."""

from functools import partial

from clinic_desktop.press.blocks import MOST_REPEATED_LINES, Block, Scale, gap
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Paper, Sheet
from clinic_desktop.press.text import SetLine, Type, set_line, set_lines
from clinic_desktop.superbills.document.words import day
from clinic_desktop.superbills.model.bill import FOR_PAYERS, Bill, Stamp
from clinic_desktop.superbills.model.parties import BilledClinic
from clinic_desktop.superbills.rules.names import bill_name
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import mark, say

# The first is read with ease; the others are for what then fits one page.
SCALES = (Scale(9.2, 8.2, 10.6, 12.0), Scale(8.5, 8.0, 9.6, 10.4), Scale(8.0, 8.0, 9.0, 9.3))
TITLES = {
    "superbill": mark("SUPERBILL"),
    "receipt": mark("RECEIPT"),
    "statement": mark("STATEMENT"),
    "year_receipt": mark("RECEIPT {year}"),
}
_DRAFTS = {
    "superbill": mark("Superbill, draft"),
    "receipt": mark("Receipt, draft"),
    "statement": mark("Statement, draft"),
    "year_receipt": mark("Year receipt, draft"),
}
_SUBJECTS = {
    "superbill": mark("Itemized statement of services for a health plan"),
    "receipt": mark("Receipt for services"),
    "statement": mark("Statement of services to the payer of a claim"),
    "year_receipt": mark("Receipt for what was paid in a calendar year"),
}
_NUMBER = Type(11.0, bold=True)


def new_sheet(bill: Bill, stamp: Stamp, scale: Scale) -> Sheet:
    """An empty sheet for a bill, with DRAFT and DEMO across it where they belong. No client is in its properties."""
    across = (*((say("DRAFT"),) if not stamp.number else ()), *((say("DEMO"),) if bill.is_demo else ()))
    name = bill_name(bill.kind, stamp.number) if stamp.number else say(_DRAFTS[bill.kind])
    paper = Paper(name, bill.clinic.name, say(_SUBJECTS[bill.kind]), across, stamp.issued_on)
    return Sheet(paper, partial(_running_head, bill, stamp, scale))


def place_head(sheet: Sheet, bill: Bill, stamp: Stamp, scale: Scale) -> None:
    """The clinic on the left, the paper on the right, a line below both."""
    sheet.bookmark(title(bill))
    left = Block(scale, HEAD_WIDTH, 0)
    left.say(bill.clinic.name, ISSUER)
    for words in clinic_lines(bill):
        left.say(words)
    right = [set_line(title(bill), TITLE), *_of_the_paper(stamp, bill.is_demo, scale)]
    set_head(sheet, left, right)
    gap(sheet, scale.lead * 0.7)


def title(bill: Bill) -> str:
    """What the paper is, in capitals."""
    return say(TITLES[bill.kind], year=str(bill.year)) if bill.year else say(TITLES[bill.kind])


def clinic_lines(bill: Bill) -> list[str]:
    """The lines below the clinic's name. A receipt has no NPI, and a tax ID only where it is an EIN."""
    clinic = bill.clinic
    legal = say("Legal name {name}", name=clinic.legal_name) if clinic.legal_name not in ("", clinic.name) else ""
    if bill.kind not in FOR_PAYERS:
        numbers = _tax_id(clinic) if clinic.tax_id_kind == "EIN" else ""
    else:
        # Who bills as a therapist has one NPI, and it stands with the treatment.
        npi = clinic.organization_npi if clinic.bills_as != "therapist" else ""
        numbers = joined((say("NPI {npi}", npi=npi) if npi else "", _tax_id(clinic)))
    phone = say("Phone {number}", number=clinic.phone) if clinic.phone else ""
    fax = say("Fax {number}", number=clinic.fax) if clinic.fax else ""
    reached = joined((phone, fax, clinic.email))
    return [legal, joined(address_lines(clinic), ", "), reached, numbers]


def _tax_id(clinic: BilledClinic) -> str:
    shown = clinic.printed_tax_id
    return say("Tax ID {number} ({kind})", number=shown, kind=clinic.tax_id_kind) if shown else ""


def _of_the_paper(stamp: Stamp, is_demo: bool, scale: Scale) -> list[SetLine]:
    """Number, day, what it replaces; that it is a draft or a demo is said in black too, for a bad fax."""
    if stamp.number:
        found = [set_line(say("No. {number}", number=stamp.number), _NUMBER)]
    else:
        found = [set_line(say("Draft, not issued"), _NUMBER)]
    if stamp.issued_on:
        found.append(set_line(say("Issued {day}", day=day(stamp.issued_on)), scale.text))
    if stamp.replaces:
        numbers = ", ".join(map(str, stamp.replaces))
        found.append(set_line(say("Corrected: replaces no. {number}", number=numbers), scale.strong))
    if is_demo:
        found.append(set_line(say("Demo: everybody here is invented"), scale.strong))
    return found


def _running_head(bill: Bill, stamp: Stamp, scale: Scale, sheet: Sheet) -> None:
    number = say("No. {number}", number=stamp.number) if stamp.number else say("Draft, not issued")
    called = set_line(joined((title(bill), number)), scale.strong)
    room = WIDTH - called.width - scale.lead
    # All of it stands on the first page.
    names = (" ".join(one.split()) for one in (bill.clinic.name, bill.client.name))
    words = joined((*names, day(bill.client.birth_date)))
    sheet.put(RIGHT, sheet.y - scale.lead * 0.76, called, "right")
    for line in set_lines(words, scale.strong, room, MOST_REPEATED_LINES) or (None,):
        if line:
            sheet.put(LEFT, sheet.y - scale.lead * 0.76, line)
        sheet.y -= scale.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= scale.lead * 0.7
