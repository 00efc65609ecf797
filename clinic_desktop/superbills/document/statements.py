"""What a superbill states below its sums, in our own words, and the line to sign on (domain 1.2)."""

import re

from clinic_desktop.press.blocks import Scale, gap, paragraph, signature, signature_height
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.press.text import set_lines
from clinic_desktop.superbills.document.words import dollars
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.rules.sums import balance, is_settled, total_paid
from clinic_desktop.wording import say

# CPT of the categories I to III and the laboratory codes; HCPCS begins with a letter.
_CPT = "[0-9]{5}|[0-9]{4}[FTU]"

_ABOVE, _ABOVE_SIGNED = 0.9, 0.4
_SPACES = _ABOVE + _ABOVE_SIGNED


def place_statements(sheet: Sheet, bill: Bill, scale: Scale) -> None:
    """The statements and the signature, kept on one page."""
    face, lead = scale.fine, scale.lead * 0.95
    stated = statements(bill)
    signed = say(
        "I certify that the services listed were given on the dates shown, and that clinical records support them."
    )
    needed = sum(len(set_lines(one, face, WIDTH)) for one in [*stated, signed]) * lead
    sheet.keep(needed + scale.lead * _SPACES + signature_height(scale, bill.therapist.name))
    gap(sheet, scale.lead * _ABOVE)
    sheet.bookmark(say("Statements and signature"))
    for one in stated:
        paragraph(sheet, one, face, lead)
    gap(sheet, scale.lead * _ABOVE_SIGNED)
    paragraph(sheet, signed, face, lead)
    signature(sheet, scale, bill.therapist.name, say("Date"))


def statements(bill: Bill) -> list[str]:
    """All but the certification."""
    found = [
        say(
            "This itemized statement lists services given and payments received. It is not a claim, and reimbursement "
            "is not guaranteed."
        ),
    ]
    left = balance(bill)
    if left > 0:
        found.append(say("A balance of {amount} remains due from the patient.", amount=dollars(left)))
    elif is_settled(bill) and total_paid(bill):
        found.append(
            say(
                "Paid in full by the patient, as shown. Please reimburse the member directly; benefits are not "
                "assigned to the provider."
            )
        )
    codes = (one.procedure_code for visit in bill.visits for one in visit.services)
    if any(re.fullmatch(_CPT, code) for code in codes):
        found.append(say("CPT is a registered trademark of the American Medical Association."))
    return found
