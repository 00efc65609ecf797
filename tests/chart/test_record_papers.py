"""The papers of the record, each opened where it is printed alone: from its button, with its days, and back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from assessing import FIRST, LAST, new_assessment
from charts import open_chart as chart_of
from factories import CLIENT, new_case, new_client
from pdfs import words
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from record_papers import noted_visit, recorded
from scoring import new_score
from windows import press, seen

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.restrictions.commands import AddRestriction
from clinic_desktop.restrictions.model import RestrictionDraft
from ui.chart.page import ChartPage
from ui.contacts.paper import CallLogPage
from ui.handing import HandoutPage
from ui.jobs import InlineJobs
from ui.practice.licenses import LicensesSection
from ui.session import Session
from ui.visits import notes_paper
from ui.visits.notes_paper import NotesPaperPage

P = TypeVar("P", bound=QWidget)


@pytest.fixture
def session(clinic: Clinic) -> Session:
    _, case = recorded(clinic)
    noted_visit(clinic, case, "11/5/2026")
    noted_visit(clinic, case, "11/19/2026")
    new_assessment(clinic, case, FIRST)
    new_assessment(clinic, case, LAST)
    new_score(clinic, case)
    clinic.do(LogContact(case, ContactDraft(contacted_on="11/10/2026", party="payer/1", said="Twelve visits a year.")))
    return Session(clinic)


@pytest.fixture
def chart(qtbot: QtBot, session: Session, tmp_path: Path) -> ChartPage:
    return chart_of(qtbot, session, tmp_path)


def the(kind: type[P], chart: ChartPage) -> P:
    (found,) = chart.findChildren(kind)
    return found


def told(page: HandoutPage) -> str:
    handout = page.bar._paper
    return words(handout.content()) if handout else ""


@pytest.mark.parametrize(
    ("tab", "button", "title", "back"),
    [
        ("visits", "Print notes", "Visit notes", "Visits"),
        ("assessment", "Show paper", "Re-evaluation", "Assessment"),
        ("assessment", "Show outcome chart", "Outcome chart", "Assessment"),
        ("coverage", "Show call log", "Call log", "Coverage"),
        ("plan", "Show as recorded", "Prescription as recorded", "Plan"),
    ],
)
def test_each_is_opened_by_its_button_and_leads_back(
    qtbot: QtBot, chart: ChartPage, tab: str, button: str, title: str, back: str
) -> None:
    chart.open_part(tab)
    press(qtbot, chart, button)
    page = the(HandoutPage, chart)
    assert title in told(page) and page.back.text() == back and page.topic == chart.topic
    page.go_back()
    assert not page.isVisible() and chart.header.tabs[tab].isChecked()


def test_the_notes_are_those_of_the_visits_that_are_checked(chart: ChartPage) -> None:
    chart.open_part("visit-notes/new")
    page = the(NotesPaperPage, chart)
    assert page.form.values() == {"first": "09/20/2026", "last": "11/19/2026"}
    assert [box.text() for box in page.boxes.values()] == [
        "5 Nov 2026",
        "19 Nov 2026",
    ]
    first, last = page.boxes.values()
    first.click()
    assert "11/05/2026" not in told(page) and "11/19/2026 · 2:00 PM" in told(page)
    last.click()
    assert told(page) == "" and page.preview.words() == "Choose a visit."
    page.form.put(*2 * (page.form.days(page._session.clinic.clock.today())[0],))  # type: ignore[index]
    page.form.edited.emit()
    assert page.preview.words() == "No visit of these days was given." and not page.boxes
    page.form.fields["last"].set_value("soon")
    page.form.edited.emit()
    assert page.form.fields["last"].problem() and page.preview.words() == "Type both days to see the notes."


def test_what_is_not_signed_is_marked_and_told_below_once(clinic: Clinic, chart: ChartPage) -> None:
    case = CaseId(1)
    noted_visit(clinic, case, "11/10/2026", signed=False)
    noted_visit(clinic, case, "11/12/2026", None)
    noted_visit(clinic, case, "11/17/2026", signed=False)
    chart.open_part("visit-notes/new")
    page = the(NotesPaperPage, chart)
    assert [box.text() for box in page.boxes.values()] == [
        *("5 Nov 2026", "10 Nov 2026 *", "12 Nov 2026 **", "17 Nov 2026 *", "19 Nov 2026"),
    ]
    assert seen(page).count("* Note not signed") == 1 and seen(page).count("** No note yet") == 1
    assert list(page.boxes.values())[1].accessibleName() == "10 Nov 2026 · Note not signed"


def test_what_the_client_asked_to_keep_is_not_checked_and_says_why(clinic: Clinic, chart: ChartPage) -> None:
    clinic.do(AddRestriction(chart.owner, RestrictionDraft(from_on="11/19/2026", asked_on="11/11/2026")))
    chart.open_part("visit-notes/new")
    page = the(NotesPaperPage, chart)
    assert [box.isChecked() for box in page.boxes.values()] == [True, False]
    assert "the client asked on 11 Nov 2026 that no payer be told" in seen(page)
    assert "11/19/2026" not in told(page)
    # Whoever may have it all the same is somebody's to choose.
    list(page.boxes.values())[1].click()
    assert "11/19/2026 · 2:00 PM" in told(page)


def test_what_is_asked_to_be_kept_meanwhile_is_said_at_once(clinic: Clinic, qtbot: QtBot, chart: ChartPage) -> None:
    chart.open_part("visit-notes/new")
    page = the(NotesPaperPage, chart)
    assert all(box.isChecked() for box in page.boxes.values())
    clinic.do(AddRestriction(chart.owner, RestrictionDraft(from_on="11/19/2026", asked_on="11/11/2026")))
    page.reload()
    assert "that no payer be told" in seen(page)
    assert [box.isChecked() for box in page.boxes.values()] == [True, False]


def test_too_many_are_not_made_at_once(monkeypatch: pytest.MonkeyPatch, chart: ChartPage) -> None:
    monkeypatch.setattr(notes_paper, "MOST_NOTES", 1)
    chart.open_part("visit-notes/new")
    page = the(NotesPaperPage, chart)
    assert told(page) == "" and not page.boxes
    assert "There are 2 visits in these days. Up to 1 are printed at once" in page.preview.words()


def test_the_call_log_is_that_of_its_days(chart: ChartPage) -> None:
    chart.open_part("call-log/new")
    page = the(CallLogPage, chart)
    assert "Twelve visits a year." in told(page)
    page.form.fields["first"].set_value("11/11/2026")
    page.form.edited.emit()
    assert "Nothing was logged in this time." in told(page)
    page.form.fields["last"].set_value("11/10/2026")
    page.form.edited.emit()
    assert told(page) == "" and page.form.fields["last"].problem() == "This is before the first day."


@pytest.mark.parametrize("part", ["assessment-paper/{assessment}", "prescription-paper/{prescription}"])
def test_what_is_another_clients_is_not_shown(
    clinic: Clinic, session: Session, qtbot: QtBot, tmp_path: Path, part: str
) -> None:
    other = new_client(clinic, replace(CLIENT, given_name="Ben"))
    new_case(clinic, other)
    chart = chart_of(qtbot, session, tmp_path, other)
    said: list[str] = []
    session.trouble.connect(said.append)
    chart.open_part(part.format(assessment=1, prescription=1))
    assert said == ["This is another client’s. Open that client’s chart."]


def test_the_sheet_of_licenses_has_the_tax_id_on_wish(qtbot: QtBot, session: Session) -> None:
    section = LicensesSection(session, InlineJobs(session))
    qtbot.addWidget(section)
    handout: Callable[[], str] = lambda: words(section.bar._paper.content())  # type: ignore[union-attr]  # noqa: E731
    assert "Washington License MA60123456" in handout() and "Tax ID" not in handout()
    section.form.fields["tax_id"].set_value("1")
    section.form.edited.emit()
    assert "Tax ID (EIN) none on record" in handout()
