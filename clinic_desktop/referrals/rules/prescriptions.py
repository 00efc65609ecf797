"""Reads what was typed about a prescription."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from clinic_desktop.codes.rules.codes import parse_diagnosis_code
from clinic_desktop.referrals.model import MOST_DIAGNOSES, SIGNATURES, PrescriptionDraft
from clinic_desktop.referrals.rules.frequency import parse_rate
from clinic_desktop.referrals.rules.names import read_name
from clinic_desktop.referrals.rules.prescribers import MOST_LETTERS, nobody_named
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.regions import read_regions
from clinic_desktop.values.text import plain
from clinic_desktop.values.times import parse_minutes
from clinic_desktop.values.typed_days import optional_day, past_day, refuse_before_birth
from clinic_desktop.wording import say

Values = dict[str, Any]
_LIMITS = {"frequency": 100, "order_text": 1000, "note": 10_000}
_MOST_VISITS = 999
_MOST_UNITS = 99
# As much of what was typed as a sentence repeats.
_SAID_LETTERS = 30
_UNITS = r"(d|days?|w|wks?|weeks?|m|mos?|months?|y|yrs?|years?)"
_SPAN = rf"([0-9]{{1,4}}) ?{_UNITS}\.?"
_SPAN_IN_WORDS = r"[^\W\d_]+ (days?|weeks?|months?|years?)"


def prescription_values(draft: PrescriptionDraft, born: date | None, today: date) -> Values:
    """The columns of a prescription but its prescriber; birth, order, first day and last day stand in this order, and
    nobody signs before the day on the paper.

    Raises Refused with all problems.
    """
    found = Problems()
    if not draft.prescriber and not plain(draft.prescriber_name):
        found.add("prescriber", say("Choose who ordered it, or type the name, like Maria Lee, MD."))
    elif not draft.prescriber and not read_name(draft.prescriber_name)[1]:
        found.add("prescriber", nobody_named())
    found.limit({"prescriber": "" if draft.prescriber else plain(draft.prescriber_name)}, {}, MOST_LETTERS)
    ordered = _ordered_on(found, draft.ordered_on, born, today)
    starts = optional_day(found, "starts_on", draft.starts_on, today)
    if ordered and starts and starts < ordered:
        found.add("starts_on", say("It cannot count before it was ordered ({day}).", day=dates.shown(ordered)))
    first = starts or ordered
    expires = (
        found.read("expires_on", parse_until, draft.expires_on, first or today, today)
        if draft.expires_on.strip()
        else None
    )
    if first and expires and expires < first:
        found.add("expires_on", say("It cannot end before it begins ({day}).", day=dates.shown(first)))
    values: Values = {
        "kind": draft.kind,
        "ordered_on": ordered.isoformat() if ordered else "",
        "starts_on": starts.isoformat() if starts else "",
        "expires_on": expires.isoformat() if expires else "",
        "visits_ordered": (
            found.read("visits_ordered", parse_visits, draft.visits_ordered) if draft.visits_ordered.strip() else None
        ),
        "frequency": plain(draft.frequency),
        "order_text": plain(draft.order_text),
        "note": plain(draft.note),
        "codes": " ".join(_codes(found, draft.diagnoses)),
        **_rate(found, draft.rate),
        "regions": json.dumps(found.read("regions", parse_regions, draft.regions) or ()),
        **_signature(found, draft, ordered, today),
        "visit_minutes": _maybe(found, "visit_minutes", parse_minutes, draft.visit_minutes),
        "visit_units": _maybe(found, "visit_units", parse_units_of_a_visit, draft.visit_units),
    }
    found.limit(values, _LIMITS)
    found.refuse()
    return values


def parse_until(text: str, start: date, today: date) -> date:
    """The last day meant by a day as in `parse_date`, or by a span from the start: "6 weeks", "90 d", "2mo", "1 year".

    Raises Unreadable.
    """
    typed = " ".join(text.lower().split())
    span = re.fullmatch(_SPAN, typed)
    if span is None:
        if re.fullmatch(_SPAN_IN_WORDS, typed):
            raise Unreadable(say("Type the number in digits, like 6 weeks or 90 days."))
        return dates.parse_date(text, today)
    if not int(span[1]):
        raise Unreadable(say("Type a day, or how long it counts, like 6 weeks or 90 days."))
    return dates.parse_date(f"+{span[1]}{span[2][0]}", start)


def parse_visits(text: str) -> int:
    """How many visits, from "12", "12x" or "12 visits"; raises Unreadable."""
    found = re.fullmatch(r"([0-9]{1,9}) ?(?:x|visits?|sessions?)?", " ".join(text.lower().split()))
    if found is None or not 1 <= int(found[1]) <= _MOST_VISITS:
        raise Unreadable(say("Type how many visits, from 1 to {most}.", most=_MOST_VISITS))
    return int(found[1])


def parse_units_of_a_visit(text: str) -> int:
    """How many units a visit, from "4" or "4 units"; raises Unreadable."""
    found = re.fullmatch(r"([0-9]{1,9}) ?(?:units?)?", " ".join(text.lower().split()))
    if found is None or not 1 <= int(found[1]) <= _MOST_UNITS:
        raise Unreadable(say("Type how many units, from 1 to {most}.", most=_MOST_UNITS))
    return int(found[1])


def parse_regions(text: str) -> tuple[str, ...]:
    """The regions that are ordered, as BODY_REGIONS has them; none for an empty text. Raises Unreadable."""
    known, unknown = read_regions(text)
    if unknown:
        raise Unreadable(
            say(
                "“{typed}” is no region that visits have. Type them like Neck, low back, left shoulder; other words go "
                "under What is ordered.",
                typed=unknown[0][:_SAID_LETTERS],
            )
        )
    return known


def written_codes(typed: tuple[str, ...]) -> frozenset[str]:
    """The codes among those typed that can be read, whatever stands around them."""
    return frozenset(_codes(Problems(), typed))


def is_in_another_order(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether codes were put in another order: more than taken away, or added behind the others."""
    stayed = [code for code in before if code in now]
    return list(now[: len(stayed)]) != stayed


