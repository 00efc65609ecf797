"""Reads what was typed about a policy. What is missing on a card may stay missing: pre-flight asks for it later."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from clinic_desktop.clients.rules import searchable
from clinic_desktop.policies.model import PROGRAMS, PolicyDraft, PolicyRow
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import bare_member_id, looks_like_ssn, parse_member_id
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import optional_day
from clinic_desktop.wording import say

Values = dict[str, Any]


def policy_values(draft: PolicyDraft, today: date) -> Values:
    """The columns of a policy but its payer and place; raises Refused. Subscriber facts count for others than self."""
    found = Problems()
    if not draft.payer and not plain(draft.payer_name):
        found.add("payer", say("Choose the payer, or type its name as on the card."))
    found.limit({"payer": plain(draft.payer_name)}, {})
    effective = optional_day(found, "effective_on", draft.effective_on, today)
    ends = optional_day(found, "ends_on", draft.ends_on, today)
    if effective and ends and ends < effective:
        found.add("ends_on", say("The termination date is before the effective date."))
    member_id = found.maybe("member_id", parse_member_id, draft.member_id)
    values: Values = {
        "plan_type": draft.plan_type,
        "plan_name": plain(draft.plan_name),
        "member_id": member_id,
        "group_number": plain(draft.group_number),
        "relationship": draft.relationship,
        **_subscriber(found, draft, today),
        "effective_on": effective.isoformat() if effective else "",
        "ends_on": ends.isoformat() if ends else "",
        "note": plain(draft.note),
    }
    limits = {"subscriber_given_name": 100, "subscriber_family_name": 100, "group_number": 50, "note": 10_000}
    found.limit(values, limits)
    found.refuse()
    return values | {"search_text": _search_text(member_id)}


def warning_about(member_id: str) -> str:
    """A sentence about a member ID that can be kept but looks wrong, or ""."""
    if looks_like_ssn(member_id):
        return say("This has the nine digits of a Social Security number. Is it really the member ID on the card?")
    return ""


def has_ended(ends_on: date | None, on: date) -> bool:
    """Whether a policy was terminated before that day; the termination date still counts."""
    return ends_on is not None and ends_on < on


def begins_later(effective_on: date | None, on: date) -> bool:
    """Whether a policy's effective date lay after that day."""
    return effective_on is not None and effective_on > on


def program(policies: Sequence[PolicyRow], on: date) -> PolicyRow | None:
    """The policy that pays first on that day (of those in their order), where it is a program whose client is never
    billed."""
    counting = (one for one in policies if not has_ended(one.ends_on, on) and not begins_later(one.effective_on, on))
    first = next(counting, None)
    return first if first and first.plan_type in PROGRAMS else None


def client_pays(case_kind: str, plan_type: str = "") -> bool:
    """Whether a visit of a case of this kind is paid at the desk, its first policy being of this type: after a car
    accident or a work injury, and by a program whose client is never billed, the bill goes to the payer (domain 1.8).
    """
    return case_kind not in ("auto", "work") and plan_type not in PROGRAMS


def _subscriber(found: Problems, draft: PolicyDraft, today: date) -> Values:
    if draft.relationship == "self":
        return {"subscriber_given_name": "", "subscriber_family_name": "", "subscriber_birth_date": ""}
    typed = draft.subscriber_birth_date
    born = found.read("subscriber_birth_date", dates.parse_birth_date, typed, today) if typed.strip() else None
    return {
        "subscriber_given_name": plain(draft.subscriber_given_name),
        "subscriber_family_name": plain(draft.subscriber_family_name),
        "subscriber_birth_date": born.isoformat() if born else "",
    }


def _search_text(member_id: str) -> str:
    """The member ID as printed and without what stands between, so that it is found either way."""
    return searchable(*dict.fromkeys((member_id, bare_member_id(member_id))))
