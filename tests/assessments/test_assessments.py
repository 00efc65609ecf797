"""Assessments on record: kept as they were typed, changed, signed and then fixed, taken away, read again."""

import json
from dataclasses import replace
from datetime import date

import pytest
from assessing import FIRST, LAST, new_assessment, said
from factories import HOSTILE_NAMES, new_case

from clinic_desktop.assessments.commands import (
    AddAssessment,
    ChangeAssessment,
    RetireAssessment,
    SignAssessment,
)
from clinic_desktop.assessments.model import (
    AssessmentDraft,
    FunctionalLimit,
    LimitLine,
    MeasuredMotion,
    MeasuredStrength,
    MotionLine,
    Palpation,
    PalpationLine,
    SpecialTest,
    SpecialTestLine,
    StrengthLine,
)
from clinic_desktop.assessments.queries import assessment, assessments_of, earlier_than, limits_of
from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.store.connection import driver


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


def test_an_assessment_is_kept(clinic: Clinic, case: CaseId) -> None:
    found = assessment(clinic.read, new_assessment(clinic, case))
    assert (found.case, found.day, found.therapist_name) == (case, date(2026, 10, 6), "Maya Ortiz, LMT")
    assert (found.pain_now, found.pain_best, found.pain_worst, found.pain_average) == (6, 2, 8, None)
    assert (found.pain_quality, found.gait) == ("Dull, burning by evening", "")
    assert (found.since, found.course) == ("Three weeks, after a fall", "worse")
    assert (found.aggravates, found.eases) == ("Reaching up", "Heat")
    assert found.limits == (
        FunctionalLimit("Sit at the desk", "minutes", 20, 60),
        FunctionalLimit("Wakes up at night", "nights", 5, 1),
        FunctionalLimit("Carry groceries", "pounds", 5, 20),
    )
    assert found.motions == (
        MeasuredMotion("neck_flexion", "", True, 40, False),
        MeasuredMotion("neck_rotation", "left", True, 70, False),
        MeasuredMotion("neck_rotation", "right", True, 45, True),
        MeasuredMotion("neck_rotation", "right", False, 55, False),
        MeasuredMotion("shoulder_abduction", "left", True, 180, False),
        MeasuredMotion("shoulder_abduction", "right", True, 90, True),
    )
    assert found.palpations == (
        Palpation("Upper trapezius", "right", 3, 3, True, False),
        Palpation("Levator scapulae", "right", 2, None, False, True),
    )
    assert found.strengths == (MeasuredStrength("Deltoid", "left", 5), MeasuredStrength("Deltoid", "right", 3))
    assert found.tests == (SpecialTest("Empty can", "right", "positive"),)
    assert (found.signed_at, found.signer) == (None, "")


def test_the_newest_stands_first_and_its_limits_are_those_of_the_case(clinic: Clinic, case: CaseId) -> None:
    assert assessments_of(clinic.read, case) == () and limits_of(clinic.read, case) == ()
    last = new_assessment(clinic, case, LAST)
    first = new_assessment(clinic, case)
    same_day = new_assessment(clinic, case, replace(LAST, limits=(LimitLine("Stand", "minutes", "5", "30"),)))
    new_assessment(clinic, new_case(clinic, ClientId(1)), LAST)
    found = assessments_of(clinic.read, case)
    assert [one.id for one in found] == [same_day, last, first]
    assert limits_of(clinic.read, case) == (FunctionalLimit("Stand", "minutes", 5, 30),)
    assert [earlier_than(one, found) for one in (None, *found)] == [*found, None]


def test_each_command_is_undone_and_done_again(clinic: Clinic, case: CaseId) -> None:
    row = new_assessment(clinic, case)
    clinic.do(ChangeAssessment(row, 1, LAST))
    assert assessment(clinic.read, row).pain_now == 3
    assert clinic.undo() == "Change assessment"
    undone = assessment(clinic.read, row)
    assert (undone.motions[2].degrees, undone.course, undone.eases) == (45, "worse", "Heat")
    clinic.redo()
    assert assessment(clinic.read, row).motions[2].degrees == 60
    clinic.do(RetireAssessment(row, 4))
    assert assessments_of(clinic.read, case) == ()
    with pytest.raises(Missing):
        assessment(clinic.read, row)
    assert clinic.undo() == "Remove assessment"
    assert [one.id for one in assessments_of(clinic.read, case)] == [row]


def test_somebody_else_changed_it_meanwhile(clinic: Clinic, case: CaseId) -> None:
    row = new_assessment(clinic, case)
    clinic.do(ChangeAssessment(row, 1, LAST))
    for command in (ChangeAssessment(row, 1, FIRST), SignAssessment(case, row, 1, FIRST), RetireAssessment(row, 1)):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    assert assessment(clinic.read, row).pain_now == 3


