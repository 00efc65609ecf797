"""The receipt of a year: what a client paid for treatment in it, for HSA, FSA and taxes (domain 1.8).

No diagnosis, no procedure code, no NPI: what was treated stands in the letter of medical necessity.
"""

from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, Scale, beside, gap, paragraph, sums
from clinic_desktop.press.sheet import Sheet
from clinic_desktop.press.text import Type
from clinic_desktop.superbills.document.head import new_sheet, place_head
from clinic_desktop.superbills.document.payments import method_words
from clinic_desktop.superbills.document.people import COLUMN, LABEL, SECOND
from clinic_desktop.superbills.document.words import amount, day, dollars, lines
from clinic_desktop.superbills.model.bill import Bill, Stamp
from clinic_desktop.superbills.rules.sums import total_paid
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say, say_many

_SUMS_WIDTH = 190.0
_SERVICE_AT = 1


def year_sheet(bill: Bill, stamp: Stamp, scale: Scale) -> Sheet:
    """The receipt of a year, set in one scale."""
    sheet = new_sheet(bill, stamp, scale)
    place_head(sheet, bill, stamp, scale)
    beside(sheet, [(0.0, _patient(bill, scale)), (SECOND, _year(bill, scale))])
    gap(sheet, scale.lead)
    sheet.keep(scale.lead * 4)
    sheet.bookmark(say("Payments"))
    total = [(say("Paid for treatment in {year}", year=str(bill.year)), dollars(total_paid(bill)), True)]
    PaperTable(scale, _columns()).place(sheet, _rows(bill), scale.lead * 2)
    gap(sheet, scale.lead * 0.6)
    sums(sheet, scale, total, _SUMS_WIDTH)
    gap(sheet, scale.lead)
    for words in _stated(bill):
        paragraph(sheet, words, scale.fine, scale.lead * 0.95)
    return sheet


def _patient(bill: Bill, scale: Scale) -> Block:
    block = Block(scale, COLUMN, LABEL)
    block.heading(say("Patient"))
    block.say(bill.client.name, Type(scale.name, bold=True))
    block.say(lines(address_lines(bill.client)))
    return block


def _year(bill: Bill, scale: Scale) -> Block:
    """What it comes to, before anybody reads the lines."""
    block = Block(scale, COLUMN, LABEL)
    block.heading(say("Calendar year {year}", year=str(bill.year)))
    block.say(dollars(total_paid(bill)), Type(scale.name, bold=True))
    block.say(say_many("Paid for {count} visit", "Paid for {count} visits", len(bill.visits)))
    return block


def _columns() -> list[PaperColumn]:
    return [
        PaperColumn(say("Visit"), 60),
        PaperColumn(say("Service"), 206),
        PaperColumn(say("Paid on"), 60),
        PaperColumn(say("Method"), 136),
        PaperColumn(say("Paid"), 60, "right"),
    ]


def _rows(bill: Bill) -> list[PaperRow]:
    """A row a payment, those of a visit together; who gave the treatment stands below what was given."""
    found: list[PaperRow] = []
    for visit in bill.visits:
        on, given = day(visit.date_of_service), ", ".join(one.name for one in visit.services)
        for place, one in enumerate(visit.payments):
            cells = [on, given if not place else "", day(one.paid_on), method_words(one), amount(one.cents)]
            who = visit.therapist_name if not place else ""
            found.append(PaperRow(cells, who, _SERVICE_AT, opens=not place, joins=bool(place)))
    return found


def _stated(bill: Bill) -> list[str]:
    year = str(bill.year)
    return [
        say(
            "A payment counts in the year in which it was made, or in that of the visit where the visit came later. "
            "What was paid for these visits in another year is on the receipt of that year."
        ),
        say(
            "Tips, sales tax, products, and what is left of packages, memberships and gift cards are not treatment and "
            "are not included; nor is what a plan paid, or a gift card that somebody else bought."
        ),
        say("Keep it with your records for {year}. It is not tax advice.", year=year),
    ]
