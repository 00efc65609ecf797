"""Assessments for tests: a shoulder, as it was found and as it is after six weeks."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from clinic_desktop.assessments.commands import AddAssessment
from clinic_desktop.assessments.model import (
    AssessmentDraft,
    AssessmentId,
    LimitLine,
    MotionLine,
    PalpationLine,
    SpecialTestLine,
    StrengthLine,
)
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused

FIRST = AssessmentDraft(
    day="10/6/2026",
    therapist="1",
    pain_now="6",
    pain_best="2",
    pain_worst="8",
    pain_quality="Dull, burning by evening",
    since="Three weeks, after a fall",
    course="worse",
    aggravates="Reaching up",
    eases="Heat",
    posture="Right shoulder high",
    impression="Guarded right shoulder; reaching overhead is what it costs",
    limits=(
        LimitLine("Sit at the desk", "minutes", "20", "60"),
        LimitLine("Wakes up at night", "nights", "5", "1"),
        LimitLine("Carry groceries", "pounds", "5", "20"),
    ),
    motions=(
        MotionLine("neck_flexion", "40"),
        MotionLine("neck_rotation", "70", "45p", "", "55"),
        MotionLine("shoulder_abduction", "180", "90p"),
    ),
    palpations=(
        PalpationLine("Upper trapezius", "right", "3", "3", "trigger"),
        PalpationLine("Levator scapulae", "right", "2", "", "spasm"),
    ),
    strengths=(StrengthLine("Deltoid", "5", "3"),),
    tests=(SpecialTestLine("Empty can", "right", "positive"),),
)
LAST = replace(
    FIRST,
    day="11/17/2026",
    pain_now="3",
    pain_worst="5",
    course="better",
    eases="",
    impression="Reaches the shelf again; the neck still turns short to the right",
    limits=(LimitLine("Sit at the desk", "minutes", "60", "60"), LimitLine("Wakes up at night", "nights", "2", "1")),
    motions=(MotionLine("neck_flexion", "38"), MotionLine("neck_rotation", "70", "60")),
    palpations=(PalpationLine("Upper trapezius", "right", "2", "1"),),
    strengths=(StrengthLine("Deltoid", "5", "4"),),
    tests=(SpecialTestLine("Empty can", "right", "negative"),),
)


def new_assessment(clinic: Clinic, case: int, draft: AssessmentDraft = FIRST) -> AssessmentId:
    return AssessmentId(clinic.do(AddAssessment(case, draft)).row)


def said(act: Callable[[], object]) -> dict[str, str]:
    """What is refused, by its field."""
    with pytest.raises(Refused) as caught:
        act()
    return {one.field: one.words for one in caught.value.problems}
