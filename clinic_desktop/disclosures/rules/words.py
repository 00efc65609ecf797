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
    """What it was, with its kind where the title does not say it: "Record: Visit notes of November, 4 pages", "Packet
    no. 3, 34 pages"."""
    kind, named = say(TOLD_KINDS[one.kind]), item_words(one)
    if one.kind == "other" or kind.lower() in one.title.lower():
        return named
    return say("{kind}: {title}", kind=kind, title=named)


def item_words(one: Disclosure) -> str:
    """What it was as it was called: "Visit notes of November, 4 pages"."""
    pages = say_many("{count} page", "{count} pages", one.pages) if one.pages else ""
    return ", ".join(part for part in (one.title, pages) if part)


def listed_words(one: Disclosure) -> str:
    """What it was, in a list that may have no room for its state: "Struck out: Progress report, 2 pages"."""
    return say("Struck out: {what}", what=item_words(one)) if one.struck_on else item_words(one)


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
    return say("In the accounting") if one.is_accountable else say("Not in the accounting")
