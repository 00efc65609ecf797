"""A disclosure in words, for lists and for the accounting."""

from clinic_desktop.disclosures.model import PURPOSES, RECIPIENTS, TOLD_KINDS, WAYS, Disclosure
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import say, say_many


def named_words(one: Disclosure) -> str:
    """Who got it, a department with its payer: "Cascade Mutual · Provider services"."""
    return " · ".join(dict.fromkeys(part for part in (one.payer_name, one.name) if part))


def whom_words(one: Disclosure) -> str:
    """To whom, with what they are where their name does not say it: "Ines Falk (attorney)"."""
    if one.party in ("other", "client") or one.payer_name:
        return named_words(one)
    return say("{name} ({what})", name=one.name, what=say(RECIPIENTS[one.party]).lower())


def what_words(one: Disclosure) -> str:
    """What it was: "Packet: Appeal of 12 visits, 34 pages"."""
    pages = say_many("{count} page", "{count} pages", one.pages) if one.pages else ""
    named = (
        one.title if one.kind == "other" else say("{kind}: {title}", kind=say(TOLD_KINDS[one.kind]), title=one.title)
    )
    return ", ".join(part for part in (named, pages) if part)


def why_words(one: Disclosure) -> str:
    """What it was for, and why in words: "Payment: answers their letter of 3 Nov"."""
    purpose = say(PURPOSES[one.purpose])
    return say("{purpose}: {why}", purpose=purpose, why=one.why) if one.why else purpose


def way_words(one: Disclosure) -> str:
    """How it went, and what confirms it: "Fax to (503) 555-0199, confirmation 4411"; where
    a packet went on another day than it was issued, when: "Fax to (503) 555-0199, sent 12 Nov 2026"."""
    way = say(WAYS[one.how])
    gone = say("{way} to {reach}", way=way, reach=" ".join(one.reach.split())) if one.reach else way
    if one.waits:
        return say("{way}, not marked as sent", way=gone)
    if one.sent_on and one.sent_on != one.told_on:
        gone = say("{way}, sent {day}", way=gone, day=shown(one.sent_on))
    if one.confirmation:
        return say("{way}, confirmation {number}", way=gone, number=one.confirmation)
    return gone


def standing_words(one: Disclosure) -> str:
    """Whether the accounting names it, for a list: "In the accounting", "Struck out"."""
    if one.struck_on:
        return say("Struck out")
    return say("In the accounting") if one.is_accountable else say("Logged only")
