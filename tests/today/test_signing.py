"""The notes of a day read through and signed in one go."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from factories import VISIT, new_case, new_service, new_visit, signing
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.audit.commands import NoteLook
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.commands.visits import RetireVisit
from clinic_desktop.visits.model import TechniqueLine, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.signing import notes_to_sign
from clinic_desktop.visits.queries.visits import visit
from ui.kit.boxes import Check
from ui.kit.text import ChipText, Text
from ui.session import Session
from ui.today.page import TodayPage
from ui.today.signing import SigningPage


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    new_service(clinic)
    return new_case(clinic)


@pytest.fixture
def rows(clinic: Clinic, case: CaseId) -> list[VisitId]:
    """Three visits: one with a note, one whose note does not add up, one with nothing written."""
    made = [new_visit(clinic, case, replace(VISIT, date_of_service=f"11/{day}/2026")) for day in (22, 23, 24)]
    clinic.do(WriteNote(made[0], 0, VisitNoteDraft("Stiff", pain_before="4")))
    wrong = VisitNoteDraft("Sore", techniques=(TechniqueLine("Cupping", "", "10", "1"),))
    clinic.do(WriteNote(made[1], 0, wrong))
    return made


def shown(qtbot: QtBot, clinic: Clinic) -> tuple[SigningPage, list[str]]:
    session, wanted = Session(clinic), list[str]()
    page = SigningPage(session, wanted.append)
    qtbot.addWidget(page)
    page.show()
    return page, wanted


def states(clinic: Clinic, rows: list[VisitId]) -> list[str]:
    return [visit(clinic.read, row).note for row in rows]


def test_the_notes_that_wait_are_read_the_oldest_first(clinic: Clinic, rows: list[VisitId]) -> None:
    found = notes_to_sign(clinic.read, 1, clinic.clock.today())
    assert [one.visit.visit.id for one in found] == rows
    assert [one.trouble.partition(".")[0] for one in found] == [
        "",
        "The techniques of Massage take 10 minutes, the service takes 60",
        "Nothing is written yet",
    ]
    assert notes_to_sign(clinic.read, 2, clinic.clock.today()) == ()


def test_all_that_can_be_signed_are_signed_and_the_others_say_why(
    qtbot: QtBot, clinic: Clinic, rows: list[VisitId]
) -> None:
    page, wanted = shown(qtbot, clinic)
    chips = [one.text() for one in page.findChildren(ChipText)]
    assert len(chips) == 2
    assert page.sign.text() == "Sign 1 note"
    assert any("4 before" in one.text() for one in page.findChildren(Text))
    page.sign.click()
    assert states(clinic, rows) == ["signed", "written", "none"]
    qtbot.waitUntil(lambda: len(page.findChildren(Check)) == 2)
    assert not page.sign.isEnabled()
    next(one for one in page.findChildren(QPushButton) if one.text() == "Finish note").click()
    assert wanted == [f"1/of/1/note/{rows[1]}"]


def test_reading_the_notes_there_is_a_look_at_each_client(qtbot: QtBot, clinic: Clinic, rows: list[VisitId]) -> None:
    shown(qtbot, clinic)
    looks = clinic.read.all("SELECT row_id, after FROM audit WHERE label = ?", NoteLook.label)
    assert [tuple(one.values()) for one in looks] == [(1, '{"part":"notes"}')]


def test_a_note_has_the_same_verb_as_elsewhere(qtbot: QtBot, clinic: Clinic, rows: list[VisitId]) -> None:
    page, _ = shown(qtbot, clinic)
    verbs = [one.text() for one in page.findChildren(QPushButton) if one.text().endswith(" note")]
    assert verbs == ["Open note", "Finish note", "Write note", "Sign 1 note"]


def test_one_that_is_left_out_stays_so_when_something_changes(
    qtbot: QtBot, clinic: Clinic, rows: list[VisitId]
) -> None:
    clinic.do(WriteNote(rows[2], 0, VisitNoteDraft("Fine")))
    page, _ = shown(qtbot, clinic)
    assert page.sign.text() == "Sign 2 notes"
    page.findChildren(Check)[0].setChecked(False)
    assert page.sign.text() == "Sign 1 note"
    page.reload()
    assert page.sign.text() == "Sign 1 note"
    page.sign.click()
    assert states(clinic, rows) == ["written", "written", "signed"]


def test_a_note_that_changes_meanwhile_is_shown_as_it_is_now(qtbot: QtBot, clinic: Clinic, rows: list[VisitId]) -> None:
    page, _ = shown(qtbot, clinic)
    clinic.do(WriteNote(rows[0], 1, VisitNoteDraft("Other words")))
    qtbot.waitUntil(lambda: any(one.text() == "Other words" for one in page.findChildren(Text)))
    page.sign.click()
    assert states(clinic, rows)[0] == "signed"


def test_today_leads_there_and_esc_back(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    for at in ("9:00", "11:00"):
        end = f"{int(at.partition(':')[0]) + 1}:00"
        row = new_visit(clinic, case, replace(VISIT, date_of_service="today", starts_at=at, ends_at=end))
        clinic.do(WriteNote(row, 0, VisitNoteDraft("Stiff")))
    today = TodayPage(Session(clinic))
    qtbot.addWidget(today)
    today.show()
    next(one for one in today.findChildren(QPushButton) if one.text() == "Read and sign").click()
    (page,) = today.findChildren(SigningPage)
    assert page.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
    today.open_part("sign")
    (page,) = (one for one in today.findChildren(SigningPage) if one.isVisible())
    page.sign.click()
    # With nothing left to sign the day is shown again.
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in today.findChildren(SigningPage)))


def test_who_signed_the_last_note_elsewhere_comes_back_to_the_day(
    qtbot: QtBot, clinic: Clinic, rows: list[VisitId]
) -> None:
    today = TodayPage(Session(clinic))
    qtbot.addWidget(today)
    today.show()
    today.open_part("sign")
    (page,) = today.findChildren(SigningPage)
    today.hide()
    today.show()
    # Some still wait: the page stays.
    assert page.isVisible()
    today.hide()
    for row in rows:
        clinic.do(RetireVisit(row, 1))
    today.show()
    assert not any(one.isVisible() for one in today.findChildren(SigningPage)) and today.plan.isVisible()


def test_a_note_that_is_half_written_is_not_signed_without_it(
    qtbot: QtBot, clinic: Clinic, rows: list[VisitId]
) -> None:
    page, _ = shown(qtbot, clinic)
    # In the chart, after this page was shown.
    clinic.drafts.keep(f"note:{rows[0]}", {"subjective": ["Stiff, and numb in the hand", "Stiff"]})
    page.sign.click()
    assert states(clinic, rows) == ["written", "written", "none"]
    assert any("did not save it yet" in one.text() for one in page.findChildren(ChipText))
    assert not page.sign.isEnabled()
    clinic.drafts.forget(f"note:{rows[0]}")
    page.reload()
    page.sign.click()
    assert states(clinic, rows)[0] == "signed"


def test_what_another_computer_signed_meanwhile_no_longer_waits(
    qtbot: QtBot, clinic: Clinic, folder: ClinicFolder, open_clinic: Callable[[ClinicFolder], Clinic], case: CaseId
) -> None:
    made = [new_visit(clinic, case, replace(VISIT, date_of_service=f"11/{day}/2026")) for day in (22, 23)]
    for row in made:
        clinic.do(WriteNote(row, 0, VisitNoteDraft("Stiff")))
    page, _ = shown(qtbot, clinic)
    other = open_clinic(folder)
    other.do(signing(other, made[0], VisitNoteDraft("Stiff, and numb"), 1))
    page.sign.click()
    assert states(clinic, made) == ["signed", "written"]
    assert page.sign.text() == "Sign 1 note"
    page.sign.click()
    assert states(clinic, made) == ["signed", "signed"]
