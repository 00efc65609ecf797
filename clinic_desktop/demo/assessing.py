"""What was found of the demo's clients, and again weeks later."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from clinic_desktop.assessments.commands import AddAssessment, SignAssessment
from clinic_desktop.assessments.model import (
    AssessmentDraft,
    LimitLine,
    MotionLine,
    PalpationLine,
    SpecialTestLine,
    StrengthLine,
)
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.demo.visiting import EveningClock, Rows

_LINES: Mapping[str, type] = {
    "limits": LimitLine,
    "motions": MotionLine,
    "palpations": PalpationLine,
    "strengths": StrengthLine,
    "tests": SpecialTestLine,
}
_APART = ("client", "case", "therapist", "is_signed", *_LINES)


def assess(clinic: Clinic, clock: EveningClock, typed: Sequence[Typed], rows: Rows) -> None:
    """Record the assessments of `assessments.toml`, each in the evening of its day; whoever is signed in signs those
    that are."""
    today = clock.today()
    for one in typed:
        case = rows.cases[one["client"], one["case"]]
        lines: dict[str, Any] = {key: tuple(line(**row) for row in one.get(key, ())) for key, line in _LINES.items()}
        therapist = str(rows.therapists[one["therapist"]])
        draft = AssessmentDraft(therapist=therapist, **lines, **drafted(one, today, *_APART))
        clock.turn_to(today - timedelta(one["assessed_days_ago"]))
        clinic.do(SignAssessment(case, 0, 0, draft) if one.get("is_signed") else AddAssessment(case, draft))
        clock.turn_to(today)
