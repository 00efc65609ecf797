"""Bills as PDFs: the same bytes for the same facts, every time and on every computer with the same release."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from clinic_desktop.press.blocks import Scale
from clinic_desktop.press.output import stamped
from clinic_desktop.press.sheet import Sheet
from clinic_desktop.superbills.document.head import SCALES
from clinic_desktop.superbills.document.receipt import receipt_sheet
from clinic_desktop.superbills.document.statement import statement_sheet
from clinic_desktop.superbills.document.superbill import superbill_sheet
from clinic_desktop.superbills.document.words import day
from clinic_desktop.superbills.document.year import year_sheet
from clinic_desktop.superbills.model.bill import Bill, Kind, Stamp
from clinic_desktop.wording import say

# Set closer, two pages may become one; more never do.
_WORTH_A_TRY = 2
_SHEETS: Mapping[Kind, Callable[[Bill, Stamp, Scale], Sheet]] = MappingProxyType(
    {
        "superbill": superbill_sheet,
        "receipt": receipt_sheet,
        "statement": statement_sheet,
        "year_receipt": year_sheet,
    }
)


def bill_pdf(bill: Bill, stamp: Stamp) -> bytes:
    """The document on Letter paper; DRAFT across it without a number, DEMO for a demo clinic.

    Whatever a bill lacks or has too much of, it is printed: a draft is looked at while findings still stand.
    """
    sets = _SHEETS[bill.kind]
    roomy = sets(bill, stamp, SCALES[0])
    if roomy.pages == _WORTH_A_TRY:
        closer = (sets(bill, stamp, scale) for scale in SCALES[1:])
        return next((sheet for sheet in closer if sheet.pages == 1), roomy).pdf()
    return roomy.pdf()


def void_pdf(issued: bytes, voided_on: date) -> bytes:
    """The pages of an issued bill with VOID across each and the day above: the same bytes every time."""
    return stamped(issued, say("VOID"), say("Voided on {day}", day=day(voided_on)))
