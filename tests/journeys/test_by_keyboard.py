"""A day's way through the window without a mouse: the keys go to whatever has the focus."""

import pytest
from factories import SERVICE, new_case, new_client, new_service
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import Starter, shown_form, signed_in

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.place import ClientsPlace
from ui.kit.rows_field import RowsField
from ui.main_window import MainWindow

_MOST_TABS = 80


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window with one client, whose case is open."""
    main = signed_in(start(folder.path), PASSWORD)
    clinic = main.session.clinic
    new_service(clinic, SERVICE)
    new_case(
        clinic, new_client(clinic, ClientDraft("Ana", "", "Lee", birth_date="3/12/1985")), CaseDraft("health", "N")
    )
    return main


def focused() -> QWidget:
    inside = QApplication.focusWidget()
    assert inside
    return inside


def tab_to(qtbot: QtBot, words: str) -> None:
    """Press Tab until the focus is on the button with these words."""
    walked: list[str] = []
    for _ in range(_MOST_TABS):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        inside = focused()
        walked.append(inside.text() if isinstance(inside, QPushButton) else inside.accessibleName())
        if isinstance(inside, QPushButton) and inside.text() == words:
            return
    raise AssertionError((words, walked))


def test_from_today_to_a_new_visit(qtbot: QtBot, main: MainWindow) -> None:
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    main.go("today")
    qtbot.keyClick(focused(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert main._search.hasFocus()
    qtbot.keyClicks(focused(), "lee")
    popup = main._search.completer().popup()
    assert popup
    qtbot.keyClick(popup if popup.isVisible() else focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main._search.text() == "")
    place = main.page("clients")
    assert isinstance(place, ClientsPlace)
    assert place.chart
    # The test platform leaves the list of choices active when it closes; a desktop gives the window back.
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)

    tab_to(qtbot, "Visits")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    tab_to(qtbot, "Record visit")
    qtbot.keyClick(focused(), Qt.Key.Key_Enter)
    form = shown_form(main)
    assert isinstance(form.fields["services"], RowsField)
    assert form.isAncestorOf(focused())
    tab_to(qtbot, "Cancel")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert not form.isVisible()


def test_the_rail_and_its_pages(qtbot: QtBot, main: MainWindow) -> None:
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    main.go("today")
    tab_to(qtbot, "Settings")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert main.page("settings").isVisible()
    assert [key for key, made in main._rail.items() if made.isChecked()] == ["settings"]
