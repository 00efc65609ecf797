"""What is to follow from contacts is told on Today, in its order, and done by one press."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from factories import CASE, new_case, new_client
from fixed import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import BringClientBack, RetireClient
from clinic_desktop.clients.model import ClientDraft, ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import FinishFollowUp, LogContact, StrikeContact
from clinic_desktop.contacts.model import AHEAD_DAYS, ContactDraft
from clinic_desktop.contacts.queries import MOST_DUE, follow_ups_due
from clinic_desktop.today.queries.follow_ups import to_follow
from ui.session import Session
from ui.today.page import TodayPage

TODAY = NOW.date()
CALL = ContactDraft(contacted_on="1/2/2026", party="client", name="Roz", said="She asks for the letter.")


def logged(clinic: Clinic, case: CaseId, days: int, todo: str = "Call") -> int:
    return clinic.do(LogContact(case, replace(CALL, todo=todo, due_on=str(TODAY + timedelta(days))))).row


def due(clinic: Clinic) -> list[int]:
    return [one.contact.id for one in follow_ups_due(clinic.read, TODAY)]


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


@pytest.mark.parametrize(("days", "is_due"), [(-300, True), (-1, True), (0, True), (7, True), (8, False)])
def test_it_is_told_from_a_week_before_its_day_on(clinic: Clinic, case: CaseId, days: int, is_due: bool) -> None:
    row = logged(clinic, case, days)
    assert due(clinic) == [row] * is_due


def test_closed_cases_and_retired_clients_are_left_out(clinic: Clinic, case: CaseId) -> None:
    row = logged(clinic, case, 0)
    clinic.do(ChangeCase(case, 1, replace(CASE, closed_on="11/24/2026")))
    assert due(clinic) == []
    clinic.do(ChangeCase(case, 2, CASE))
    assert due(clinic) == [row]
    clinic.do(RetireClient(1, 1))
    assert due(clinic) == []
    clinic.do(BringClientBack(1, 2))
    assert due(clinic) == [row]


def test_no_more_are_read_than_are_told(clinic: Clinic, case: CaseId) -> None:
    with clinic.together():
        rows = [logged(clinic, case, -number) for number in range(MOST_DUE + 2)]
    assert due(clinic) == rows[:1:-1]


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    from factories import make_clinic

    clinic, _ = make_clinic(Path(tmp_path_factory.mktemp("due")) / "clinic")
    for name in ("Ann", "Bo", "Cy"):
        client = new_client(clinic, ClientDraft(name, "", "Lee"))
        for number in range(2):
            new_case(clinic, client, replace(CASE, reason=f"Pain {number}"))
    # Of the last client the chart is retired, and the first case of the first one is closed.
    clinic.do(RetireClient(3, 1))
    clinic.do(ChangeCase(1, 1, replace(CASE, closed_on="11/24/2026")))
    yield clinic
    clinic.close()


# Case, days from today, and what became of it.
FATES = some.sampled_from(["waits", "done", "struck", "nothing"])
MADE = some.lists(some.tuples(some.integers(1, 6), some.integers(-20, 20), FATES), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MADE)
def test_all_that_waits_is_told_once_the_longest_due_first(stocked: Clinic, made: list[tuple[int, int, str]]) -> None:
    wanted = []
    rows = []
    for case, days, fate in made:
        if fate == "nothing":
            rows.append(stocked.do(LogContact(case, CALL)).row)
            continue
        row = logged(stocked, CaseId(case), days)
        rows.append(row)
        if fate == "done":
            stocked.do(FinishFollowUp(row, 1))
        elif fate == "struck":
            stocked.do(StrikeContact(row, 1, "Twice"))
        elif days <= AHEAD_DAYS and case in (2, 3, 4):
            wanted.append((days, row))
    assert due(stocked) == [row for _, row in sorted(wanted)]
    for row in rows:
        version = stocked.read.one("SELECT version, struck_on FROM contacts WHERE id = ?", row)
        if not version["struck_on"]:
            stocked.do(StrikeContact(row, version["version"], "Over"))
    assert due(stocked) == []


def test_today_tells_it_opens_it_and_marks_it_done(qtbot: QtBot, clinic: Clinic, case: CaseId, page: TodayPage) -> None:
    assert "Follow up" not in seen(page)
    first, second = logged(clinic, case, -2, "Call Kim"), logged(clinic, case, 3, "Fax the note")
    words = seen(page)
    assert words.index("Call Kim") < words.index("Fax the note")
    assert "Overdue since 22 Nov 2026" in words and "By 27 Nov 2026" in words
    assert "Call to Roz, client, 2 Jan 2026" in words and "Nguyễn, Rosalind (Zuzu)" in words
    asked: list[tuple[str, str]] = []
    page._session.asked_for.connect(lambda place, part: asked.append((place, part)))
    press(qtbot, page, "Open contact")
    assert asked == [("clients", f"1/of/{case}/contact/{first}")]
    with qtbot.waitSignal(page._session.told) as told:
        press(qtbot, page, "Done")
    assert told.args == ["Follow-up done. Ctrl+Z takes it back."]
    assert due(clinic) == [second] and "Call Kim" not in seen(page)
    page._session.undo()
    assert due(clinic) == [first, second] and "Call Kim" in seen(page)


def test_several_are_ticked_off_by_one_key(qtbot: QtBot, clinic: Clinic, case: CaseId, page: TodayPage) -> None:
    rows = [logged(clinic, case, days) for days in (-2, -1, 0)]
    QApplication.processEvents()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    first = next(one for one in page.findChildren(QPushButton) if one.isVisible() and one.text() == "Done")
    first.setFocus()
    for left in (rows[1:], rows[2:], []):
        inside = page.focusWidget()
        assert inside
        qtbot.keyClick(inside, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert due(clinic) == left


def test_one_that_somebody_else_did_is_said_and_no_harm(
    qtbot: QtBot, clinic: Clinic, case: CaseId, page: TodayPage
) -> None:
    row = logged(clinic, case, 0)
    (one,) = to_follow(clinic.read, TODAY)
    clinic.do(FinishFollowUp(row, 1))
    with qtbot.waitSignal(page._session.trouble):
        page._finish(one, 0)


def test_more_than_fit_are_counted(clinic: Clinic, case: CaseId, page: TodayPage) -> None:
    for days in range(10):
        logged(clinic, case, -days)
    assert "5 more are not shown here." in seen(page)


def test_a_long_one_leaves_the_buttons_in_sight(clinic: Clinic, page: TodayPage) -> None:
    client = new_client(clinic, ClientDraft("W" * 60, "", "W" * 60))
    assert client == ClientId(1)
    case = new_case(clinic, client, replace(CASE, reason="W" * 100))
    row = replace(CALL, party="other", name="W" * 200, todo="W" * 200, due_on="11/22/2026")
    clinic.do(LogContact(case, row))
    QApplication.processEvents()
    done = next(one for one in page.findChildren(QPushButton) if one.text() == "Done" and one.isVisible())
    assert done.mapTo(page, done.rect().topRight()).x() < page.width() == 1300
