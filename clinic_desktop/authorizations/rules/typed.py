"""Reads what was typed about an authorization; every problem names its field."""

import re
from datetime import date
from typing import Any

from clinic_desktop.authorizations.model import MOST_CODES, NUMBER_LETTERS, AuthorizationDraft
from clinic_desktop.referrals.rules.prescriptions import parse_until
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_procedure_code
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import optional_day, past_day
from clinic_desktop.wording import say

Values = dict[str, Any]
_MOST = 999


def authorization_values(draft: AuthorizationDraft, today: date) -> Values:
    """The columns of an authorization but its case and policy; raises Refused with all problems.

    A granted one has a number and says how many, or until when. First and last day stand in this order, and so do the
    day it was asked for and the day of the answer.
    """
    found = Problems()
    asked = past_day(found, "asked_on", draft.asked_on, today)
    decided = None if draft.status == "requested" else past_day(found, "decided_on", draft.decided_on, today)
    if asked and decided and decided < asked:
        found.add("decided_on", say("The answer cannot come before it was asked for ({day}).", day=dates.shown(asked)))
    values: Values = {
        "status": draft.status,
        "number": plain(draft.number),
        "codes": " ".join(found.read("codes", parse_codes, draft.codes) or ()),
        "counts": draft.counts,
        "granted": _amount(found, "granted", draft.granted, 1),
        "used_before": _amount(found, "used_before", draft.used_before, 0) or 0,
        **_span(found, draft, decided, today),
        "asked_on": asked.isoformat() if asked else "",
        "decided_on": decided.isoformat() if decided else "",
        "contact": plain(draft.contact),
        "note": plain(draft.note),
    }
    if draft.status == "granted":
        _ask_for_what_is_granted(found, draft, values)
    found.limit(values, {"number": NUMBER_LETTERS, "note": 10_000})
    found.refuse()
    return values


def parse_codes(text: str) -> tuple[str, ...]:
    """Codes of procedures with commas, semicolons or blanks between, in the order typed; none stands for any code.

    Raises Unreadable.
    """
    codes = [parse_procedure_code(one) for one in re.split(r"[\s,;]+", text) if plain(one)]
    for one in codes:
        if codes.count(one) > 1:
            raise Unreadable(say("{code} stands there twice.", code=one))
    if len(codes) > MOST_CODES:
        raise Unreadable(say("There is room for {most} codes.", most=MOST_CODES))
    return tuple(codes)


def warning_about(draft: AuthorizationDraft) -> str:
    """A sentence about more used before than granted, which may be kept, or ""."""
    typed = (draft.granted.strip(), draft.used_before.strip())
    if all(one.isdecimal() and one.isascii() for one in typed) and int(typed[1]) > int(typed[0]):
        return say("This is more than was granted. Is the authorization used up already?")
    return ""


def _ask_for_what_is_granted(found: Problems, draft: AuthorizationDraft, values: Values) -> None:
    found.need("number", draft.number, say("Type its number: the payer finds it by that."))
    if not draft.granted.strip() and not draft.ends_on.strip():
        found.add("granted", say("Type how many were granted, or below until when it counts."))


def _span(found: Problems, draft: AuthorizationDraft, decided: date | None, today: date) -> Values:
    starts = optional_day(found, "starts_on", draft.starts_on, today)
    first = starts or decided
    ends = found.read("ends_on", parse_until, draft.ends_on, first or today, today) if draft.ends_on.strip() else None
    if starts and ends and ends < starts:
        found.add("ends_on", say("It cannot end before it begins ({day}).", day=dates.shown(starts)))
    elif not starts and draft.status == "granted" and decided and ends and ends < decided:
        found.add("starts_on", say("Type when it starts: it ends before the day of the answer."))
    return {
        "starts_on": starts.isoformat() if starts else "",
        "ends_on": ends.isoformat() if ends else "",
    }


def _amount(found: Problems, field: str, text: str, least: int) -> int | None:
    return found.read(field, _parse_amount, text, least) if text.strip() else None


def _parse_amount(text: str, least: int) -> int:
    typed = text.strip()
    if not re.fullmatch("[0-9]{1,9}", typed) or not least <= int(typed) <= _MOST:
        raise Unreadable(say("Type a number from {least} to {most}.", least=least, most=_MOST))
    return int(typed)
