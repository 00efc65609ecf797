"""The outcome chart on paper, read back: every score with its day, the change that matters with its source."""

from dataclasses import replace
from datetime import date

import pytest
from factories import HOSTILE_NAMES
from pdfs import pages, words
from record_papers import is_told, recorded
from scoring import NPRS, PEG, PSFS, measure, new_score

from clinic_desktop.clinic import Clinic
from clinic_desktop.measures.document import outcome_pdf
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.model import OutcomePaper
from clinic_desktop.measures.queries import outcome_paper

TODAY = date(2026, 11, 24)


@pytest.fixture
def paper(clinic: Clinic) -> OutcomePaper:
    _, case = recorded(clinic)
    new_score(clinic, case)
    new_score(clinic, case, "peg", replace(PEG, answers=("3", "4", "3")), "11/20/2026")
    new_score(clinic, case, "psfs", PSFS)
    new_score(clinic, case, "nprs", NPRS)
    return outcome_paper(clinic.read, case, catalogue(), TODAY)


def test_every_measure_has_its_scores_its_change_and_its_source(paper: OutcomePaper) -> None:
    said = words(outcome_pdf(paper))
    for told in (
        *("Outcome chart", "Scores until 11/24/2026", "Patient", "ABC 123 456 789"),
        *("PEG scale", "Less is better.", "The change that matters: 30%. Source: Krebs EE", "Scores by day"),
        *("PEG 7.3 (11/02/2026) to 3.3 (11/20/2026), a drop of 4, 55% of the first score; 30% is the change",),
        *("11/02/2026 7.3 Maya Ortiz", "11/20/2026 3.3 Maya Ortiz", "Shaded: less than the change that matters (30%)"),
        *("PSFS: Patient-Specific Functional Scale", "More is better.", "2 points", "Stratford", "Activities"),
        *("Sit at the desk: 3; Carry groceries: 4", "NPRS", "11/02/2026 7"),
    ):
        assert told in said, told
    assert "Client" not in said and said.count("Scores by day") == 1


def test_scores_after_the_day_and_measures_of_another_catalog_are_left_out(clinic: Clinic, paper: OutcomePaper) -> None:
    assert [one.measure.key for one in paper.courses] == ["nprs", "peg", "psfs"]
    case = paper.courses[0].first.case
    early = outcome_paper(clinic.read, case, {"peg": measure("peg")}, date(2026, 11, 10))
    assert [(one.measure.key, len(one.scores)) for one in early.courses] == [("peg", 1)]
    none = outcome_paper(clinic.read, case, catalogue(), date(2026, 11, 1))
    assert "No outcome measure was taken." in words(outcome_pdf(none))


def test_a_goal_is_drawn_in(paper: OutcomePaper) -> None:
    assert "Goal 2.0" in words(outcome_pdf(replace(paper, goals={"peg": 20})))


def test_many_scores_go_on(paper: OutcomePaper) -> None:
    course = paper.courses[1]
    scores = tuple(replace(course.first, taken_on=date(2026, 1, 1).replace(month=1 + at // 28, day=1 + at % 28))
                   for at in range(200))  # fmt: skip
    pdf = outcome_pdf(replace(paper, courses=(replace(course, scores=scores),)))
    assert len(pages(pdf)) > 3
    # Each stands in the table, the first and the last on the curve too.
    assert words(pdf).count("7.3 Maya Ortiz") == 200


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_set_to_the_letter(paper: OutcomePaper, name: str) -> None:
    course = paper.courses[2]
    answers = tuple(replace(one, activity=name) for one in course.first.answers)
    scores = (replace(course.first, answers=answers, taken_by=name),)
    assert is_told(outcome_pdf(replace(paper, courses=(replace(course, scores=scores),))), name, 4)
