"""Reads what was typed about a diagnosis of a case. One without a source is kept: a next step asks for it."""

from datetime import date
from typing import Any

from clinic_desktop.codes.rules.codes import parse_diagnosis_code
from clinic_desktop.referrals.model import PAPERS, DiagnosisDraft
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day, refuse_before_birth
from clinic_desktop.wording import say

Values = dict[str, Any]
# What a diagnosis has whose source is not known, and which source a kept paper replaces.
NO_SOURCE: Values = {"source": "", "prescription_id": None, "source_name": "", "source_on": ""}


def diagnosis_values(draft: DiagnosisDraft, born: date | None, today: date) -> Values:
    """The columns of a diagnosis but its prescription; raises Refused with all problems.

    Who and when are dropped where there is no source, and where a kept paper says both.
    """
    found = Problems()
    typed = say("Type the code, like M54.50, as the prescriber wrote it.")
    code = found.read("code", parse_diagnosis_code, draft.code) if found.need("code", draft.code, typed) else None
    values: Values = {
        "code": code or "",
        "as_written": int(draft.as_written),
        **(NO_SOURCE if not draft.source or has_paper(draft) else _source(found, draft, born, today)),
        "note": plain(draft.note),
    }
    found.limit(values, {"note": 10_000})
    found.refuse()
    return values


def has_paper(draft: DiagnosisDraft) -> bool:
    """Whether the source is a prescription or referral that is kept here."""
    return draft.source in PAPERS and bool(draft.prescription)


def given_twice(code: str) -> str:
    """The sentence about a code that the case has already."""
    return say("The case has {code} already.", code=code)


def another_paper(code: str) -> str:
    """The sentence about a prescription that does not have the code."""
    return say("{code} does not stand on this paper. Add it there first, or choose another source.", code=code)


def paper_gone() -> str:
    """The sentence about a prescription that was taken off the case since it was chosen."""
    return say("This paper was taken off the case. Choose another source.")


def _source(found: Problems, draft: DiagnosisDraft, born: date | None, today: date) -> Values:
    name = plain(draft.source_name)
    day = past_day(found, "source_on", draft.source_on, today)
    refuse_before_birth(found, "source_on", day, born)
    if draft.source == "phone":
        if not name:
            found.add("source_name", say("Type whom you spoke to, like “Ana at Dr. Lee’s office”."))
        if not draft.source_on.strip():
            found.add("source_on", say("Type the day of the call."))
    return {
        "source": draft.source,
        "prescription_id": None,
        "source_name": name,
        "source_on": day.isoformat() if day else "",
    }
