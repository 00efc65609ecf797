"""The Good Faith Estimate as a PDF: the same bytes each time for the same facts."""

from datetime import date
from functools import partial

from clinic_desktop.estimates.document.expected import place_expected, place_separate
from clinic_desktop.estimates.document.statements import place_statements
from clinic_desktop.estimates.document.top import TITLE_WORDS, number_line, place_head, running_head
from clinic_desktop.estimates.model.estimate import EstimateStamp, GoodFaithEstimate
from clinic_desktop.press.blocks import Scale
from clinic_desktop.press.output import stamped
from clinic_desktop.press.sheet import Paper, Sheet
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

# The first is read with ease; the others are for what then fits one page.
_SCALES = (Scale(9.4, 8.6, 10.8, 12.2), Scale(9.0, 8.2, 10.2, 11.2), Scale(8.4, 8.0, 9.6, 10.4))


def estimate_pdf(found: GoodFaithEstimate, stamp: EstimateStamp) -> bytes:
    """The estimate on Letter paper, on one page where it fits; DRAFT across it without a number, DEMO for a demo
    clinic."""
    made = [_sheet(found, stamp, scale) for scale in _SCALES]
    return next((sheet for sheet in made if sheet.pages == 1), made[0]).pdf()


def void_estimate_pdf(issued: bytes, voided_on: date) -> bytes:
    """The pages of an issued estimate with VOID across each and the day above: the same bytes every time."""
    return stamped(issued, say("VOID"), say("Voided on {day}", day=printed(voided_on)))


def _sheet(found: GoodFaithEstimate, stamp: EstimateStamp, scale: Scale) -> Sheet:
    across = (*((say("DRAFT"),) if not stamp.number else ()), *((say("DEMO"),) if found.is_demo else ()))
    # No client is in its properties.
    title = say("{title}, {number}", title=say(TITLE_WORDS), number=number_line(stamp))
    of = Paper(title, found.clinic.name, say("Expected charges for who pays without a plan"), across, stamp.issued_on)
    sheet = Sheet(of, partial(running_head, found, stamp, scale))
    place_head(sheet, found, stamp, scale)
    place_expected(sheet, found, scale)
    place_separate(sheet, found, scale)
    place_statements(sheet, found, scale)
    return sheet
