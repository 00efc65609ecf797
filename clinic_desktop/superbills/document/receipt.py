"""The receipt: what a client paid for, without a diagnosis, a procedure code or an NPI (domain 1.8)."""

from clinic_desktop.press.blocks import Block, PaperTable, Scale, beside, gap
from clinic_desktop.press.sheet import Sheet
from clinic_desktop.press.text import Type
from clinic_desktop.superbills.document.head import new_sheet, place_head
from clinic_desktop.superbills.document.lines import receipt_columns, receipt_rows
from clinic_desktop.superbills.document.payments import services_and_money
from clinic_desktop.superbills.document.people import COLUMN, LABEL, SECOND
from clinic_desktop.superbills.document.words import lines
from clinic_desktop.superbills.model.bill import Bill, Stamp
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say


def receipt_sheet(bill: Bill, stamp: Stamp, scale: Scale) -> Sheet:
    """A receipt, set in one scale."""
    sheet = new_sheet(bill, stamp, scale)
    place_head(sheet, bill, stamp, scale)
    name = Type(scale.name, bold=True)
    patient, therapist = Block(scale, COLUMN, LABEL), Block(scale, COLUMN, LABEL)
    patient.heading(say("Patient"))
    patient.say(bill.client.name, name)
    patient.say(lines(address_lines(bill.client)))
    therapist.heading(say("Treated by"))
    therapist.say(bill.therapist.name, name)
    beside(sheet, [(0.0, patient), (SECOND, therapist)])
    gap(sheet, scale.lead)
    services_and_money(sheet, bill, scale, PaperTable(scale, receipt_columns()), receipt_rows(bill))
    return sheet
