"""The page that reads a scheduler’s file: the dry run on the screen, answers, columns, refusals, and the way back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from factories import CASE, SERVICE, new_case, new_client, new_service
from fixed import NOW
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client_count
from clinic_desktop.clinic import Clinic
from clinic_desktop.schedule.model import MOST_BYTES
from clinic_desktop.schedule.queries.steps import LEAVE, NEW
from clinic_desktop.visits.queries.days import visits_of_day
from ui.kit.choice_box import ChoiceBox
from ui.kit.text import isolated
from ui.schedule.page import FilePage
from ui.session import Session
from ui.today.page import TodayPage

TODAY = NOW.date()
FILES = Path(__file__).with_name("files")
HEAD = "Date,Start,Minutes,Client,Status,Booking ID\n"
VEGA = "11/24/2026,2:30 PM,60,Luis Vega,,1\n"
ANA = "11/25/2026,9:00 AM,90,Ana Lee,,2\n"


@pytest.fixture
def known(clinic: Clinic) -> Clinic:
    new_service(clinic, replace(SERVICE, usual_minutes="60"))
    for family, first in (("Vega", "Luis"), ("Lee", "Ana")):
        new_case(clinic, new_client(clinic, ClientDraft(first, family_name=family)))
    return clinic


@pytest.fixture
def page(qtbot: QtBot, known: Clinic) -> Iterator[TodayPage]:
    made = TodayPage(Session(known))
    qtbot.addWidget(made)
    made.resize(1300, 900)
    made.show()
    yield made


def opened(page: TodayPage, content: str | bytes, tmp_path: Path) -> FilePage:
    path = tmp_path / "week.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    page.read_file(path)
    assert page.file
    return page.file


def planned(clinic: Clinic) -> list[tuple[str, str]]:
    days = (TODAY + timedelta(ahead) for ahead in range(7))
    return [(one.client_name, one.visit.starts_at) for day in days for one in visits_of_day(clinic.read, day)]


def choose(page: FilePage, name: str, value: str) -> None:
    """Choose in the box with this accessible name, as a person does."""
    seen(page)
    box = next(one for one in page.findChildren(ChoiceBox) if one.accessibleName() == name and one.isVisible())
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()


def _buttons(page: FilePage) -> list[str]:
    return [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]


def test_a_dry_run_and_one_button(qtbot: QtBot, page: TodayPage, known: Clinic, tmp_path: Path) -> None:
    told: list[str] = []
    page._session.told.connect(told.append)
    file = opened(page, HEAD + VEGA + ANA + ANA.replace("11/25", "12/25"), tmp_path)
    words = seen(file)
    assert "2 new visits · 1 on other days" in words
    assert {"24 Nov 2026, 2:30 PM", isolated("Vega, Luis"), "New visit", "week.csv"} <= set(words.splitlines())
    assert planned(known) == []
    assert page.topic == "15-today#file"
    press(qtbot, file, "Plan 2 visits")
    assert planned(known) == [("Vega, Luis", "14:30"), ("Lee, Ana", "09:00")]
    assert page.file is None and page.topic == "15-today"
    assert told == ["2 visits are as in the file. Ctrl+Z takes them back."]
    assert "2:30 PM" in seen(page)
    file = opened(page, HEAD + VEGA + ANA, tmp_path)
    assert "2 there already" in seen(file)
    assert not file.act_button.isEnabled()


def test_the_next_days_file(qtbot: QtBot, page: TodayPage, known: Clinic, tmp_path: Path) -> None:
    press(qtbot, opened(page, HEAD + VEGA + ANA, tmp_path), "Plan 2 visits")
    file = opened(page, HEAD + VEGA.replace("2:30", "4:00") + ANA.replace(",,2", ",Canceled,2"), tmp_path)
    words = seen(file)
    assert "1 changed · 1 canceled" in words
    assert isolated("It was today, 2:30 PM.") in words
    press(qtbot, file, "Keep the visit")
    qtbot.waitUntil(lambda: "Take it in" in _buttons(file))
    assert "1 changed · 1 left out" in seen(file)
    press(qtbot, file, "Take it in")
    qtbot.waitUntil(lambda: "Keep the visit" in _buttons(file))
    press(qtbot, file, "Make 2 changes")
    assert planned(known) == [("Vega, Luis", "16:00")]


def test_who_is_asked_is_answered_for_all_of_that_name(page: TodayPage, known: Clinic, tmp_path: Path) -> None:
    rows = (
        HEAD + VEGA.replace("Luis", "Louis") + "11/26/2026,9:00 AM,60,Louis Vega,,3\n11/27/2026,8:00 AM,60,Bo Fox,,4\n"
    )
    file = opened(page, rows, tmp_path)
    assert "3 to answer" in seen(file)
    assert not file.act_button.isEnabled()
    page.activateWindow()
    vega = known.read.one("SELECT id FROM clients WHERE family_name = 'Vega'")["id"]
    choose(file, "Who is Louis Vega, 24 Nov 2026, 2:30 PM?", str(vega))
    words = seen(file)
    assert "2 new visits · 1 to answer" in words
    box = QApplication.focusWidget()
    assert box and box.accessibleName() == "Who is Louis Vega, 24 Nov 2026, 2:30 PM?"
    assert f"In the file: {isolated('Louis Vega')}" in words
    file.act()
    # Somebody is asked about still, so the page stays.
    assert page.file is file
    assert [one[0] for one in planned(known)] == ["Vega, Luis", "Vega, Luis"]
    before = client_count(known.read)
    choose(file, "Who is Bo Fox, 27 Nov 2026, 8:00 AM?", NEW)
    file.act()
    assert client_count(known.read) == before + 1
    assert page.file is None


def test_a_line_is_left_out(page: TodayPage, known: Clinic, tmp_path: Path) -> None:
    file = opened(page, HEAD + VEGA + "11/27/2026,8:00 AM,60,Staff meeting,,4\n", tmp_path)
    choose(file, "Who is Staff meeting, 27 Nov 2026, 8:00 AM?", LEAVE)
    assert "1 new visit · 1 left out" in seen(file)
    file.act()
    assert page.file is None
    assert [one[0] for one in planned(known)] == ["Vega, Luis"]


def test_columns_are_asked_for_and_remembered(page: TodayPage, known: Clinic, tmp_path: Path) -> None:
    rows = "Alpha,Beta,Gamma\n11/24/2026,vega,11/25/2026\n11/25/2026,vega,11/26/2026\n"
    file = opened(page, rows, tmp_path)
    words = seen(file)
    assert "Say which column has the day, and which the client." in file._banner.words()
    assert {"Day", "Client", "First name", isolated("Alpha"), isolated("11/24/2026")} <= set(words.splitlines())
    choose(file, "Column of: Client", 1)  # type: ignore[arg-type]
    assert file._banner.words() == ""
    choose(file, "Column of: Day", 2)  # type: ignore[arg-type]
    vega = known.read.one("SELECT id FROM clients WHERE family_name = 'Vega'")["id"]
    choose(file, "Who is vega, 25 Nov 2026?", str(vega))
    file.act()
    assert [str(one.visit.date_of_service) for one in visits_of_day(known.read, TODAY + timedelta(1))] == ["2026-11-25"]
    # The next file with these headings needs no answer.
    file = opened(page, rows.replace("25/2026,vega", "26/2026,vega"), tmp_path)
    assert file._banner.words() == ""
    assert file._read.columns == {"client": 1, "day": 2}


def test_more_days(page: TodayPage, tmp_path: Path) -> None:
    content = (FILES / "shared.ics").read_bytes()
    file = opened(page, content, tmp_path)
    assert not file._fold.isVisible()
    before = len(file._steps)
    file._days.setCurrentIndex(file._days.findData(31))
    file._days.activated.emit(file._days.currentIndex())
    assert len(file._steps) > before


def test_what_is_refused_is_named_at_its_line(page: TodayPage, known: Clinic, tmp_path: Path) -> None:
    file = opened(page, HEAD + VEGA + ANA, tmp_path)
    case = file._steps[1].case
    row = known.read.one("SELECT version FROM cases WHERE id = ?", case)
    # Somebody else closes the case meanwhile, and this page did not hear of it.
    file._session.blockSignals(True)
    known.do(ChangeCase(int(case), row["version"], replace(CASE, closed_on="11/20/2026")))
    file._session.blockSignals(False)
    file.act()
    assert planned(known) == []
    assert "Nothing was done yet" in file._banner.words()
    assert "The case was closed on 20 Nov 2026." in seen(file)


def test_what_is_no_file_of_a_scheduler_is_said(page: TodayPage, tmp_path: Path) -> None:
    trouble: list[str] = []
    page._session.trouble.connect(trouble.append)
    for content in (b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"x" * (MOST_BYTES + 2), b"hello"):
        (tmp_path / "bad.csv").write_bytes(content)
        page.read_file(tmp_path / "bad.csv")
        assert page.file is None
    page.read_file(tmp_path / "nowhere.csv")
    assert [words[:12] for words in trouble] == [
        *("The file is ", "This is neit", "The file is ", "This is neit", "The file can"),
    ]


def test_esc_and_the_button_go_back(qtbot: QtBot, page: TodayPage, tmp_path: Path) -> None:
    file = opened(page, HEAD + VEGA, tmp_path)
    qtbot.keyClick(file, Qt.Key.Key_Escape)
    assert page.file is None
    press(qtbot, opened(page, HEAD + VEGA, tmp_path), "Today")
    assert page.file is None


def test_a_file_is_dropped_on_the_page(page: TodayPage, tmp_path: Path) -> None:
    path = tmp_path / "week.csv"
    path.write_text(HEAD + VEGA)
    data, buttons, keys = QMimeData(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data.setUrls([QUrl.fromLocalFile(str(path))])
    over = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    over.ignore()
    page.dragEnterEvent(over)
    assert over.isAccepted()
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert page.file and "1 new visit" in seen(page.file)
    text = QMimeData()
    text.setText("9 vega")
    other = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, text, buttons, keys)
    other.ignore()
    page.dragEnterEvent(other)
    assert not other.isAccepted()


def test_a_file_with_nothing_for_these_days_says_so(page: TodayPage, tmp_path: Path) -> None:
    file = opened(page, HEAD + VEGA.replace("11/24", "11/2"), tmp_path)
    assert "Nothing stands in the file for these days. · 1 on other days" in seen(file)


def test_hostile_letters_are_letters(page: TodayPage, tmp_path: Path) -> None:
    file = opened(page, HEAD + '11/24/2026,9:00,60,"<b>Vega</b> & {x} %s",,9\n', tmp_path)
    assert isolated("<b>Vega</b> & {x} %s") in seen(file)


def test_a_clinic_without_clients_is_offered_a_file(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "first.csv"
    path.write_text(HEAD + VEGA, encoding="utf-8")
    monkeypatch.setattr("ui.today.page.ask_which", lambda _parent, _title, _kinds, chosen: chosen(path))
    page = TodayPage(Session(clinic))
    qtbot.addWidget(page)
    page.resize(1300, 900)
    page.show()
    seen(page)
    press(qtbot, page, "Read from a file…")
    assert page.file
    choose(page.file, "Who is Luis Vega, 24 Nov 2026, 2:30 PM?", NEW)
    page.file.act()
    assert client_count(clinic.read) == 1
    assert "Nothing is taken in before you look at it." not in seen(page)
