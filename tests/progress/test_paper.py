"""The paper of a progress report, read back."""

from dataclasses import replace

import pytest
from factories import HOSTILE_NAMES
from pdfs import pages, reader, words
from reporting import REPORT, signed_report, treated_case

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.progress.commands import WriteReport
from clinic_desktop.progress.document.paper import report_pdf
from clinic_desktop.progress.model import ReportFigures
from clinic_desktop.progress.queries import paper_now, progress_report, report_paper


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return treated_case(clinic)


def test_the_paper_says_how_it_was_is_and_shall_be(clinic: Clinic, case: CaseId) -> None:
    pdf = report_pdf(report_paper(clinic.read, signed_report(clinic, case)))
    said = words(pdf)
    assert len(pages(pdf)) <= 2
    for told in (
        *("Progress report", "10/01/2026 to 11/24/2026", "Cervicalgia", "Maria Lee, MD"),
        *("7 visits, 10/05/2026 to 11/16/2026", "7 given; the plan has 12"),
        *("Sit at the desk", "20", "45", "60", "not measured", "Counted in minutes"),
        *("NDI 24/50 (10/05/2026) to 15/50 (11/16/2026)", "Assessments compared", "25 minutes better"),
        *("How the patient is now", "Sits 45 minutes", "Treatment from here", "Home program"),
        "Signed in the clinic’s record by Maya Ortiz, LMT on 11/24/2026",
    ):
        assert told in said, told
    for never in ("DRAFT", "Client", "client", "covered", "approved"):
        assert never not in said, never
    facts = reader(pdf).metadata
    assert facts
    assert (facts.title, facts.subject) == ("Progress report", "Progress report for payer and prescriber")


def test_it_is_the_same_each_time_and_a_draft_says_that_it_is_one(clinic: Clinic, case: CaseId) -> None:
    draft = progress_report(clinic.read, clinic.do(WriteReport(case, 0, 0, REPORT)).row)
    said = words(report_pdf(paper_now(clinic.read, draft, catalogue())))
    assert "DRAFT" in said
    assert "Draft: not signed yet" in said
    clinic.undo()
    row = signed_report(clinic, case)
    assert report_pdf(report_paper(clinic.read, row)) == report_pdf(report_paper(clinic.read, row))


def test_a_discharge_tells_what_is_left(clinic: Clinic, case: CaseId) -> None:
    ended = replace(REPORT, kind="discharge", ahead="Stiff after long drives; goes on with the stretches.")
    said = words(report_pdf(report_paper(clinic.read, signed_report(clinic, case, ended))))
    assert "Discharge report" in said
    assert "What is left, and what the patient goes on with" in said
    assert "Treatment from here" not in said


def test_a_bare_report_and_one_full_of_text_both_hold(clinic: Clinic, case: CaseId) -> None:
    paper = report_paper(clinic.read, signed_report(clinic, case))
    bare = replace(paper, figures=ReportFigures(), report=replace(paper.report, response="", outlook="", home=""))
    assert len(pages(report_pdf(bare))) == 1
    long = "Sits longer, walks farther, sleeps better than at the first visit. " * 29
    full = replace(paper, report=replace(paper.report, status=long, response=long, ahead=long, home=long))
    pdf = report_pdf(full)
    assert words(pdf).count("farther") == 4 * 29
    assert "Page 1 of" in words(pdf)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_any_name_prints(clinic: Clinic, case: CaseId, name: str) -> None:
    paper = report_paper(clinic.read, signed_report(clinic, case))
    hostile = replace(paper, facts=replace(paper.facts, client_name=name), report=replace(paper.report, status=name))
    assert len(pages(report_pdf(hostile))) <= 2
