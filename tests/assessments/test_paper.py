"""Assessments on paper, read back: the first one by itself, a later one beside it, and drafts as drafts."""

from dataclasses import replace

import pytest
from assessing import FIRST, LAST, new_assessment
from factories import HOSTILE_NAMES
from pdfs import pages, words
from record_papers import is_told, recorded

from clinic_desktop.assessments.commands import SignAssessment
from clinic_desktop.assessments.document.paper import assessment_pdf
from clinic_desktop.assessments.model import AssessmentPaper, SpecialTest
from clinic_desktop.assessments.queries import assessment_paper
from clinic_desktop.clinic import Clinic


@pytest.fixture
def papers(clinic: Clinic) -> tuple[AssessmentPaper, AssessmentPaper]:
    """The first one, signed; and a draft six weeks later."""
    _, case = recorded(clinic)
    first = clinic.do(SignAssessment(case, 0, 0, FIRST)).row
    last = new_assessment(clinic, case, LAST)
    return assessment_paper(clinic.read, first), assessment_paper(clinic.read, last)


def test_the_first_one_says_what_was_found(papers: tuple[AssessmentPaper, AssessmentPaper]) -> None:
    pdf = assessment_pdf(papers[0])
    said = words(pdf)
    for told in (
        *("Initial assessment", "10/06/2026", "Patient", "Member ID ABC 123 456 789", "Therapist Maya Ortiz, LMT"),
        *("What the patient tells", "Pain now 6/10", "Dull, burning by evening", "Course Getting worse"),
        *("Sit at the desk 20 minutes, needs 60", "Wakes up at night 5 nights a week, needs 1"),
        *("Neck: rotation, right 45°, painful 60–80°", "Neck: rotation, right, passive 55°"),
        *("Upper trapezius, right tone 3, tenderness 3, trigger points", "Tone and tenderness from 0 to 4."),
        *("Deltoid, right 3/5", "Empty can, right positive", "Posture Right shoulder high"),
        *("Impression of the therapist, which is not a diagnosis Guarded right shoulder",),
        "Signed in the clinic’s record by Maya Ortiz, LMT on 11/24/2026",
    ):
        assert told in said, told
    for never in ("DRAFT", "Client", "Change", "Compared with"):
        assert never not in said


def test_a_later_one_stands_beside_the_first(papers: tuple[AssessmentPaper, AssessmentPaper]) -> None:
    said = words(assessment_pdf(papers[1]))
    for told in (
        *("Re-evaluation", "Compared with 10/06/2026", "DRAFT", "Draft: not signed"),
        *("What 10/06/2026 11/17/2026 Change", "Pain now 6/10 3/10 3 points better"),
        *("Neck: flexion 40° 38° 2° worse", "Neck: rotation, right 45°, painful 60° 15° better"),
        *("Deltoid, right 3/5 4/5 1 point better", "Empty can, right positive negative Better"),
        *("Not measured again", "Reaches the shelf again"),
    ):
        assert told in said, told


def test_what_nobody_looked_at_is_not_there(papers: tuple[AssessmentPaper, AssessmentPaper]) -> None:
    told = dict.fromkeys(("posture", "pain_quality", "since", "course", "aggravates", "eases"), "")
    found = dict.fromkeys(("limits", "motions", "palpations", "strengths", "tests"), ())
    pain = dict.fromkeys(("pain_now", "pain_best", "pain_worst"))
    bare = replace(papers[0].found, **told, **found, **pain)  # type: ignore[arg-type]
    said = words(assessment_pdf(replace(papers[0], found=bare)))
    for never in ("What the patient tells", "Activities", "Range of motion", "Palpation", "Strength", "Special tests"):
        assert never not in said
    assert "Impression of the therapist" in said


def test_long_texts_and_many_rows_go_on(papers: tuple[AssessmentPaper, AssessmentPaper]) -> None:
    tests = tuple(SpecialTest(f"Test {number}", "left", "positive") for number in range(120))
    long = " ".join(f"word{number}" for number in range(500))
    pdf = assessment_pdf(replace(papers[0], found=replace(papers[0].found, tests=tests, impression=long)))
    said = words(pdf)
    assert len(pages(pdf)) > 2
    assert all(f"Test {number}, left" in said for number in range(120))
    assert all(f"word{number}" in said.split() for number in range(500))


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_set_to_the_letter(papers: tuple[AssessmentPaper, AssessmentPaper], name: str) -> None:
    found = papers[0].found
    limits = tuple(replace(one, activity=name) for one in found.limits)
    tests = tuple(replace(one, name=name) for one in found.tests)
    hostile = replace(found, limits=limits, tests=tests, impression=name, gait=name, since=name)
    assert is_told(assessment_pdf(replace(papers[0], found=hostile)), name, 6)
