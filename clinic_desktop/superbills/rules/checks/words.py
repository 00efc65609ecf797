"""How the sentences of pre-flight name the things of a bill; what was typed is cut short, for it may be anything."""

from hashlib import sha256

from clinic_desktop.superbills.model.bill import Bill, BilledService, BilledVisit
from clinic_desktop.values import dates
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say

_MOST_LETTERS = 60
_MOST_OF_A_FACT = 100
_TOLD_APART = 8


def said(text: str) -> str:
    """What was typed, as a sentence can hold it."""
    words = " ".join(plain(text).split())
    return words if len(words) <= _MOST_LETTERS else f"{words[:_MOST_LETTERS]}…"


def keyed(text: str) -> str:
    """A code of the bill as a fact can hold it."""
    return plain(text)[:_MOST_OF_A_FACT]


def told_apart(text: str) -> str:
    """A few letters that change with the text and do not say it, for facts."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:_TOLD_APART]


def therapist_words(bill: Bill) -> str:
    """The therapist's name without what stands behind it."""
    return said(bill.therapist.name.partition(",")[0]) or say("The therapist")


def client_words(bill: Bill) -> str:
    """The client's name, at the beginning of a sentence."""
    return said(bill.client.name) or say("The client")


def payer_words(bill: Bill) -> str:
    """The payer's name, at the beginning of a sentence."""
    return (said(bill.policy.payer_name) if bill.policy else "") or say("The payer")


def the_visit(visit: BilledVisit, at: int) -> str:
    """A visit at the beginning of a sentence; one without a date by its place on the bill."""
    if visit.date_of_service:
        return say("The visit of {day}", day=dates.shown(visit.date_of_service))
    return say("Visit {number}", number=at + 1)


def of_visit(visit: BilledVisit, at: int) -> str:
    """A visit inside a sentence."""
    if visit.date_of_service:
        return say("the visit of {day}", day=dates.shown(visit.date_of_service))
    return say("visit {number}", number=at + 1)


def service_words(service: BilledService, at: int) -> str:
    """A service at the beginning of a sentence; one without a name by its place."""
    return said(service.name) or say("Service {number}", number=at + 1)
