"""Reads an assessment as typed: everything that is wrong is named at its field, or at its cell of a row."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from clinic_desktop.assessments.model import (
    COURSES,
    MOST_PAIN,
    PAINS,
    TEXT_LETTERS,
    Assessment,
    AssessmentDraft,
    UsualMotions,
)
from clinic_desktop.assessments.rules import lines
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import is_blank, plain
from clinic_desktop.values.typed_days import refuse_before_birth
from clinic_desktop.wording import say

# What a code of a diagnosis looks like: M54.5, S13.4XXA, M545, R51, and with its point in small letters too.
_CODE = r"\b[A-Z][0-9][0-9AB](?:\.?[0-9A-Z]{1,4})?\b|(?i:\b[A-Z][0-9][0-9AB]\.[0-9A-Z]{1,4}\b)"
# Vertebrae and a vitamin are called alike; those of the neck and the low back have one digit.
_NO_CODE = "T1[0-2]|B12"
_DIAGNOSIS = r"\bdiagnos\w*|\bdx\b"
_TEXTS = ("pain_quality", "since", "aggravates", "eases", "posture", "gait", "impression")
_LIMITS = {"pain_quality": 200, "since": 200, "aggravates": 500, "eases": 500}
_LISTS = ("limits", "motions", "palpations", "strengths", "tests")


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What an assessment is read against: the day, the client's birth, how far joints usually move, and the other
    assessments of the case: what was found there and is left empty here was not measured again, and is not kept."""

    today: date
    born: date | None = None
    usual: UsualMotions = field(default_factory=lambda: MappingProxyType({}))
    others: tuple[Assessment, ...] = ()


def assessment_values(draft: AssessmentDraft, facts: AssessmentFacts) -> dict[str, Any]:
    """The columns of an assessment; raises Refused with all that is wrong."""
    found = Problems()
    day = found.read("day", dates.parse_date, draft.day, facts.today)
    _check_day(found, day, facts)
    if not draft.therapist:
        found.add("therapist", say("Choose who assessed the client."))
    pains = {key: _pain(found, key, getattr(draft, key)) for key in PAINS}
    _check_pains(found, pains)
    texts = {key: plain(getattr(draft, key)) for key in _TEXTS}
    found.limit(texts, _LIMITS, TEXT_LETTERS)
    if draft.course and draft.course not in COURSES:
        found.add("course", say("Choose which way it goes."))
    if words := diagnosis_in(texts["impression"]):
        found.add("impression", words)
    lists: dict[str, Sequence[Any]] = {
        "limits": lines.limits(found, draft.limits, facts.others),
        "motions": lines.motions(found, draft.motions, facts.usual),
        "palpations": lines.palpations(found, draft.palpations, facts.others),
        "strengths": lines.strengths(found, draft.strengths, facts.others),
        "tests": lines.tests(found, draft.tests, facts.others),
    }
    # A re-assessment begins with it.
    is_known = any(one.since == texts["since"] for one in facts.others)
    told = (texts[key] for key in _TEXTS if key != "since" or not is_known)
    is_empty = all(value is None for value in pains.values()) and not any((*told, draft.course, *lists.values()))
    if is_empty and not found.found:
        found.add("pain_now", say("Nothing is written yet. Type what was found."))
    found.refuse()
    assert day
    return (
        {"therapist_id": int(draft.therapist), "day": day.isoformat()}
        | pains
        | texts
        | {"course": draft.course}
        | {key: json.dumps([asdict(one) for one in lists[key]], ensure_ascii=False) for key in _LISTS}
    )


def diagnosis_in(impression: str) -> str:
    """What is asked back where a line of the impression reads like a diagnosis; "" where none does."""
    for found in re.finditer(_CODE, impression):
        if not re.fullmatch(_NO_CODE, found[0]):
            return say(
                "“{code}” reads like the code of a diagnosis. Write what you found in words; diagnoses stand on the"
                " Plan page, with who made them.",
                code=found[0],
            )
    if said := re.search(_DIAGNOSIS, impression, flags=re.IGNORECASE):
        return say(
            "“{word}” reads like a diagnosis. An impression says what you found and what it does to the client’s day;"
            " diagnoses stand on the Plan page, with who made them.",
            word=said[0],
        )
    return ""


def not_theirs_to_sign_assessment(therapist: str) -> str:
    """The sentence about an assessment that somebody else signs."""
    return say("Only {who} signs this assessment. Nothing was signed.", who=therapist)


def assessment_signed_since() -> str:
    """The sentence about an assessment that is signed already."""
    return say("This assessment is signed and stays as it is. A new assessment corrects it.")


def _check_day(found: Problems, day: date | None, facts: AssessmentFacts) -> None:
    if day and day > facts.today:
        found.add("day", say("This day is in the future."))
    refuse_before_birth(found, "day", day, facts.born)


def _pain(found: Problems, key: str, typed: str) -> int | None:
    return None if is_blank(typed) else found.read(key, lines.parse_points, typed, MOST_PAIN)


def _check_pains(found: Problems, pains: Mapping[str, int | None]) -> None:
    """Best, average and worst stand in this order."""
    best, average, worst = pains["pain_best"], pains["pain_average"], pains["pain_worst"]
    if best is not None and worst is not None and best > worst:
        found.add("pain_best", say("At its best the pain cannot be above its worst. Look at the two."))
    elif average is not None and not (best or 0) <= average <= (MOST_PAIN if worst is None else worst):
        found.add("pain_average", say("The average lies between the best and the worst. Look at the three."))
