"""Reads what was typed of a disclosure; every problem names its field."""

import re
from datetime import date
from typing import Any

from clinic_desktop.disclosures.model import LISTED_KINDS, PURPOSES, TOLD_KINDS, WAYS, DisclosureDraft
from clinic_desktop.disclosures.rules.accounting import is_accountable
from clinic_desktop.values.identifiers import parse_email, parse_phone
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import is_blank, plain
from clinic_desktop.values.typed_days import past_day, refuse_before_birth
from clinic_desktop.wording import say

Values = dict[str, Any]
MOST_PAGES = 100_000
# What an accounting prints of one entry has room in a cell of its table; in letters.
MOST_REACH, MOST_PARTS = 500, 2_000
_LIMITS = {"reach": MOST_REACH, "parts": MOST_PARTS, "why": 1_000, "struck_why": 500}
_PARTY = re.compile(
    r"(payer)/([0-9]{1,18})(?:/[0-9]+)?|(payer(?!/)|prescriber|client|attorney|employer|state|other)(?:/[0-9]+)?"
)
_DIGEST = re.compile(r"[0-9a-f]{64}")
# How where it went to is read; an address and a portal are as typed.
_READ = {"fax": parse_phone, "phone": parse_phone, "email": parse_email}


def disclosure_values(draft: DisclosureDraft, today: date, born: date | None, known_as: str = "") -> Values:
    """The columns of a disclosure but its client, its case and who told it; raises Refused with all problems.

    `known_as` is how the payer or the client is called, who needs no name typed. The day has come, and what an
    accounting must name says in words why it was told (45 CFR 164.528(b)(2)(iv)).
    """
    if draft.digest and not _DIGEST.fullmatch(draft.digest):
        # Nobody types it.
        raise ValueError("a digest is a SHA-256 in hexadecimal")
    found = Problems()
    day = past_day(found, "told_on", draft.told_on, today)
    if not draft.told_on.strip():
        found.add("told_on", say("Type the day."))
    refuse_before_birth(found, "told_on", day, born)
    party, payer = read_party(draft.party)
    if not party:
        found.add("party", say("Choose to whom."))
    name = plain(draft.name) if not is_blank(draft.name) else known_as
    if party and not name:
        found.add("name", say("Type who it was: the accounting names them."))
    for field, value, choices in (("kind", draft.kind, TOLD_KINDS), ("how", draft.how, WAYS)):
        if value not in choices:
            found.add(field, say("Choose one of these."))
    if is_blank(draft.title):
        found.add("title", say("Type what it was, like “Visit notes of November”."))
    _read_purpose(found, draft, party)
    values: Values = {
        "told_on": day.isoformat() if day else "",
        "party": party,
        "payer_id": payer,
        "name": name,
        "reach": _reach(found, draft),
        "kind": draft.kind,
        "item_id": draft.item if draft.kind in LISTED_KINDS else None,
        "title": plain(draft.title),
        "pages": found.read("pages", _pages, draft.pages) if draft.pages.strip() else None,
        "parts": plain(draft.parts),
        "purpose": draft.purpose,
        "why": plain(draft.why) if not is_blank(draft.why) else "",
        "how": draft.how,
        "digest": draft.digest,
        "confirmation": plain(draft.confirmation),
    }
    found.limit(values, _LIMITS)
    found.refuse()
    return values


def read_party(typed: str) -> tuple[str, int | None]:
    """Whom a form's choice means: a key of RECIPIENTS ("" for none), and the row of the payer."""
    read = _PARTY.fullmatch(typed)
    if read is None:
        return "", None
    return (read[1], int(read[2])) if read[1] else (read[3], None)


def struck_values(why: str, today: date) -> Values:
    """The columns of an entry that is struck out; raises Refused."""
    found = Problems()
    values: Values = {"struck_why": plain(why)}
    if is_blank(why):
        found.add("why", say("Type why: the entry stays in the list with this reason."))
    elif len(values["struck_why"]) > _LIMITS["struck_why"]:
        found.add("why", say("This is too long: {limit} letters fit here.", limit=_LIMITS["struck_why"]))
    found.refuse()
    return values | {"struck_on": today.isoformat()}


def _read_purpose(found: Problems, draft: DisclosureDraft, party: str) -> None:
    if draft.purpose not in PURPOSES:
        found.add("purpose", say("Choose what it was for."))
    elif party and is_accountable(party, draft.purpose) and is_blank(draft.why):
        found.add("why", say("Type in a few words why: the client’s accounting has to say it."))


def _reach(found: Problems, draft: DisclosureDraft) -> str:
    parser = _READ.get(draft.how)
    return found.maybe("reach", parser, draft.reach) if parser else plain(draft.reach)


def _pages(text: str) -> int:
    typed = text.strip()
    if not re.fullmatch(r"[0-9]{1,6}", typed) or not 1 <= int(typed) <= MOST_PAGES:
        raise Unreadable(say("Type how many pages, as a number."))
    return int(typed)
