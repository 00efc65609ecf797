"""The line on Today that plans visits: live words, choices by the arrow keys, lists that are pasted, drafts, undo."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from factories import SERVICE, new_case, new_client, new_service
from fixed import NOW
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.visits.queries.days import visits_of_day
from ui.kit.text import isolated
from ui.schedule.typed import PlanVisitsCard
from ui.session import Session
from ui.today.page import TodayPage

TODAY = NOW.date()


@pytest.fixture
def known(clinic: Clinic) -> Clinic:
    new_service(clinic, replace(SERVICE, usual_minutes="60"))
    for family, first in (("Vega", "Luis"), ("Lee", "Ana"), ("Lee", "Bo")):
        new_case(clinic, new_client(clinic, ClientDraft(first, family_name=family)))
    return clinic


@pytest.fixture
def page(qtbot: QtBot, known: Clinic) -> Iterator[TodayPage]:
    made = TodayPage(Session(known))
    qtbot.addWidget(made)
    made.resize(1300, 900)
    made.show()
    made.activateWindow()
    made.plan.box.setFocus()
    yield made


def typed(qtbot: QtBot, card: PlanVisitsCard, text: str) -> str:
    qtbot.keyClicks(card.box, text)
    return seen(card)


def times(clinic: Clinic) -> list[tuple[str, str]]:
    return [(one.client_name, one.visit.starts_at) for one in visits_of_day(clinic.read, TODAY)]


def pasted(card: PlanVisitsCard, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    card.box.insertFromMimeData(data)


def test_enter_plans_and_empties_the_line(qtbot: QtBot, page: TodayPage, known: Clinic) -> None:
    told: list[str] = []
    page._session.told.connect(told.append)
    words = typed(qtbot, page.plan, "2:30p veg 60")
    assert isolated("today, 2:30 PM to 3:30 PM") in words and isolated("Vega, Luis") in words
    assert page.plan.box.accessibleDescription().startswith(isolated("Vega, Luis"))
    assert "Enter plans it." in words
    qtbot.keyClick(page.plan.box, Qt.Key.Key_Return)
    assert times(known) == [("Vega, Luis", "14:30")]
    assert page.plan.box.toPlainText() == ""
    assert told == [f"Planned: {isolated('Vega, Luis')}, today, 2:30 PM to 3:30 PM. Ctrl+Z takes it back."]
    assert "2:30 PM" in seen(page)


def test_undo_is_the_clinics_once_nothing_is_typed(qtbot: QtBot, page: TodayPage) -> None:
    def heard() -> bool:
        """Whether the box keeps the key for itself."""
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QKeyEvent

        key = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        key.ignore()
        page.plan.box.event(key)
        return key.isAccepted()

    assert not heard()
    typed(qtbot, page.plan, "2:30p veg")
    assert heard()
    qtbot.keyClick(page.plan.box, Qt.Key.Key_Return)
    assert not heard()


def test_two_who_fit_are_chosen_by_the_arrow_keys(qtbot: QtBot, page: TodayPage, known: Clinic) -> None:
    words = typed(qtbot, page.plan, "lee 4p")
    assert "Who is meant? Choose with the arrow keys." in words
    qtbot.keyClick(page.plan.box, Qt.Key.Key_Return)
    assert times(known) == []
    for _ in range(2):
        qtbot.keyClick(page.plan.box, Qt.Key.Key_Down)
    assert isolated("Lee, Bo") in page.plan.box.accessibleDescription()
    qtbot.keyClick(page.plan.box, Qt.Key.Key_Up)
    # Further typing keeps who was chosen.
    typed(qtbot, page.plan, " 60")
    assert isolated("Lee, Ana") in page.plan.box.accessibleDescription()
    qtbot.keyClick(page.plan.box, Qt.Key.Key_Return)
    assert times(known) == [("Lee, Ana", "16:00")]


def test_or_by_the_mouse(qtbot: QtBot, page: TodayPage, known: Clinic) -> None:
    typed(qtbot, page.plan, "lee 4p")
    bo = next(one for one in page.plan.findChildren(QPushButton) if one.isVisible() and "Bo" in one.text())
    qtbot.mouseClick(bo, Qt.MouseButton.LeftButton)
    press(qtbot, page.plan, "Plan visit")
    assert times(known) == [("Lee, Bo", "16:00")]


def test_what_is_not_understood_stays_with_its_reason(qtbot: QtBot, page: TodayPage, known: Clinic) -> None:
    pasted(page.plan, "9 vega 60\r\n\r\n10:30 zzyzx\n11 lee\n\t4p lee bo  60\n")
    assert page.plan.box.lines() == ["9 vega 60", "10:30 zzyzx", "11 lee", "4p lee bo 60"]
    qtbot.waitUntil(lambda: "Plan 2 visits" in [one.text() for one in page.plan.findChildren(QPushButton)])
    qtbot.keyClick(page.plan.box, Qt.Key.Key_Return)
    assert times(known) == [("Vega, Luis", "09:00"), ("Lee, Bo", "16:00")]
    assert page.plan.box.lines() == ["10:30 zzyzx", "11 lee"]
    assert "Nobody on the list fits “zzyzx”." in seen(page.plan)
    known.undo()
    assert times(known) == []


def test_two_lines_at_one_time_are_warned_of_and_one_visit_twice_is_refused(
    qtbot: QtBot, page: TodayPage, known: Clinic
) -> None:
    pasted(page.plan, "9 vega 60\n9:30 lee bo 60\n9:15 vega 60\n9 vega 60")
    assert seen(page.plan).count("Maya Ortiz, LMT has another visit at this time.") >= 2
    qtbot.keyClick(page.plan.box, Qt.Key.Key_Return)
    assert times(known) == [("Vega, Luis", "09:00"), ("Lee, Bo", "09:30")]
    assert page.plan.box.lines() == ["9:15 vega 60"]
    assert "A visit with Maya Ortiz is planned for 24 Nov 2026." in seen(page.plan)


def test_somebody_new_and_somebody_without_a_case(qtbot: QtBot, page: TodayPage, known: Clinic) -> None:
    asked: list[tuple[str, str]] = []
    page._session.asked_for.connect(lambda place, part: asked.append((place, part)))
    typed(qtbot, page.plan, "10 maria de la cruz 60")
    press(qtbot, page.plan, f"New client: {isolated('Maria de la Cruz')}")
    assert asked == [("clients", "new/Maria de la Cruz")]
    assert page.plan.box.toPlainText() == "10 maria de la cruz 60"
    owner = new_client(known)
    page.plan.box.show_lines(["10 nguyen"])
    assert "There is no open case." in seen(page.plan)
    press(qtbot, page.plan, f"New case of {isolated('Nguyễn, Rosalind (Zuzu)')}")
    assert asked[-1] == ("clients", f"{owner}/case/new")
    new_case(known, owner)
    assert "Enter plans it." in seen(page.plan)


def test_what_is_typed_outlives_the_page(qtbot: QtBot, page: TodayPage, known: Clinic) -> None:
    typed(qtbot, page.plan, "2:30p veg")
    assert page.plan.keep_draft()
    other = PlanVisitsCard(Session(known))
    qtbot.addWidget(other)
    assert other.box.toPlainText() == "2:30p veg"
    other.show()
    qtbot.keyClick(other.box, Qt.Key.Key_Return)
    assert known.drafts.kept("schedule:typed") is None


def test_a_clinic_without_clients_has_no_line(qtbot: QtBot, clinic: Clinic) -> None:
    made = TodayPage(Session(clinic))
    qtbot.addWidget(made)
    made.show()
    assert not made.plan.isVisible()
    new_client(clinic)
    assert made.plan.isVisible()


def test_a_list_is_cut_and_a_file_is_not_text(page: TodayPage) -> None:
    pasted(page.plan, "9 vega\n" * 100 + "x" * 1000)
    assert len(page.plan.box.lines()) == 60
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/nowhere.csv")])
    assert not page.plan.box.canInsertFromMimeData(data)
    QApplication.processEvents()


def test_a_flag_that_somebody_raises_is_said_at_once(qtbot: QtBot, page: TodayPage, known: Clinic) -> None:
    from asking import URGENT, raised

    assert "An urgent flag" not in typed(qtbot, page.plan, "vega 9 60")
    raised(known, known.read.one("SELECT id FROM clients WHERE family_name = 'Vega'")["id"], URGENT)
    assert "An urgent flag is open since" in seen(page.plan)
