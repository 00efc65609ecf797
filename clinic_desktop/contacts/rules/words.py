"""What is said about a contact wherever it is shown: what it was, with whom, when, and what is to follow."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from clinic_desktop.contacts.model import PARTIES, Contact, ContactRow
from clinic_desktop.values import dates
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import mark, say

Known = Contact | ContactRow
_KINDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("call", "out"): mark("Call to"),
        ("call", "in"): mark("Call from"),
        ("letter", "out"): mark("Letter to"),
        ("letter", "in"): mark("Letter from"),
        ("fax", "out"): mark("Fax to"),
        ("fax", "in"): mark("Fax from"),
        ("portal", "out"): mark("Portal message to"),
        ("portal", "in"): mark("Portal message from"),
        ("email", "out"): mark("Email to"),
        ("email", "in"): mark("Email from"),
        ("in_person", "out"): mark("In person with"),
    }
)


def kind_words(one: Known) -> str:
    """What it was, to stand before whom it was with: "Call to", "Fax from"."""
    return say(_KINDS[one.kind, one.direction])


def party_words(one: Known) -> str:
    """Whom it was with: "Cascade Mutual · Provider services", "Dana Whitlock, adjuster", "Client"."""
    if one.party == "payer":
        return " · ".join(part for part in (one.payer_name, one.name) if part)
    role = say(PARTIES[one.party])
    if one.party == "other":
        return one.name
    return say("{name}, {role}", name=one.name, role=role.lower()) if one.name else role


def when_words(one: Known) -> str:
    """The day, and the time where it is known: "20 Nov 2026, 2:15 PM"."""
    day = dates.shown(one.contacted_on)
    return f"{day}, {shown_time(one.contacted_at)}" if one.contacted_at else day


def line_words(one: Known) -> str:
    """A contact in one line: "Call to Cascade Mutual · Provider services, 20 Nov 2026"."""
    return say("{kind} {whom}, {day}", kind=kind_words(one), whom=party_words(one), day=dates.shown(one.contacted_on))


def due_words(due: date, today: date) -> str:
    """By when a follow-up is to be done: "Overdue since 20 Nov 2026", "Due today", "By 2 Dec 2026"."""
    if due == today:
        return say("Due today")
    if due < today:
        return say("Overdue since {day}", day=dates.shown(due))
    return say("By {day}", day=dates.shown(due))


def follow_up_words(one: ContactRow, today: date) -> str:
    """How far its follow-up is: "By 2 Dec 2026", "Done 1 Dec 2026"; "" without one, and of what is struck out."""
    if one.due_on is None or one.struck_on:
        return ""
    if one.done_on:
        return say("Done {day}", day=dates.shown(one.done_on))
    return due_words(one.due_on, today)
