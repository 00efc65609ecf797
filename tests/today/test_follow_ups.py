"""Follow-ups of contacts and next steps that were taken on: told on Today in one order, opened, and done by one key."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from factories import CASE, new_case
from fixed import NOW
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft, ContactRow
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.commands.follow_ups import FinishStep, FollowUp
from clinic_desktop.coverage.model.follow_ups import StepFollowUp
from clinic_desktop.coverage.model.kept import BenefitCallDraft, OpenQuestionDraft
from clinic_desktop.coverage.model.outcome import Step
from clinic_desktop.coverage.queries.kept import open_questions
from clinic_desktop.today.queries.follow_ups import to_follow
from clinic_desktop.today.queries.listing import MOST_DUE
from ui.session import Session
from ui.today.page import TodayPage

TODAY = NOW.date()
TALK = ContactDraft(contacted_on="1/2/2026", party="client", name="Roz", said="She asks for the letter.")


def logged(clinic: Clinic, case: CaseId, days: int, todo: str = "Call") -> int:
    return clinic.do(LogContact(case, replace(TALK, todo=todo, due_on=str(TODAY + timedelta(days))))).row


def taken_on(clinic: Clinic, case: CaseId, days: int, words: str = "Print the request.") -> int:
    return clinic.do(FollowUp(case, Step(words, TODAY + timedelta(days), "rx"))).row


def told(clinic: Clinic) -> list[str]:
    return [one.todo for one in to_follow(clinic.read, TODAY)]


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def page(qtbot: QtBot, clinic: Clinic) -> Iterator[TodayPage]:
    made = TodayPage(Session(clinic))
    qtbot.addWidget(made)
    made.resize(1300, 900)
    made.show()
    yield made


def test_both_kinds_are_told_in_one_order(clinic: Clinic, case: CaseId) -> None:
    taken_on(clinic, case, 0, "b")
    logged(clinic, case, 0, "a")
    logged(clinic, case, 2, "c")
    taken_on(clinic, case, -3, "0")
    taken_on(clinic, case, 7, "d")
    taken_on(clinic, case, 8, "e")
    assert told(clinic) == ["0", "a", "b", "c", "d"]
    kinds = [isinstance(one.source, ContactRow) for one in to_follow(clinic.read, TODAY)]
    assert kinds == [False, True, False, True, False]


def test_no_more_are_told_than_are_read_of_both(clinic: Clinic, case: CaseId) -> None:
    with clinic.together():
        for number in range(MOST_DUE):
            logged(clinic, case, -number, f"c{number}")
            taken_on(clinic, case, -number, f"s{number}")
    found = told(clinic)
    assert len(found) == MOST_DUE and found[:2] == [f"c{MOST_DUE - 1}", f"s{MOST_DUE - 1}"]


def test_a_step_is_opened_in_the_wizard_and_done_in_place(
    qtbot: QtBot, clinic: Clinic, case: CaseId, page: TodayPage
) -> None:
    assert "Follow up" not in seen(page)
    row = taken_on(clinic, case, -2)
    words = seen(page)
    assert "Print the request." in words and "Next step of the coverage wizard" in words
    assert "Overdue since 22 Nov 2026" in words and "Nguyễn, Rosalind (Zuzu)" in words and CASE.reason in words
    (opens,) = (one for one in page.findChildren(QPushButton) if one.text() == "Open wizard")
    assert opens.accessibleName() == "Open wizard: Print the request., Nguyễn, Rosalind (Zuzu)"
    asked: list[tuple[str, str]] = []
    page._session.asked_for.connect(lambda place, part: asked.append((place, part)))
    press(qtbot, page, "Open wizard")
    assert asked == [("clients", f"1/of/{case}/wizard")]
    with qtbot.waitSignal(page._session.told) as said:
        press(qtbot, page, "Done")
    assert said.args == ["Follow-up done. Ctrl+Z takes it back."]
    assert told(clinic) == [] and "Print the request." not in seen(page)
    page._session.undo()
    assert [one.source.id for one in to_follow(clinic.read, TODAY) if isinstance(one.source, StepFollowUp)] == [row]
    assert "Print the request." in seen(page)


def test_both_kinds_are_ticked_off_by_one_key(qtbot: QtBot, clinic: Clinic, case: CaseId, page: TodayPage) -> None:
    taken_on(clinic, case, -2, "a")
    logged(clinic, case, -1, "b")
    taken_on(clinic, case, 0, "c")
    QApplication.processEvents()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    first = next(one for one in page.findChildren(QPushButton) if one.isVisible() and one.text() == "Done")
    first.setFocus()
    for left in (["b", "c"], ["c"], []):
        inside = page.focusWidget()
        assert inside
        qtbot.keyClick(inside, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert told(clinic) == left


def test_one_that_somebody_else_did_is_said_and_no_harm(
    qtbot: QtBot, clinic: Clinic, case: CaseId, page: TodayPage
) -> None:
    row = taken_on(clinic, case, 0)
    (one,) = to_follow(clinic.read, TODAY)
    clinic.do(FinishStep(row, 1))
    with qtbot.waitSignal(page._session.trouble):
        page._finish(one, 0)


def test_a_closed_case_is_left_out(clinic: Clinic, case: CaseId, page: TodayPage) -> None:
    taken_on(clinic, case, 0)
    logged(clinic, case, 0)
    clinic.do(ChangeCase(case, 1, replace(CASE, closed_on="11/24/2026")))
    assert told(clinic) == [] and "Follow up" not in seen(page)


def test_done_settles_what_a_benefit_call_left_open(
    qtbot: QtBot, clinic: Clinic, case: CaseId, page: TodayPage
) -> None:
    questions = (OpenQuestionDraft("Self-funded?", "11/24"), OpenQuestionDraft("Which page?", "11/25"))
    clinic.do(LogBenefitCall(case, BenefitCallDraft(called_on="11/20", questions=questions)))
    assert "Ask again: 2 open questions" in seen(page) and len(open_questions(clinic.read, case)) == 2
    press(qtbot, page, "Done")
    assert open_questions(clinic.read, case) == ()
    page._session.undo()
    assert len(open_questions(clinic.read, case)) == 2


def test_a_long_one_leaves_the_buttons_in_sight(clinic: Clinic, case: CaseId, page: TodayPage) -> None:
    taken_on(clinic, case, -1, "W" * 400)
    QApplication.processEvents()
    done = next(one for one in page.findChildren(QPushButton) if one.text() == "Done" and one.isVisible())
    assert done.mapTo(page, done.rect().topRight()).x() < page.width() == 1300
