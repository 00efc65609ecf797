"""Assessments on the screen: typed by keyboard alone, beside what was found before, refused at the cell, read again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from assessing import FIRST, LAST, new_assessment
from charts import open_chart
from factories import HOSTILE_NAMES, new_case, new_client
from keyboard import Keyboard, focused, words_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import shown_form

from clinic_desktop.assessments.commands import ChangeAssessment, SignAssessment
from clinic_desktop.assessments.model import (
    LimitLine,
    MeasuredMotion,
    Palpation,
    PalpationLine,
)
from clinic_desktop.assessments.queries import assessment, assessments_of
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from ui.assessments.forms import motion_field
from ui.assessments.rows import FoundRows
from ui.assessments.section import AssessmentSection
from ui.chart.page import ChartPage
from ui.kit.form import Form
from ui.session import Session


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, session: Session, case: CaseId, tmp_path: Path) -> Iterator[ChartPage]:
    page = open_chart(qtbot, session, tmp_path)
    page.open_part("assessment")
    yield page


def press(inside: QWidget, words: str) -> None:
    (found,) = [made for made in inside.findChildren(QPushButton) if made.text() == words and made.isVisible()]
    found.click()
    QApplication.processEvents()


def section(page: ChartPage) -> AssessmentSection:
    found = page.findChildren(AssessmentSection)
    assert len(found) == 1
    return found[0]


def listed(page: ChartPage) -> list[list[str]]:
    model = section(page).table.model()
    return [[model.data(model.index(row, at)) for at in range(6)] for row in range(model.rowCount())]


def changes(page: ChartPage) -> list[tuple[str, ...]]:
    model = section(page).changes.table.model()
    return [tuple(model.data(model.index(row, at)) for at in range(4)) for row in range(model.rowCount())]


def texts(page: ChartPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def rows(form: Form, key: str) -> FoundRows:
    field = form.fields[key]
    assert isinstance(field, FoundRows)
    return field


def test_an_empty_page_says_what_belongs_there_and_offers_it(chart: ChartPage) -> None:
    assert section(chart).table.empty_words().text().startswith("No assessment yet.")
    assert not section(chart).changes.isVisible()
    press(section(chart), "Make the first one")
    assert list(shown_form(chart).fields)[:3] == ["day", "therapist", "pain_now"]


def test_without_a_case_one_is_asked_for_first(qtbot: QtBot, session: Session, clinic: Clinic, tmp_path: Path) -> None:
    page = open_chart(qtbot, session, tmp_path, new_client(clinic))
    page.open_part("assessment")
    assert section(page).table.empty_words().text().startswith("A case comes first")
    assert not section(page).add.isEnabled()
    page.open_part("assessment/new")
    assert "reason" in shown_form(page).fields


def test_the_arrows_walk_a_column(qtbot: QtBot, chart: ChartPage) -> None:
    chart.open_part("assessment/new")
    field = motion_field(shown_form(chart))
    field.add_joint("neck")
    keys = Keyboard(qtbot, chart.window())
    field.cell("neck_rotation", "right").box.setFocus()
    walked = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        keys.press(key)
        walked.append(words_of(focused()))
    assert walked == [
        *("Neck, side bending, right", "Neck, extension", "Neck, flexion", "Neck, flexion", "Neck, extension"),
    ]


def test_what_was_measured_has_its_share_and_a_word_above_it(chart: ChartPage) -> None:
    chart.open_part("assessment/new")
    field = motion_field(shown_form(chart))
    field.add_joint("neck")
    cell = field.cell("neck_rotation", "left")
    for typed, beside, below in (
        ("45p", "75%", ""),
        ("70", "100%", ""),
        ("90", "112%", "More than the usual 60–80°: look once more."),
        ("forty", "", ""),
        ("101", "", ""),
    ):
        cell.set_value(typed)
        assert (cell.beside.text(), cell.below()) == (beside, below)


def test_a_reassessment_has_the_same_rows_and_what_was_found(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    new_assessment(clinic, case)
    press(section(chart), "New assessment")
    form = shown_form(chart)
    assert form.fields["pain_now"].below() == "Was 6/10" and form.fields["pain_average"].below() == ""
    assert form.fields["since"].value() == "Three weeks, after a fall" and form.fields["course"].value() == ""
    assert [form.fields[key].below() for key in ("course", "aggravates", "eases")] == [
        *("Was: Getting worse", "Was: Reaching up", "Was: Heat"),
    ]
    assert motion_field(form).joints() == ("neck", "shoulder")
    assert motion_field(form).cell("neck_rotation", "right").beside.text() == "was 45p"
    assert motion_field(form).cell("neck_rotation", "passive_right").isVisible()
    assert not motion_field(form).cell("shoulder_flexion", "passive_right").isVisible()
    assert [cell["activity"].value() for cell in map(rows(form, "limits").cells, range(3))] == [
        *("Sit at the desk", "Wakes up at night", "Carry groceries"),
    ]
    felt = rows(form, "palpations")
    assert felt.cells(0)["name"].below() == "Was tone 3, tenderness 3, trigger points"
    assert [felt.cells(0)[key].value() for key in ("name", "side", "tone", "felt")] == [
        *("Upper trapezius", "right", "", ""),
    ]
    assert rows(form, "strengths").cells(0)["name"].below() == "Was left 5/5, right 3/5"
    assert rows(form, "tests").cells(0)["name"].below() == "Was positive"
    # Another muscle was not looked at before.
    felt.cells(0)["name"].set_value("Psoas")
    assert felt.cells(0)["name"].below() == ""
    motion_field(form).cell("neck_rotation", "right").set_value("60")
    form.fields["pain_now"].set_value("3")
    felt.cells(0)["tone"].set_value("1")
    press(chart, "Save")
    last = assessments_of(clinic.read, case)[0]
    assert last.motions == (MeasuredMotion("neck_rotation", "right", True, 60, False),)
    assert last.palpations == (Palpation("Psoas", "right", 1, None, False, False),)
    assert (last.limits, last.strengths, last.tests) == ((), (), ())
    assert section(chart).table.currentIndex().row() == 0
    assert section(chart).changes.summary.text() == ("From 6 Oct 2026 to 24 Nov 2026: 2 better, 15 not measured again.")
    told = changes(chart)
    assert ("Neck: rotation, right", "45°, painful", "60°", "15° better") in told
    assert ("Psoas, right", "–", "tone 1", "Not measured then") in told
    assert ("Sit at the desk", "20 minutes, needs 60", "–", "Not measured again") in told


def test_what_is_wrong_is_said_at_the_cell_and_nothing_is_lost(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    chart.open_part("assessment/new")
    form = shown_form(chart)
    field = motion_field(form)
    field.add_joint("neck")
    field.cell("neck_side", "passive_right").set_value("80")
    form.fields["limits"].set_value('[{"activity": "Sit", "now": "", "needed": "60", "unit": "minutes"}]')
    form.fields["palpations"].set_value('[{"name": "Psoas", "tone": "9"}]')
    form.fields["impression"].set_value("Diagnosis: strain")
    press(chart, "Save")
    assert rows(form, "limits").cells(0)["now"].problem() == "How much can the client do now? Type a number."
    cell = field.cell("neck_side", "passive_right")
    assert cell.problem() == "80° is more than this joint can: up to 56° is taken." and cell.isVisible()
    assert rows(form, "palpations").cells(0)["tone"].problem() == "Type a whole number from 0 to 4."
    assert form.fields["impression"].problem().startswith("“Diagnosis” reads like a diagnosis.")
    assert focused() is rows(form, "limits").cells(0)["now"].box
    assert assessments_of(clinic.read, case) == () and cell.value() == "80"
    cell.set_value("50")
    assert cell.problem() == "" and rows(form, "palpations").cells(0)["tone"].problem()
    for key, value in (("limits", ""), ("palpations", ""), ("impression", "Guarded")):
        form.fields[key].set_value(value)
    press(chart, "Save")
    assert assessments_of(clinic.read, case)[0].motions[0].degrees == 50


def test_a_joint_that_is_not_on_the_list_is_said(qtbot: QtBot, chart: ChartPage) -> None:
    chart.open_part("assessment/new")
    field = motion_field(shown_form(chart))
    field.finder.setFocus()
    keys = Keyboard(qtbot, chart.window())
    keys.type("nose")
    keys.enter()
    assert field.below().startswith("No joint on the list begins so. There are: Neck, ")
    assert field.joints() == () and field.finder.text() == "nose"
    field.add_joint("knee")
    assert field.below() == "" and field.joints() == ("knee",)


def test_two_sentences_about_one_movement_stand_below_each_other(chart: ChartPage) -> None:
    chart.open_part("assessment/new")
    field = motion_field(shown_form(chart))
    field.add_joint("neck")
    tops = []
    for key in ("left", "right", "passive_left", "passive_right"):
        cell = field.part(f"neck_rotation/{key}")
        assert cell
        cell.set_value("84")
    QApplication.processEvents()
    for one in chart.findChildren(QLabel):
        if one.isVisible() and one.text().startswith("More than the usual"):
            tops.append(one.mapTo(chart, one.rect().topLeft()).y())
    assert len(tops) == len(set(tops)) == 4


def test_what_is_typed_is_kept_as_a_draft(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    new_assessment(clinic, case)
    chart.open_part("assessment/new")
    motion_field(shown_form(chart)).add_joint("hip")
    motion_field(shown_form(chart)).cell("hip_flexion", "right").set_value("100p")
    shown_form(chart).fields["pain_now"].set_value("4")
    chart.open_part("summary")
    chart.open_part("assessment/new")
    form = shown_form(chart)
    assert motion_field(form).joints() == ("neck", "shoulder", "hip")
    assert motion_field(form).cell("hip_flexion", "right").value() == "100p"
    assert form.fields["pain_now"].value() == "4"
    press(chart, "Cancel")
    chart.open_part("assessment/new")
    assert motion_field(shown_form(chart)).joints() == ("neck", "shoulder")


def test_a_second_person_who_saves_is_told(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    row = new_assessment(clinic, case)
    chart.open_part(f"assessment/{row}")
    form = shown_form(chart)
    motion_field(form).cell("neck_flexion", "left").set_value("42")
    clinic.do(ChangeAssessment(row, 1, replace(FIRST, pain_now="7")))
    press(chart, "Save")
    press(chart, "Show what is there now")
    assert form.fields["pain_now"].value() == "7"
    assert motion_field(form).cell("neck_flexion", "left").value() == "42"
    assert form.fields["motions"].below().startswith("Changed meanwhile") is False
    press(chart, "Save")
    found = assessment(clinic.read, row)
    assert (found.pain_now, found.motions[0].degrees) == (7, 42)


def test_one_is_signed_and_read_with_what_changed(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    new_assessment(clinic, case)
    last = new_assessment(clinic, case, LAST)
    chart.open_part(f"assessment/{last}")
    assert motion_field(shown_form(chart)).cell("neck_rotation", "right").beside.text() == "100% · was 45p"
    press(chart, "Sign assessment")
    assert [row[-1] for row in listed(chart)] == ["Signed", "Not signed"]
    chart.open_part(f"assessment/{last}")
    shown = texts(chart)
    assert "Neck: rotation, right: 60°, 100% of the usual" in shown
    assert "Reaching up" in shown and "Getting better" in shown and "Three weeks, after a fall" in shown
    assert "Signed by Maya Ortiz, LMT" in shown and "From 6 Oct 2026 to 17 Nov 2026: 8 better" in shown
    assert not [one for one in chart.findChildren(QPushButton) if one.isVisible() and one.text() == "Save"]
    press(chart, "Assess again")
    assert motion_field(shown_form(chart)).cell("neck_rotation", "right").beside.text() == "was 60"


def test_only_the_own_one_is_signed(chart: ChartPage, clinic: Clinic) -> None:
    chart.open_part("assessment/new")
    (signing,) = [one for one in chart.findChildren(QPushButton) if one.text() == "Sign assessment"]
    assert signing.isEnabled()
    shown_form(chart).fields["therapist"].set_value("")
    assert not signing.isEnabled()


def test_one_is_taken_away_and_brought_back(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    row = new_assessment(clinic, case)
    chart.open_part(f"assessment/{row}")
    press(chart, "Remove assessment")
    assert listed(chart) == []
    clinic.undo()
    assert len(listed(chart)) == 1


def test_another_clients_assessment_is_not_shown(chart: ChartPage, clinic: Clinic, session: Session) -> None:
    other = new_client(clinic, ClientDraft(given_name="Ana", family_name="Brook", birth_date="1/2/1990"))
    row = new_assessment(clinic, new_case(clinic, other))
    told: list[str] = []
    session.trouble.connect(told.append)
    chart.open_part(f"assessment/{row}")
    assert told == ["This is another client’s. Open that client’s chart."]


# Qt takes the last one for the mark of an order of bytes, and shows nothing of it.
@pytest.mark.parametrize("name", [one for one in HOSTILE_NAMES if one != "\ufffe"])
def test_whatever_is_typed_is_shown_to_the_letter(chart: ChartPage, clinic: Clinic, case: CaseId, name: str) -> None:
    draft = replace(LAST, palpations=(PalpationLine(name, "", "1"),), limits=(LimitLine(name, "hours", "1", "2"),))
    row = clinic.do(SignAssessment(case, 0, 0, draft)).row
    plain = name.replace("\x00", "").strip()
    chart.open_part(f"assessment/{row}")
    QApplication.processEvents()
    assert f"{plain}: tone 1" in texts(chart) and f"{plain}: 1 hour, needs 2" in texts(chart)
    press(chart, "Assess again")
    assert rows(shown_form(chart), "limits").cells(0)["activity"].value() == plain


def test_the_form_is_no_wider_than_the_screen(chart: ChartPage) -> None:
    chart.open_part("assessment/new")
    field = motion_field(shown_form(chart))
    for joint in ("neck", "shoulder", "ankle"):
        field.add_joint(joint)
    for cell in ("left", "right", "passive_left", "passive_right"):
        found = field.part(f"neck_rotation/{cell}")
        assert found
        found.set_value("70p")
    beside = field.cell("neck_rotation", "passive_right").beside
    right = beside.mapTo(chart, beside.rect().topRight()).x()
    assert chart.width() == 1366 and 0 < right < 1300
