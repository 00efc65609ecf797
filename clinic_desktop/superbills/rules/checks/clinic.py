"""Who bills: the clinic's name, address, tax ID and NPI."""

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.words import said, told_apart
from clinic_desktop.values.identifiers import is_po_box, parse_ein, parse_npi, parse_ssn, parse_state, parse_zip
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import mark, say

_ADDRESS = (("street", mark("street")), ("city", mark("city")), ("state", mark("state")), ("zip", mark("ZIP code")))


def no_name(bill: Bill, _: Circumstances) -> Sight:
    """The clinic has no name."""
    if is_blank(bill.clinic.name):
        yield Seen("clinic/name", say("The clinic has no name."), say("Nobody can tell who bills. Type its name."))


def no_address(bill: Bill, _: Circumstances) -> Sight:
    """The clinic's address is not whole, or its state or ZIP code is none (domain 8.1)."""
    missing = [(key, say(words)) for key, words in _ADDRESS if is_blank(getattr(bill.clinic, key))]
    if missing:
        listed = ", ".join(words for _, words in missing)
        message = say("The clinic’s address is not whole. Missing: {parts}.", parts=listed)
        yield Seen(f"clinic/{missing[0][0]}", message, say("A payer looks the clinic up by it. Type the rest of it."))
    for key, parse in (("state", parse_state), ("zip", parse_zip)):
        typed = getattr(bill.clinic, key)
        try:
            if not is_blank(typed):
                parse(typed)
        except Unreadable as unreadable:
            message = say("“{typed}” in the clinic’s address cannot be right.", typed=said(typed))
            yield Seen(f"clinic/{key}", message, unreadable.words)


def po_box(bill: Bill, _: Circumstances) -> Sight:
    """The clinic's address is a PO box."""
    for key in ("street", "street2"):
        line = getattr(bill.clinic, key)
        if is_po_box(line):
            message = say("The clinic’s address is a PO box: {line}.", line=said(line))
            why = say("Payers want to know where the treatment took place. Type the street address.")
            yield Seen(f"clinic/{key}", message, why, f"clinic:po-box:{told_apart(line)}")


def tax_id_malformed(bill: Bill, _: Circumstances) -> Sight:
    """The tax ID cannot be one. One that is not printed is not looked at."""
    typed = bill.clinic.printed_tax_id
    if is_blank(typed):
        return
    try:
        (parse_ssn if bill.clinic.tax_id_kind == "SSN" else parse_ein)(typed)
    except Unreadable as unreadable:
        # An SSN in the wrong field is not said: the sentence may be read by others.
        yield Seen("clinic/tax_id", say("The clinic’s tax ID cannot be right."), unreadable.words)


def tax_id_missing(bill: Bill, _: Circumstances) -> Sight:
    """No tax ID is printed."""
    if not is_blank(bill.clinic.printed_tax_id):
        return
    if not is_blank(bill.clinic.tax_id):
        message = say("The tax ID is a Social Security number, and that is not printed.")
        why = say("Payers want a tax ID. An EIN is free from the IRS; or choose to print the number.")
        yield Seen("clinic/tax_id", message, why, "clinic:tax-id:ssn")
    else:
        why = say("Most payers send a superbill back without one. Type the EIN.")
        yield Seen("clinic/tax_id", say("The clinic has no tax ID."), why, "clinic:tax-id:none")


def organization_npi_malformed(bill: Bill, _: Circumstances) -> Sight:
    """The organization's NPI cannot be one."""
    if not is_blank(bill.clinic.organization_npi):
        yield from npi_seen("clinic/organization_npi", bill.clinic.organization_npi, say("the clinic"))


def no_organization_npi(bill: Bill, _: Circumstances) -> Sight:
    """An incorporated clinic without an NPI of its own; a sole proprietor has none and needs none."""
    if bill.clinic.is_incorporated and is_blank(bill.clinic.organization_npi):
        message = say("The clinic is incorporated and has no organization NPI.")
        yield Seen("clinic/organization_npi", message, say("Some payers look for it. It is free from NPPES."))


def npi_seen(field: str, npi: str, whose: str) -> Sight:
    """What is seen of an NPI that cannot be right; nothing of one that can."""
    try:
        parse_npi(npi)
    except Unreadable as unreadable:
        yield Seen(field, say("{npi} is not an NPI of {whose}.", npi=said(npi), whose=whose), unreadable.words)
