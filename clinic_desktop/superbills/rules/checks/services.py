"""What was done: names, codes and modifiers of the services, and the letters of the diagnoses that they treat."""

import re

from clinic_desktop.practice.rules import not_a_service
from clinic_desktop.superbills.model.bill import MOST_POINTERS, Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.lines import placed
from clinic_desktop.superbills.rules.checks.words import said, the_visit
from clinic_desktop.superbills.rules.pointers import letter
from clinic_desktop.values.identifiers import parse_modifiers, parse_procedure_code
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import say

_MOST_MODIFIERS = 4
# The forms of Category I to III, of laboratory codes and of HCPCS II (domain 8.1).
_USUAL_FORM = r"[0-9]{5}|[0-9]{4}[FTU]|[A-V][0-9]{4}"


def has_lines(bill: Bill, _: Circumstances) -> bool:
    """Whether anything was done."""
    return any(one.services for one in bill.visits)


def none(bill: Bill, _: Circumstances) -> Sight:
    """A visit without a service."""
    for at, visit in enumerate(bill.visits):
        if not visit.services:
            message = say("{visit} has no service.", visit=the_visit(visit, at))
            yield Seen(f"visits/{at}/services", message, say("Nothing says what was done. Add what was given."))


def no_name(bill: Bill, _: Circumstances) -> Sight:
    """A service that does not say what it is."""
    for line in placed(bill):
        if is_blank(line.service.name):
            message = say("{service} has no name.", service=line.dated)
            yield Seen(f"{line.field}/name", message, say("Nothing says what was done. Choose the service."))


def not_services(bill: Bill, _: Circumstances) -> Sight:
    """A tip, tax, product, package or fee that stands there as a service (domain 1.1)."""
    for line in placed(bill):
        if why := not_a_service(line.service.name):
            message = say("“{service}” stands on {visit} as a service.", service=line.name, visit=line.of_visit)
            yield Seen(f"{line.field}/name", message, why)


def code_missing(bill: Bill, _: Circumstances) -> Sight:
    """A service without a procedure code."""
    for line in placed(bill):
        if is_blank(line.service.procedure_code):
            message = say("{service} has no procedure code.", service=line.dated)
            why = say(
                "A payer reads codes, not words. Type the code with the service in the settings, or issue a receipt "
                "instead."
            )
            yield Seen(f"{line.field}/procedure_code", message, why)


def code_malformed(bill: Bill, _: Circumstances) -> Sight:
    """A procedure code that cannot be one."""
    for line in placed(bill):
        typed = line.service.procedure_code
        try:
            if not is_blank(typed):
                parse_procedure_code(typed)
        except Unreadable as unreadable:
            message = say("“{code}” of {visit} is not a procedure code.", code=said(typed), visit=line.of_visit)
            yield Seen(f"{line.field}/procedure_code", message, unreadable.words)


def code_unusual(bill: Bill, _: Circumstances) -> Sight:
    """A code of a form that no list of codes has; said once. The demo has no others."""
    if bill.is_demo:
        return
    told: set[str] = set()
    for line in placed(bill):
        code = line.service.procedure_code.strip().upper()
        is_code = re.fullmatch("[0-9A-Z]{5}", code)
        if is_code and code not in told and not re.fullmatch(_USUAL_FORM, code):
            told.add(code)
            message = say("{code} looks like no code of the usual lists.", code=code)
            why = say("Some payers have codes of their own. Compare it with your code book or the fee schedule.")
            yield Seen(f"{line.field}/procedure_code", message, why)


def modifier_malformed(bill: Bill, _: Circumstances) -> Sight:
    """A modifier that cannot be one, one that stands there twice, or more than four."""
    for line in placed(bill):
        modifiers = line.service.modifiers
        try:
            read = [parse_modifiers(one) for one in modifiers]
            if modifiers:
                parse_modifiers(" ".join(read))
        except Unreadable as unreadable:
            facts = {"service": line.dated, "typed": said(" ".join(modifiers))}
            message = say("The modifiers of {service} are {typed}.", **facts)
            yield Seen(f"{line.field}/modifiers", message, unreadable.words)


def too_many_pointers(bill: Bill, _: Circumstances) -> Sight:
    """A service that points to more than four diagnoses."""
    for line in placed(bill):
        count = len(line.service.pointers)
        if count > MOST_POINTERS:
            facts = {"service": line.dated, "count": count}
            message = say("{service} points to {count} diagnoses.", **facts)
            why = say("A line has room for four. Keep those that it treats most.")
            yield Seen(f"{line.field}/pointers", message, why)


def pointer_to_nothing(bill: Bill, _: Circumstances) -> Sight:
    """A service that points to a diagnosis that is not on the bill."""
    # Without any diagnosis that is said once, and not for every line again.
    for line in placed(bill) if bill.diagnoses else ():
        lost = next((one for one in line.service.pointers if not letter(bill, one)), None)
        if lost is not None:
            message = say(
                "{service} points to {pointer}, which is no diagnosis of the superbill.",
                service=line.dated,
                pointer=said(lost) or "–",
            )
            yield Seen(f"{line.field}/pointers", message, say("Choose the diagnoses that it treats."))


def pointer_twice(bill: Bill, _: Circumstances) -> Sight:
    """A service that points to one diagnosis twice."""
    for line in placed(bill):
        letters = [found for found in (letter(bill, one) for one in line.service.pointers) if found]
        if len(letters) != len(set(letters)):
            facts = {"service": line.dated}
            message = say("{service} points to one diagnosis twice.", **facts)
            yield Seen(f"{line.field}/pointers", message, say("Keep each letter once."))
