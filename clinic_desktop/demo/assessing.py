"""What was found of the demo's clients, and again weeks later."""

from collections.abc import Mapping, Sequence
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
from clinic_desktop.demo.visiting import Rows

_LINES: Mapping[str, type] = {
    "limits": LimitLine,
    "motions": MotionLine,
    "palpations": PalpationLine,
    "strengths": StrengthLine,
    "tests": SpecialTestLine,
}
_APART = ("client", "case", "therapist", "is_signed", *_LINES)


def assess(clinic: Clinic, typed: Sequence[Typed], rows: Rows) -> None:
    """Record the assessments of `assessments.toml`; whoever is signed in signs those that are."""
    for one in typed:
        case = rows.cases[one["client"], one["case"]]
        lines: dict[str, Any] = {key: tuple(line(**row) for row in one.get(key, ())) for key, line in _LINES.items()}
        therapist = str(rows.therapists[one["therapist"]])
        draft = AssessmentDraft(therapist=therapist, **lines, **drafted(one, clinic.clock.today(), *_APART))
        clinic.do(SignAssessment(case, 0, 0, draft) if one.get("is_signed") else AddAssessment(case, draft))
