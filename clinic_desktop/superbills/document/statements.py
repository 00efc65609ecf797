"""What a superbill or a statement says below its sums, in our own words, and the line to sign on (domain 1.2)."""

import re

from clinic_desktop.policies.model import PROGRAMS
from clinic_desktop.press.blocks import Scale, gap, paragraph
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.press.signing import signature, signature_height
from clinic_desktop.press.text import set_lines
from clinic_desktop.superbills.document.words import dollars
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.rules.sums import (
    balance,
    is_paid_by_client,
    is_settled,
    paid_by_client,
    paid_by_plan,
    total_written_off,
)
from clinic_desktop.values.remembered import of_the_last
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


@of_the_last
def statements(bill: Bill) -> list[str]:
    """All but the certification."""
    found = _to_payer(bill) if bill.kind == "statement" else _to_patient(bill)
    codes = (one.procedure_code for visit in bill.visits for one in visit.services)
    if any(re.fullmatch(_CPT, code) for code in codes):
        found.append(say("CPT is a registered trademark of the American Medical Association."))
    return found


def _to_payer(bill: Bill) -> list[str]:
    """Who is asked to pay, and whom; never that the patient is paid back."""
    found = [say("This statement lists services given, payments received, and what is due for the claim shown.")]
    due = balance(bill)
    if due > 0:
        facts = {"amount": dollars(due), "clinic": bill.clinic.legal_name or bill.clinic.name}
        found.append(say("Please pay {amount} to {clinic} at the address above, and name this statement.", **facts))
    else:
        found.append(say("Nothing is due for the services shown."))
    if bill.policy and bill.policy.plan_type in PROGRAMS:
        found.append(say("The patient is not billed for these services."))
    return found


def _to_patient(bill: Bill) -> list[str]:
    found = [
        say(
            "This itemized statement lists services given and payments received. It is not a claim, and reimbursement "
            "is not guaranteed."
        ),
    ]
    left = balance(bill)
    if left > 0:
        found.append(say("A balance of {amount} remains due from the patient.", amount=dollars(left)))
    elif is_paid_by_client(bill):
        found.append(
            say(
                "Paid in full by the patient, as shown. Please reimburse the member directly; benefits are not "
                "assigned to the provider."
            )
        )
    else:
        found += _paid_in_part(bill)
    return found


def _paid_in_part(bill: Bill) -> list[str]:
    """Nothing is due, and the patient did not pay all of what was charged: what they paid, and what nobody did."""
    found, off = [], total_written_off(bill)
    if off:
        facts = {"paid": dollars(paid_by_client(bill)), "off": dollars(off)}
        found.append(say("The patient paid {paid}. {off} was written off, and nobody is asked to pay it.", **facts))
    if is_settled(bill) and paid_by_client(bill) > 0 and not paid_by_plan(bill):
        found.append(
            say(
                "Please reimburse the member directly for what the patient paid; benefits are not assigned to the "
                "provider."
            )
        )
    return found
