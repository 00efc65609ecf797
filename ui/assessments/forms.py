"""The form of an assessment: what a therapist has on paper, from top to bottom."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from clinic_desktop.assessments.loader import usual_motions
from clinic_desktop.assessments.model import (
    COURSES,
    PAINS,
    STORY,
    Assessment,
    AssessmentDraft,
    LimitLine,
    MeasuredMotion,
    MotionLine,
    PalpationLine,
    SpecialTestLine,
    StrengthLine,
)
from clinic_desktop.assessments.rules.motion import typed_degrees
from clinic_desktop.assessments.rules.words import pain_words, told_words
from clinic_desktop.practice.queries import therapist_page
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.assessments import rows
from ui.assessments.motion_field import MotionField, as_motions_value
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.rows_field import RowsField
from ui.session import Session

# The kinds of rows: the field, and the line that it becomes.
_ROWS: Mapping[str, type[Any]] = {
    "limits": LimitLine,
    "palpations": PalpationLine,
    "strengths": StrengthLine,
    "tests": SpecialTestLine,
}
_TEXTS = ("pain_quality", *STORY, "posture", "gait", "impression")


def assessment_form(session: Session, found: Assessment | None) -> Form:
    """Pain, activities, motion, what the hands found, strength and tests, and what it comes to."""
    pains: list[tuple[Field | None, int]] = [(TextField(key, say(words)), 2) for key, words in PAINS.items()]
    courses = [("", say("Not asked")), *((key, say(words)) for key, words in COURSES.items())]
    return Form(
        [
            (TextField("day", say("Assessed on")), 2),
            (ChoiceField("therapist", say("Therapist"), _therapists(session, found)), 3),
            (None, 3),
        ],
        [*pains, (TextField("pain_quality", say("Pain is like"), example=say("dull, burning by evening")), 4)],
        [
            (TextField("since", say(STORY["since"]), example=say("three weeks, after lifting")), 3),
            (ChoiceField("course", say(STORY["course"]), courses), 3),
            (TextField("aggravates", say(STORY["aggravates"]), example=say("sitting, turning right")), 4),
            (TextField("eases", say(STORY["eases"]), example=say("heat, lying down")), 4),
        ],
        rows.limits_field(),
        MotionField("motions", say("Range of motion"), usual_motions()),
        rows.palpations_field(),
        rows.strengths_field(),
        rows.tests_field(),
        [(NoteField("posture", say("Posture"), lines=2), 1), (NoteField("gait", say("Gait"), lines=2), 1)],
        NoteField(
            "impression",
            say("Impression"),
            say(
                "What you found and what it costs the client, in your words. Never a diagnosis: that stands on the Plan"
                " page, with who made it."
            ),
        ),
    )


def read_assessment(form: Form) -> AssessmentDraft:
    """What stands in the form."""
    values = form.values()
    texts: dict[str, Any] = {
        one.name: values[one.name] for one in fields(AssessmentDraft) if one.name not in (*_ROWS, "motions")
    }
    lists: dict[str, Any] = {"motions": motion_field(form).lines()}
    for key, line in _ROWS.items():
        field = form.fields[key]
        assert isinstance(field, RowsField)
        lists[key] = tuple(line(**one) for one in field.rows())
    return AssessmentDraft(**texts, **lists)


def typed_assessment(one: Assessment) -> dict[str, str]:
    """An assessment on record as its form shows it."""
    return (
        {"day": dates.printed(one.day), "therapist": str(one.therapist)}
        | {key: "" if getattr(one, key) is None else str(getattr(one, key)) for key in PAINS}
        | {key: getattr(one, key) for key in _TEXTS}
        | {
            "limits": rows.as_rows_value(rows.limit_lines(one)),
            "motions": as_motions_value(motion_lines(one)),
            "palpations": rows.as_rows_value(rows.palpation_lines(one)),
            "strengths": rows.as_rows_value(rows.strength_lines(one)),
            "tests": rows.as_rows_value(rows.test_lines(one)),
        }
    )


def begun_assessment(session: Session, earlier: Assessment | None) -> dict[str, str]:
    """A new one is of today, by whoever is signed in; it has the rows of the one before with nothing in them yet."""
    own = session.clinic.person.therapist
    therapists = therapist_page(session.clinic.read).rows
    usual = earlier.therapist if earlier else therapists[0].id if len(therapists) == 1 else ""
    begun = {"day": dates.printed(session.clinic.clock.today()), "therapist": str(own or usual)}
    if earlier:
        begun |= {
            # When it began stays.
            "since": earlier.since,
            "limits": rows.as_rows_value(rows.limit_lines(earlier, again=True)),
            "palpations": rows.as_rows_value(rows.palpation_lines(earlier, again=True)),
            "strengths": rows.as_rows_value(rows.strength_lines(earlier, again=True)),
            "tests": rows.as_rows_value(rows.test_lines(earlier, again=True)),
        }
    return begun


def show_earlier(form: Form, earlier: Assessment | None) -> None:
    """Say beside each field what was found before."""
    if earlier is None:
        return
    for key in PAINS:
        points = getattr(earlier, key)
        form.fields[key].show_hint("" if points is None else say("Was {found}", found=pain_words(points)))
    # When it began stands in the field already.
    for key in ("pain_quality", "course", "aggravates", "eases", "posture", "gait"):
        was = told_words(earlier, key)
        form.fields[key].show_hint(say("Was: {found}", found=was) if was else "")
    motion_field(form).show_earlier(motion_lines(earlier))
    for key, before in rows.found_before(earlier).items():
        field = form.fields[key]
        assert isinstance(field, rows.FoundRows)
        field.show_earlier(before)


def motion_field(form: Form) -> MotionField:
    """The field of degrees."""
    field = form.fields["motions"]
    assert isinstance(field, MotionField)
    return field


def motion_lines(one: Assessment) -> list[MotionLine]:
    """Degrees as typed, a line a movement."""
    cells: dict[str, dict[str, str]] = {}
    for measured in one.motions:
        cells.setdefault(measured.motion, {})[_cell(measured)] = typed_degrees(measured.degrees, hurts=measured.hurts)
    return [MotionLine(motion, **typed) for motion, typed in cells.items()]


def _cell(one: MeasuredMotion) -> str:
    side = one.side or "left"
    return side if one.is_active else f"passive_{side}"


def _therapists(session: Session, found: Assessment | None) -> list[tuple[str, str]]:
    listed = [(str(one.id), one.name) for one in therapist_page(session.clinic.read).rows]
    left = [(str(found.therapist), found.therapist_name)] if found else []
    return [("", say("Choose a therapist")), *dict([*left, *listed]).items()]