def test_signed_it_stays_as_it_is(clinic: Clinic, case: CaseId) -> None:
    row = new_assessment(clinic, case)
    clinic.do(SignAssessment(case, row, 1, LAST))
    found = assessment(clinic.read, row)
    assert found.signed_at and (found.signer, found.pain_now) == ("Maya Ortiz, LMT", 3)
    words = {"": "This assessment is signed and stays as it is. A new assessment corrects it."}
    for command in (ChangeAssessment(row, 2, FIRST), SignAssessment(case, row, 2, FIRST), RetireAssessment(row, 2)):
        assert said(lambda command=command: clinic.do(command)) == words  # type: ignore[misc]
    assert not clinic.history.undoable
    for sql in (
        "UPDATE assessments SET posture = 'x'",
        "UPDATE assessments SET signed_at = ''",
        "UPDATE assessments SET retired_at = 'x'",
        "DELETE FROM assessments",
    ):
        with pytest.raises(driver().IntegrityError):
            clinic._writer._database.execute(sql)
    assert assessment(clinic.read, row) == found


def test_a_new_one_is_signed_at_once(clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(SignAssessment(case, 0, 0, FIRST)).row
    assert assessment(clinic.read, row).signer == "Maya Ortiz, LMT"


def test_an_unsigned_one_is_not_deleted_either(clinic: Clinic, case: CaseId) -> None:
    new_assessment(clinic, case)
    with pytest.raises(driver().IntegrityError):
        clinic._writer._database.execute("DELETE FROM assessments")


def test_only_its_therapist_signs(clinic: Clinic, case: CaseId) -> None:
    other = clinic.do(AddTherapist(TherapistDraft("Theo", "Lark", "LMT"))).row
    draft = replace(FIRST, therapist=str(other))
    assert said(lambda: clinic.do(SignAssessment(case, 0, 0, draft))) == {
        "therapist": "Only Theo Lark, LMT signs this assessment. Nothing was signed."
    }
    assert assessments_of(clinic.read, case) == ()


def test_what_was_not_measured_again_is_not_kept(clinic: Clinic, case: CaseId) -> None:
    new_assessment(clinic, case)
    again = AssessmentDraft(
        day="11/17/2026",
        therapist="1",
        pain_now="3",
        limits=(LimitLine("sit at  the desk", "minutes", "", "60"), LimitLine("Wakes up at night", "nights", "2", "1")),
        motions=(MotionLine("neck_rotation"),),
        palpations=(PalpationLine("upper trapezius", "right"), PalpationLine()),
        strengths=(StrengthLine("Deltoid"),),
        tests=(SpecialTestLine("Empty can", "right"),),
    )
    found = assessment(clinic.read, new_assessment(clinic, case, again))
    assert found.limits == (FunctionalLimit("Wakes up at night", "nights", 2, 1),)
    assert (found.motions, found.palpations, found.strengths, found.tests) == ((), (), (), ())
    # Of what nobody looked at before, what was found is asked for.
    other = replace(again, palpations=(PalpationLine("Psoas", "left"),))
    assert said(lambda: clinic.do(AddAssessment(case, other))) == {
        "palpations/0/tone": "What did you feel? Type tone or tenderness, or choose below Felt."
    }


def test_a_case_goes_with_its_assessments_but_stays_with_a_signed_one(clinic: Clinic, case: CaseId) -> None:
    row = new_assessment(clinic, case)
    clinic.do(RetireCase(case, 1))
    assert assessments_of(clinic.read, case) == ()
    clinic.undo()
    assert [one.id for one in assessments_of(clinic.read, case)] == [row]
    clinic.do(SignAssessment(case, row, assessment(clinic.read, row).version, FIRST))
    assert said(lambda: clinic.do(RetireCase(case, clinic.read.one("SELECT version FROM cases")["version"]))) == {
        "": "This case has a signed assessment on record. Close it instead: nothing clinical is deleted."
    }


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_whatever_is_typed_is_kept_to_the_letter(clinic: Clinic, case: CaseId, name: str) -> None:
    draft = replace(FIRST, palpations=(PalpationLine(name, "", "1"),), posture=name)
    found = assessment(clinic.read, new_assessment(clinic, case, draft))
    assert (found.palpations[0].name, found.posture) == (name.replace("\x00", "").strip(),) * 2


def test_since_when_alone_is_nothing_new(clinic: Clinic, case: CaseId) -> None:
    draft = AssessmentDraft(day="10/6/2026", therapist="1", since="Three weeks, after a fall")
    new_assessment(clinic, case, draft)
    words = {"pain_now": "Nothing is written yet. Type what was found."}
    assert said(lambda: clinic.do(AddAssessment(case, replace(draft, day="11/17/2026")))) == words
    new_assessment(clinic, case, replace(draft, course="same"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"course": "x"}, {"course": "Choose which way it goes."}),
        ({"since": "x" * 201}, {"since": "This is too long: 200 letters fit here."}),
        (
            {"aggravates": "x" * 501, "eases": "x" * 501},
            dict.fromkeys(("aggravates", "eases"), "This is too long: 500 letters fit here."),
        ),
    ],
)
def test_what_is_told_is_looked_at(clinic: Clinic, case: CaseId, typed: dict[str, str], words: dict[str, str]) -> None:
    assert said(lambda: clinic.do(AddAssessment(case, replace(FIRST, **typed)))) == words  # type: ignore[arg-type]


def test_numbers_are_kept_as_numbers(clinic: Clinic, case: CaseId) -> None:
    new_assessment(clinic, case)
    row = clinic.read.one("SELECT motions, limits FROM assessments")
    assert json.loads(row["motions"])[2] == {
        **{"motion": "neck_rotation", "side": "right", "is_active": True, "degrees": 45, "hurts": True}
    }
    assert json.loads(row["limits"])[0]["needed"] == 60
