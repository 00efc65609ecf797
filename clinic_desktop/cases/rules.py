"""Reads what was typed about a case."""

from datetime import date
from typing import Any

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_email, parse_phone, parse_state
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say

Values = dict[str, Any]
ACCIDENTS = ("auto", "work", "accident")
_LIMITS = {"reason": 100, "claim_number": 50, "adjuster_email": 254, "attorney_email": 254, "note": 10_000}


def case_values(draft: CaseDraft, born: date | None, today: date) -> Values:
    """The columns of a case; birth, onset, closing and today stand in this order (domain 8.1). Raises Refused.

    What another kind of case asks for is dropped: an employer belongs to a work injury, a claim to an accident.
    """
    found = Problems()
    onset = _past_day(found, "onset_on", draft.onset_on, today)
    closed = _past_day(found, "closed_on", draft.closed_on, today)
    if onset and born and onset < born:
        found.add("onset_on", say("This is before the client was born ({day}).", day=dates.shown(born)))
    if born and closed and not onset and closed < born:
        found.add("closed_on", say("This is before the client was born ({day}).", day=dates.shown(born)))
    if onset and closed and closed < onset:
        found.add("closed_on", say("The case cannot end before it began."))
    by_accident = draft.kind in ACCIDENTS
    claim = {
        "claim_number": plain(draft.claim_number),
        "adjuster_name": plain(draft.adjuster_name),
        "adjuster_phone": found.maybe("adjuster_phone", parse_phone, draft.adjuster_phone) if by_accident else "",
        "adjuster_fax": found.maybe("adjuster_fax", parse_phone, draft.adjuster_fax) if by_accident else "",
        "adjuster_email": found.maybe("adjuster_email", parse_email, draft.adjuster_email) if by_accident else "",
        "attorney_name": plain(draft.attorney_name),
        "attorney_phone": found.maybe("attorney_phone", parse_phone, draft.attorney_phone) if by_accident else "",
        "attorney_email": found.maybe("attorney_email", parse_email, draft.attorney_email) if by_accident else "",
    }
    values: Values = {
        "kind": draft.kind,
        "reason": found.need("reason", draft.reason, say("Type in a few words what is treated, like “Neck pain”.")),
        "onset_on": onset.isoformat() if onset else "",
        "state": found.maybe("state", parse_state, draft.state) if by_accident else "",
        "no_accident": int(draft.no_accident and draft.kind == "health"),
        "employer": plain(draft.employer) if draft.kind == "work" else "",
        **(claim if by_accident else dict.fromkeys(claim, "")),
        "closed_on": closed.isoformat() if closed else "",
        "note": plain(draft.note),
    }
    found.limit(values, _LIMITS)
    found.refuse()
    return values


def _past_day(found: Problems, field: str, text: str, today: date) -> date | None:
    if not text.strip():
        return None
    day = found.read(field, dates.parse_date, text, today)
    if day and day > today:
        found.add(field, say("This day is in the future."))
        return None
    return day
