"""The claim in a chart: its boxes copied one after the other, its papers, and the offsets of a printer."""

from pathlib import Path

import pytest
from billable import billable
from charts import open_chart
from factories import new_case
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.claims.document.form import form_pdf
from clinic_desktop.claims.model import NO_OFFSETS, ClaimChoices
from clinic_desktop.claims.queries import claim_facts, claimable, proposed_for
from clinic_desktop.claims.rules.claims import claims
from clinic_desktop.clinic import Clinic
from clinic_desktop.intake.commands.consents import AddConsent
from clinic_desktop.intake.model.consents import ConsentDraft
from ui.chart.page import ChartPage
from ui.claims.page import ClaimPage
from ui.claims.paper import ClaimFormPage, ClaimWorksheetPage
from ui.preferences import Preferences
from ui.session import Session


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> ChartPage:
    found, _ = billable(clinic)
    return open_chart(qtbot, Session(clinic), tmp_path, found.client)


@pytest.fixture
def page(chart: ChartPage) -> ClaimPage:
    chart.open_part("documents")
    press(chart, "Claim worksheet")
    (found,) = chart.findChildren(ClaimPage)
    return found


def press(chart: ChartPage, words: str) -> None:
    next(one for one in chart.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def value_at(page: ClaimPage, number: str, place: int = 0) -> int:
    rows = [at for at, one in enumerate(page.boxes._rows) if one.number == number]
    return rows[place]


def clipboard() -> QClipboard:
    return QApplication.clipboard()


def test_enter_copies_a_box_and_goes_on(qtbot: QtBot, page: ClaimPage) -> None:
    table = page.boxes.table
    table.setFocus()
    table.selectRow(value_at(page, "21", 1))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert clipboard().text() == "M542"
    assert page.boxes.said.text() == "Box 21 copied."
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert clipboard().text() == "S134XXA"
    model = table.model()
    assert model.index(value_at(page, "21", 1), 3).data() == "Copied"
    # The next one with a value, past those that stay blank: the date of service.
    assert table.currentIndex().row() == value_at(page, "24A")


def test_an_empty_box_copies_nothing(qtbot: QtBot, page: ClaimPage) -> None:
    clipboard().setText("mine")
    page.boxes.table.selectRow(value_at(page, "12"))
    qtbot.keyClick(page.boxes.table, Qt.Key.Key_Return)
    assert clipboard().text() == "mine"
    assert page.boxes.said.text() == "Box 12 has nothing to copy."


@pytest.mark.parametrize(("copied_since", "left"), [("", ""), ("something else", "something else")])
def test_what_was_copied_leaves_the_clipboard_with_the_page(
    qtbot: QtBot, chart: ChartPage, page: ClaimPage, copied_since: str, left: str
) -> None:
    page.boxes.table.selectRow(value_at(page, "2"))
    qtbot.keyClick(page.boxes.table, Qt.Key.Key_Return)
    if copied_since:
        clipboard().setText(copied_since)
    chart.open_part("documents")
    assert clipboard().text() == left


def test_what_is_missing_leads_to_its_field_and_back(clinic: Clinic, chart: ChartPage, page: ClaimPage) -> None:
    sent: list[tuple[str, str]] = []
    page._session.sent.connect(lambda one: sent.append((one.part, one.home_part)))
    page.boxes.table.selectRow(value_at(page, "12"))
    assert page.boxes.fix.text() == "Add the consent"
    page.boxes.fix.click()
    owner = chart.owner
    assert sent == [(f"{owner}/consent/new/release", f"{owner}/of/1/claim/new")]


def test_a_consent_is_what_a_signature_stands_on(clinic: Clinic) -> None:
    found, visits = billable(clinic)
    assert claim_facts(clinic.read, visits).released_on is None
    clinic.do(AddConsent(found.client, ConsentDraft("release", "11/1/2026", words="Records to the payer")))
    assert claim_facts(clinic.read, visits).released_on is not None
    assert [one.visits for one in claimable(clinic.read, found.case)] == [tuple(visits)]
    assert not proposed_for(clinic.read, found.case, "health", clinic.clock.today()).is_proposed
    assert proposed_for(clinic.read, found.case, "auto", clinic.clock.today()).is_proposed


def test_choices_are_kept_while_the_page_is_away(chart: ChartPage, page: ClaimPage) -> None:
    assert page.form.values()["accepts"] == "no"
    page.form.fields["resubmission"].set_value("7")
    page.form.fields["original"].set_value("PX-1")
    assert page.boxes._rows[value_at(page, "22", 1)].value == "PX1"
    chart.open_part("documents")
    chart.open_part("claim/new")
    (again,) = [one for one in chart.findChildren(ClaimPage) if one.isVisible()]
    assert again.form.values() == {"accepts": "no", "resubmission": "7", "original": "PX-1"}


def test_the_worksheet_and_the_form_are_of_what_is_checked(clinic: Clinic, chart: ChartPage, page: ClaimPage) -> None:
    first = next(iter(page.choices.checks.values()))
    first.setChecked(False)
    press(chart, "Worksheet on paper")
    assert chart.findChildren(ClaimWorksheetPage)
    press(chart, "Claim worksheet")
    press(chart, "Print on forms")
    (form,) = chart.findChildren(ClaimFormPage)
    assert form.bar._paper
    kept = list(page.choices.checks)[1:]
    expected = claims(claim_facts(clinic.read, kept), ClaimChoices("no"))
    assert form.bar._paper.content() == form_pdf(expected, NO_OFFSETS)


def test_offsets_are_kept_for_each_printer(
    qtbot: QtBot, chart: ChartPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.claims.paper.printer_names", lambda: ("Front/desk", "Back room"))
    chart.open_part("claim-form/new")
    (form,) = chart.findChildren(ClaimFormPage)
    form.left_box.setFocus()
    qtbot.keyClick(form.left_box, Qt.Key.Key_Up)
    qtbot.keyClick(form.top_box, Qt.Key.Key_Down)
    assert (form.offsets().left, form.offsets().top) == (NO_OFFSETS.left + 1, NO_OFFSETS.top - 1)
    assert form.bar._paper
    assert form.bar._paper.placed_for == "Front/desk"
    form.printers.setCurrentIndex(1)
    assert form.offsets() == NO_OFFSETS
    form.printers.setCurrentIndex(0)
    assert form.offsets().left == NO_OFFSETS.left + 1
    form.left_box.selectAll()
    qtbot.keyClicks(form.left_box, "250")
    # A number that is no offset is not taken: the digits that fit are.
    assert form.offsets().left == 25
    form.left_box.clear()
    form.top_box.setFocus()
    assert form.left_box.text() == "25"
    form.left_box.selectAll()
    qtbot.keyClicks(form.left_box, str(NO_OFFSETS.left + 1))
    kept = Preferences(str(tmp_path / "preferences.ini"))
    assert kept.offsets("Front/desk", (0, 0)) == (NO_OFFSETS.left + 1, NO_OFFSETS.top - 1)
    press(chart, "Alignment page")
    aligned = next(one for one in chart.findChildren(ClaimFormPage) if one.isVisible())
    assert aligned.offsets().left == NO_OFFSETS.left + 1


def test_a_case_without_a_visit_asks_for_no_choice(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    new_case(clinic)
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.open_part("claim/new")
    (found,) = chart.findChildren(ClaimPage)
    assert "No visit of this case was given yet" in seen(found)
    assert "Your choices" not in seen(found) and "Enter copies" not in seen(found)
