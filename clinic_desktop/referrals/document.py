"""A prescription as it is recorded, on paper: what the record says of it, and that it is not the paper itself."""

from clinic_desktop.cases.document import case_sheet, put_block
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName
from clinic_desktop.press.blocks import Block
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH
from clinic_desktop.referrals.model import PAPERS, Prescriber, Prescription, PrescriptionPaper
from clinic_desktop.referrals.rules.frequency import rate_words
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say, say_many

_LABEL = 120.0


def prescription_pdf(paper: PrescriptionPaper) -> bytes:
    """What the clinic recorded of a prescription or referral. A packet takes the scan instead, where there is one."""
    order = paper.prescription
    kind = say(PAPERS.get(order.kind, PAPERS["prescription"]))
    title = say("{kind} as recorded", kind=kind)
    below = say("Recorded as of {day}", day=printed(paper.made_on))
    subject = say("What the clinic recorded of a prescription")
    sheet = case_sheet(paper.head, PaperName(title, below, subject, made_on=paper.made_on))
    note = Block(RECORD_SCALE, WIDTH, 0.0)
    words = say(
        "This is what the clinic recorded of the {kind} of {day}. It is not the {kind} itself.",
        kind=kind.lower(),
        day=printed(order.ordered_on),
    )
    note.say(words, RECORD_SCALE.strong)
    put_block(sheet, note)
    put_block(sheet, _prescriber(paper.prescriber))
    put_block(sheet, _ordered(order))
    if order.order_text:
        block = Block(RECORD_SCALE, WIDTH, 0.0)
        block.heading(say("Order, in its words"))
        block.tell(order.order_text)
        put_block(sheet, block)
    return sheet.pdf()


def _prescriber(by: Prescriber) -> Block:
    block = Block(RECORD_SCALE, WIDTH, _LABEL)
    block.heading(say("Ordered by"))
    block.fact(say("Name"), by.name, strong=True)
    block.fact(say("NPI"), by.npi or say("none on record"))
    block.fact(say("Organization"), by.organization)
    block.fact(say("Address"), joined(address_lines(by), ", "))
    block.fact(say("Phone"), by.phone)
    block.fact(say("Fax"), by.fax)
    return block


def _ordered(order: Prescription) -> Block:
    block = Block(RECORD_SCALE, WIDTH, _LABEL)
    block.heading(say("What it orders"))
    block.fact(say("Ordered on"), printed(order.ordered_on))
    first, last = order.starts_on or order.ordered_on, order.expires_on
    span = say("{first} to {last}", first=printed(first), last=printed(last)) if last else ""
    block.fact(say("Valid"), span or say("from {first}, no last day", first=printed(first)))
    block.fact(say("Diagnoses"), joined(order.diagnoses, ", "))
    block.fact(say("Visits ordered"), str(order.visits_ordered) if order.visits_ordered else say("not said"))
    block.fact(say("How often"), order.frequency or (rate_words(order.rate) if order.rate else ""))
    minutes = say("{count} minutes", count=order.visit_minutes) if order.visit_minutes else ""
    units = say_many("{count} unit", "{count} units", order.visit_units) if order.visit_units else ""
    block.fact(say("Each visit"), joined((minutes, units), ", "))
    block.fact(say("Regions"), joined(map(say, order.regions), ", "))
    block.fact(say("Signature on it"), _signature(order))
    return block


def _signature(order: Prescription) -> str:
    """Whether the paper itself was signed, as somebody here recorded it."""
    if order.signature == "missing":
        return say("not signed yet, as recorded")
    if order.signature == "signed":
        return (
            say("signed on {day}, as recorded", day=printed(order.signed_on))
            if order.signed_on
            else say("signed, as recorded")
        )
    return say("not recorded")
