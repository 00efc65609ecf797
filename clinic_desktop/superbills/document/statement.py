"""The statement to a payer: as a superbill, but it asks for money, and says from whom and to whom (domain 1.8)."""

from clinic_desktop.press.blocks import Block, Scale, beside, gap
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import Sheet
from clinic_desktop.press.text import Type
from clinic_desktop.superbills.document.head import new_sheet, place_head
from clinic_desktop.superbills.document.people import COLUMN, LABEL, SECOND
from clinic_desktop.superbills.document.superbill import place_record
from clinic_desktop.superbills.document.words import dollars, lines
from clinic_desktop.superbills.model.bill import Bill, Stamp
from clinic_desktop.superbills.rules.addressee import addressee
from clinic_desktop.superbills.rules.sums import balance
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say


def statement_sheet(bill: Bill, stamp: Stamp, scale: Scale) -> Sheet:
    """A statement, set in one scale."""
    sheet = new_sheet(bill, stamp, scale)
    place_head(sheet, bill, stamp, scale)
    beside(sheet, [(0.0, _bill_to(bill, scale)), (SECOND, _pay_to(bill, scale))])
    gap(sheet, scale.lead * 0.6)
    place_record(sheet, bill, scale)
    return sheet


def _bill_to(bill: Bill, scale: Scale) -> Block:
    block = Block(scale, COLUMN, LABEL)
    block.heading(say("Bill to"))
    to = addressee(bill)
    if to is None:
        block.say("—", Type(scale.name, bold=True))
        return block
    block.say(to.name, Type(scale.name, bold=True))
    attention = say("Attention: {name}", name=to.attention) if to.attention else ""
    block.say(lines((attention, *to.address)))
    phone = say("Phone {number}", number=to.phone) if to.phone else ""
    fax = say("Fax {number}", number=to.fax) if to.fax else ""
    block.say(joined((phone, fax, to.email)))
    return block


def _pay_to(bill: Bill, scale: Scale) -> Block:
    clinic, due = bill.clinic, balance(bill)
    block = Block(scale, COLUMN, LABEL)
    block.heading(say("Pay to"))
    block.say(clinic.legal_name or clinic.name, Type(scale.name, bold=True))
    block.say(lines(address_lines(clinic)))
    block.fact(say("Amount due"), dollars(max(due, 0)), strong=True)
    block.fact(say("Claim no."), bill.case.claim_number)
    return block
