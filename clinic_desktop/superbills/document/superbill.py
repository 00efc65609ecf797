"""The superbill: what a client's plan needs to reimburse, read by a claims examiner from the top down."""

from clinic_desktop.press.blocks import PaperTable, Scale, beside, gap, paragraph
from clinic_desktop.press.sheet import Sheet
from clinic_desktop.superbills.document import people
from clinic_desktop.superbills.document.condition import condition, diagnoses, sources
from clinic_desktop.superbills.document.head import new_sheet, place_head
from clinic_desktop.superbills.document.lines import superbill_columns, superbill_rows
from clinic_desktop.superbills.document.payments import services_and_money
from clinic_desktop.superbills.document.statements import place_statements
from clinic_desktop.superbills.model.bill import Bill, Stamp


def superbill_sheet(bill: Bill, stamp: Stamp, scale: Scale) -> Sheet:
    """A superbill, set in one scale."""
    sheet = new_sheet(bill, stamp, scale)
    place_head(sheet, bill, stamp, scale)
    place_record(sheet, bill, scale)
    return sheet


def place_record(sheet: Sheet, bill: Bill, scale: Scale) -> None:
    """All that a payer reads below the head: who, for what, what was done, what it comes to, and the signature."""
    space = scale.lead * 0.6
    beside(sheet, [(0.0, people.patient(bill, scale)), (people.SECOND, people.plan(bill, scale))])
    gap(sheet, space)
    beside(sheet, [(0.0, people.treated_by(bill, scale)), (people.SECOND, people.ordered_by(bill, scale))])
    gap(sheet, space)
    supervised = people.supervised_by(bill)
    if supervised:
        paragraph(sheet, supervised, scale.text, scale.lead)
        gap(sheet, space)
    beside(sheet, [(0.0, condition(bill, scale))])
    gap(sheet, space)
    listed = diagnoses(bill, scale)
    if listed:
        beside(sheet, listed)
        for sentence in sources(bill):
            paragraph(sheet, sentence, scale.fine, scale.lead)
        gap(sheet, space)
    services_and_money(sheet, bill, scale, PaperTable(scale, superbill_columns()), superbill_rows(bill))
    place_statements(sheet, bill, scale)
