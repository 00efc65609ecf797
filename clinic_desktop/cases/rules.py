"""Reads what was typed about a case."""

from datetime import date
from typing import Any

from clinic_desktop.cases.model import PLAN_WISHES, CaseDraft
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_email, parse_phone, parse_state
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day, refuse_before_birth
from clinic_desktop.wording import say

Values = dict[str, Any]
ACCIDENTS = ("auto", "work", "accident")
_USUAL = 200
_LIMITS = {"reason": 100, "claim_number": 50, "adjuster_email": 254, "attorney_email": 254, "note": 10_000}


def case_values(draft: CaseDraft, born: date | None, today: date) -> Values:
    """The columns of a case; birth, onset, closing and today stand in this order (domain 8.1). Raises Refused.

    What only another kind asks for stays in the row, for whoever chose the wrong kind: an employer belongs to a work
    injury, a claim to an accident. What cannot be read there is left out and not complained about.
    """
    found = Problems()
    onset = past_day(found, "onset_on", draft.onset_on, today)
    closed = past_day(found, "closed_on", draft.closed_on, today)
    refuse_before_birth(found, "onset_on", onset, born)
    refuse_before_birth(found, "closed_on", None if onset else closed, born)
    if onset and closed and closed < onset:
        found.add("closed_on", say("The case cannot end before it began."))
    claim, employer = _claim(found, draft), {"employer": plain(draft.employer)}
    employer = employer if draft.kind == "work" else _short(employer)
    if draft.plan_wish not in PLAN_WISHES:
        found.add("plan_wish", say("Choose what the client answered."))
    values: Values = {
        "kind": draft.kind,
        "reason": found.need("reason", draft.reason, say("Type in a few words what is treated, like “Neck pain”.")),
        "onset_on": onset.isoformat() if onset else "",
        "no_accident": int(draft.no_accident and draft.kind == "health"),
        **employer,
        **claim,
        "closed_on": closed.isoformat() if closed else "",
        "note": plain(draft.note),
        "plan_wish": draft.plan_wish,
    }
    found.limit(values, _LIMITS, _USUAL)
    found.refuse()
    return values


def refuse_beside_visits(values: Values, first: date | None, last: date | None) -> None:
    """Raise Refused where the case would begin after its first visit, or be closed before its last one (domain 8.1)."""
    found = Problems()
    onset, closed = dates.kept(values["onset_on"]), dates.kept(values["closed_on"])
    if onset and first and first < onset:
        words = say("There is a visit on {day}, before that. Correct one of the two.", day=dates.shown(first))
        found.add("onset_on", words)
    if closed and last and last > closed:
        words = say("There is a visit on {day}, after that. Choose a later day, or remove it.", day=dates.shown(last))
        found.add("closed_on", words)
    found.refuse()


def _claim(found: Problems, draft: CaseDraft) -> Values:
    """The claim of an accident with its people; problems are noted only where the kind of case asks for it."""
    asked = draft.kind in ACCIDENTS
    at = found if asked else Problems()
    claim = {
        "claim_number": plain(draft.claim_number),
        "adjuster_name": plain(draft.adjuster_name),
        "adjuster_phone": at.maybe("adjuster_phone", parse_phone, draft.adjuster_phone),
        "adjuster_fax": at.maybe("adjuster_fax", parse_phone, draft.adjuster_fax),
        "adjuster_email": at.maybe("adjuster_email", parse_email, draft.adjuster_email),
        "attorney_name": plain(draft.attorney_name),
        "attorney_phone": at.maybe("attorney_phone", parse_phone, draft.attorney_phone),
        "attorney_email": at.maybe("attorney_email", parse_email, draft.attorney_email),
        "state": at.maybe("state", parse_state, draft.state),
    }
    return claim if asked else _short(claim)


def _short(values: Values) -> Values:
    """The texts that fit; the others are left out."""
    return {field: text if len(text) <= _LIMITS.get(field, _USUAL) else "" for field, text in values.items()}
