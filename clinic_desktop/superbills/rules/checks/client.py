"""Whom the bill is for."""

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.words import client_words
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import say


def no_name(bill: Bill, _: Circumstances) -> Sight:
    """The client has no name."""
    if is_blank(bill.client.name):
        yield Seen("client/name", say("The client has no name."), say("Type it as it stands on the insurance card."))


def no_birth_date(bill: Bill, _: Circumstances) -> Sight:
    """The client's birth date is not known."""
    if bill.client.birth_date is None:
        message = say("The birth date of {who} is missing.", who=client_words(bill))
        yield Seen("client/birth_date", message, say("A payer finds its members by it. Type the birth date."))


def is_kept_from_plan(bill: Bill, _: Circumstances) -> bool:
    """Whether the client asked that the plan not be told. Where nobody asked, nothing was checked either."""
    return bill.client.keeps_from_plan


def keeps_from_plan(bill: Bill, _: Circumstances) -> Sight:
    """The client asked that the plan not be told (45 CFR 164.522)."""
    if bill.client.keeps_from_plan:
        message = say("{who} asked that the plan not be told.", who=client_words(bill))
        yield Seen("client/keeps_from_plan", message, say("Hand it over only when the client asks for it."))
