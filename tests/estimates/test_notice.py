"""The notice that says who can have an estimate: on paper for the office, as text for the website."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart
from factories import HOSTILE_NAMES, PRACTICE, new_case, new_client
from pdfs import pages, words
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.estimates.document.notice import notice_pdf, notice_text, spoken
from clinic_desktop.practice.commands import ChangePractice
from clinic_desktop.practice.queries import practice
from clinic_desktop.superbills.model.parties import BilledClinic
from clinic_desktop.superbills.queries.parties import billed_clinic
from ui.estimates.notice import NoticePage
from ui.jobs import InlineJobs
from ui.preferences import Preferences
from ui.reports.page import ReportsPage
from ui.session import Session

CLINIC = BilledClinic("Alder & Rowe Massage", street="14 Elm Street", city="Tacoma", state="WA", zip="98402",
                      phone="(253) 555-0142", email="desk@alder-rowe.example")  # fmt: skip
ELEMENTS = (
    "no health plan or do not use it",
    "a right to a Good Faith Estimate",
    "in writing, before the visits",
    "at least 3 business days ahead, and you get the estimate within 1 business day",
    "at least 10 business days ahead, and you get it within 3 business days",
    "ask for one at any time, also before you plan a visit. You get it within 3 business days",
    "on paper or electronically, as you wish",
    "$400.00 or more above it, you may dispute the bill within 120 calendar days",
    "Ask for yours at the desk, or call (253) 555-0142.",
    *("www.cms.gov/nosurprises", "1-800-985-3059", "45 CFR 149.610"),
)


def test_it_says_who_when_how_and_what_then() -> None:
    told = words(notice_pdf(CLINIC))
    for element in (*ELEMENTS, "Alder & Rowe Massage", "14 Elm Street, Tacoma, WA 98402"):
        assert element in told, element
    # It is about every client, and it is no paper for a payer.
    assert "atient" not in told
    assert "DEMO" not in told and "DEMO" in words(notice_pdf(CLINIC, is_demo=True))


def test_the_text_for_the_website_says_the_same() -> None:
    told = notice_text(CLINIC)
    assert all(element in told for element in ELEMENTS)
    without = replace(CLINIC, phone="")
    assert "Ask for yours at the desk." in notice_text(without) and "call ." not in words(notice_pdf(without))


@pytest.mark.parametrize("name", [*HOSTILE_NAMES[10:], "Ośrodek Łąkowa", "健康按摩 Massage", "Long name " * 20])
def test_whatever_the_clinic_is_called_it_is_one_page_in_large_type(name: str) -> None:
    pdf = notice_pdf(replace(CLINIC, name=name, street="Żółta 3 " * 12))
    assert pdf == notice_pdf(replace(CLINIC, name=name, street="Żółta 3 " * 12))
    assert len(pages(pdf)) == 1
    assert ELEMENTS[0] in words(pdf)


def test_names_of_other_alphabets_are_on_it() -> None:
    told = words(notice_pdf(replace(CLINIC, name="Ośrodek Łąkowa 健康按摩")))
    assert "Ośrodek Łąkowa" in told and "健康按摩" in told


@pytest.fixture
def reports(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> ReportsPage:
    made = ReportsPage(Session(clinic), InlineJobs(), Preferences(str(tmp_path / "own.ini")))
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_stands_beside_the_reports(clinic: Clinic, reports: ReportsPage) -> None:
    before = reports.key
    reports.to_notice.click()
    assert reports.notice and reports.notice.isVisible()
    assert reports.topic == "61-estimates#notice" and reports.to_notice.isChecked()
    assert reports.notice.bar.print_button.isEnabled()
    assert spoken() in seen(reports)
    # Called otherwise, it is set anew.
    clinic.do(ChangePractice(replace(PRACTICE, name="Elm Massage"), practice(clinic.read).version))
    reports.notice.copy.click()
    paper = reports.notice.bar._paper
    assert paper and "Elm Massage" in words(paper.content()) and paper.file_name == "estimate-notice.pdf"
    own = billed_clinic(clinic.read, practice(clinic.read))
    assert QApplication.clipboard().text() == notice_text(own)
    assert "The text is copied." in seen(reports)
    reports.notice.back.click()
    assert reports.key == before and reports.shown.isVisible() and not reports.to_notice.isChecked()
    reports.open_part("notice")
    assert reports.notice.isVisible()


def test_the_card_of_the_estimates_leads_to_it(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    new_case(clinic, new_client(clinic))
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.open_part("coverage")
    QApplication.processEvents()
    (leads,) = (one for one in chart.findChildren(QPushButton) if one.text() == "Notice for the office")
    leads.click()
    QApplication.processEvents()
    (page,) = chart.findChildren(NoticePage)
    assert page.isVisible() and page.back.text() == "Coverage"
    page.back.click()
    assert leads.isVisible()
