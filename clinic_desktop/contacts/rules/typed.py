"""Reads what was typed about a contact; every problem names its field."""

import re
from datetime import date
from typing import Any

from clinic_desktop.contacts.model import LASTING, ContactDraft
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_email, parse_phone
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import folded, is_blank, plain
from clinic_desktop.values.times import parse_minutes, parse_time
from clinic_desktop.values.typed_days import optional_day, past_day
from clinic_desktop.wording import say

Values = dict[str, Any]
_LIMITS = {"reach": 254, "reference": 100, "reference_key": 300, "said": 10_000, "promised": 10_000}
_PARTY = re.compile(r"(payer)/([0-9]{1,18})(?:/[0-9]+)?|(adjuster|attorney|prescriber|client|other)(?:/[0-9]+)?")
# How what it went over is read; an address and a portal are as typed.
_READ = {"call": parse_phone, "in_person": parse_phone, "fax": parse_phone, "email": parse_email}


def contact_values(draft: ContactDraft, today: date) -> Values:
    """The columns of a contact but its case; raises Refused with all problems.

    The day has come. A follow-up says what and by when, and neither that day nor the one on which it was done lies
    before the contact. A talk has no direction, and only talks and calls have minutes.
    """
    found = Problems()
    on = past_day(found, "contacted_on", draft.contacted_on, today)
    if not draft.contacted_on.strip():
        found.add("contacted_on", say("Type the day."))
    party, payer = _party(found, draft.party)
    values: Values = {
        "kind": draft.kind,
        "direction": "out" if draft.kind == "in_person" else draft.direction,
        "contacted_on": on.isoformat() if on else "",
        "contacted_at": found.maybe("contacted_at", parse_time, draft.contacted_at),
        "minutes": _minutes(found, draft),
        "party": party,
        "payer_id": payer,
        "name": plain(draft.name),
        "reach": _reach(found, draft),
        "representative": plain(draft.representative),
        "reference": plain(draft.reference),
        "said": plain(draft.said),
        "promised": plain(draft.promised),
        **_follow_up(found, draft, on, today),
    }
    if party == "other" and is_blank(draft.name):
        found.add("name", say("Type who it was."))
    if is_blank(draft.said):
        found.add("said", say("Type in a few words what was said or sent. “No answer” is something too."))
    found.limit(values, _LIMITS)
    found.refuse()
    return values | {"reference_key": reference_key(values["reference"])}


def reference_key(reference: str) -> str:
    """A reference number as it is looked for: its letters and digits alone, without case and marks."""
    return "".join(letter for letter in folded(reference) if letter.isalnum())[:300]


def struck_values(why: str, today: date) -> Values:
    """The columns of a contact that is struck out; raises Refused."""
    found = Problems()
    values: Values = {"struck_why": plain(why)}
    if is_blank(why):
        found.add("why", say("Type why: the entry stays in the list with this reason."))
    elif len(values["struck_why"]) > 200:  # noqa: PLR2004 - the usual length of a line
        found.add("why", say("This is too long: {limit} letters fit here.", limit=200))
    found.refuse()
    return values | {"struck_on": today.isoformat()}


def _party(found: Problems, typed: str) -> tuple[str, int | None]:
    """Whom it was with, and the row of the payer."""
    read = _PARTY.fullmatch(typed)
    if read is None:
        found.add("party", say("Choose whom it was with."))
        return "", None
    return (read[1], int(read[2])) if read[1] else (read[3], None)


def _minutes(found: Problems, draft: ContactDraft) -> int | None:
    if draft.kind not in LASTING or not draft.minutes.strip():
        return None
    return found.read("minutes", parse_minutes, draft.minutes)


def _reach(found: Problems, draft: ContactDraft) -> str:
    parser = _READ.get(draft.kind)
    return found.maybe("reach", parser, draft.reach) if parser else plain(draft.reach)


def _follow_up(found: Problems, draft: ContactDraft, on: date | None, today: date) -> Values:
    due = optional_day(found, "due_on", draft.due_on, today)
    done = past_day(found, "done_on", draft.done_on, today)
    if is_blank(draft.todo):
        if draft.due_on.strip() or draft.done_on.strip():
            found.add("todo", say("Type what is to be done."))
    elif not draft.due_on.strip():
        found.add("due_on", say("Type by which day."))
    for field, day in (("due_on", due), ("done_on", done)):
        if day and on and day < on:
            found.add(field, say("This is before the contact itself ({day}).", day=dates.shown(on)))
    return {
        "todo": plain(draft.todo) if not is_blank(draft.todo) else "",
        "due_on": due.isoformat() if due else "",
        "done_on": done.isoformat() if done else "",
    }