def no_room() -> str:
    """The sentence about a thirteenth diagnosis."""
    return say("A superbill has room for {most} diagnoses.", most=MOST_DIAGNOSES)


def no_room_in_case() -> str:
    """The sentence about a prescription whose codes do not fit into the case."""
    return say(
        "With these the case has more than {most} diagnoses, and a superbill has no room for them. Remove some of the "
        "case first.",
        most=MOST_DIAGNOSES,
    )


def _maybe(found: Problems, field: str, parser: Callable[[str], int], typed: str) -> int | None:
    return found.read(field, parser, typed) if typed.strip() else None


def _rate(found: Problems, typed: str) -> Values:
    rate = found.read("rate", parse_rate, typed) if typed.strip() else None
    if rate is None:
        return {"rate_times": None, "rate_span": 1, "rate_unit": "week"}
    return {"rate_times": rate.times, "rate_span": rate.span, "rate_unit": rate.unit}


def _signature(found: Problems, draft: PrescriptionDraft, ordered: date | None, today: date) -> Values:
    """Whether it is signed, and when; a day alone says that it is."""
    signed = past_day(found, "signed_on", draft.signed_on, today) if draft.signed_on.strip() else None
    if signed and ordered and signed < ordered:
        day = dates.shown(ordered)
        found.add("signed_on", say("It cannot be signed before the date on the paper ({day}).", day=day))
    if signed and draft.signature == "missing":
        found.add("signed_on", say("Choose Signed, or leave this day out."))
    signature = "signed" if signed else draft.signature
    if signature not in SIGNATURES:
        signature = ""
    return {"signature": signature, "signed_on": signed.isoformat() if signed else ""}


def _ordered_on(found: Problems, typed: str, born: date | None, today: date) -> date | None:
    if not typed.strip():
        found.add("ordered_on", say("Type the day that stands on the paper."))
        return None
    day = past_day(found, "ordered_on", typed, today)
    refuse_before_birth(found, "ordered_on", day, born)
    return day


def _codes(found: Problems, typed: tuple[str, ...]) -> list[str]:
    """The codes in their order; only the first thing that is wrong is said."""
    codes: list[str] = []
    wrong = ""
    for text in filter(str.strip, typed):
        try:
            code = parse_diagnosis_code(text)
        except Unreadable:
            # Words only find a code; which one is meant, a person chooses.
            wrong = wrong or say(
                "No code was chosen for “{typed}”. Choose one from the list, or type it as on the paper, like M54.50.",
                typed=plain(text),
            )
            continue
        if code in codes:
            wrong = wrong or say("{code} stands there twice.", code=code)
        codes.append(code)
    if len(codes) > MOST_DIAGNOSES:
        wrong = wrong or no_room()
    if wrong:
        found.add("diagnoses", wrong)
    return codes
