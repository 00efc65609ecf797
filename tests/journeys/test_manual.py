"""F1 from every place of the program: the manual opens where it speaks of what the person does."""

import pytest
from factories import SERVICE, new_case, new_client, new_policy, new_service
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from windows import Starter, main_of, page_of, press, signed_in

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.errors import Damaged
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.app import App
from ui.chart.place import ClientsPlace
from ui.kit import confirm
from ui.kit.rows_field import RowsField
from ui.manual.window import ManualWindow
from ui.settings.page import SECTIONS
from ui.shortcuts import ShortcutSheet


@pytest.fixture
def app(start: Starter, folder: ClinicFolder) -> App:
    """The program with one client, whose case has a policy."""
    app = start(folder.path)
    clinic = signed_in(app, PASSWORD).session.clinic
    new_service(clinic, SERVICE)
    client = new_client(clinic, ClientDraft("Ana", "", "Lee", birth_date="3/12/1985"))
    new_policy(clinic, new_case(clinic, client, CaseDraft("health", "Neck")))
    return app


def f1(qtbot: QtBot, window: QWidget) -> None:
    """Press F1 in a window, where its focus is."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QApplication.processEvents()
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_F1)


def manual_of(app: App) -> ManualWindow:
    assert app.manual.window
    assert app.manual.window.isVisible()
    return app.manual.window


def lands(qtbot: QtBot, app: App, window: QWidget, topic: str) -> None:
    f1(qtbot, window)
    assert manual_of(app).place == topic


PLACES = {
    "today": "15-today",
    "clients": "20-clients#find",
    "superbills": "60-superbills#to-bill",
    "packets": "67-packets",
    "payers": "30-coverage#payers",
    "reports": "62-reports#outstanding",
    "settings": "70-settings#practice",
}


def test_from_every_place(qtbot: QtBot, app: App) -> None:
    main = main_of(app)
    assert set(PLACES) == set(main._rail)
    for key, topic in PLACES.items():
        main.go(key)
        lands(qtbot, app, main, topic)
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, ManualWindow)]
    assert windows == [app.manual.window]


PARTS = {
    ("clients", "new"): "20-clients#add",
    ("payers", "prescriber"): "40-prescriptions#prescribers",
    ("payers", "new"): "30-coverage#payers",
    ("superbills", "issued"): "60-superbills#issued",
}
TABS = {
    "summary": "20-clients#chart",
    "visits": "50-visits",
    "plan": "40-prescriptions",
    "coverage": "30-coverage#policies",
    "documents": "60-superbills",
    "documents/files": "64-files",
    "documents/letters": "66-letters",
    "documents/packets": "67-packets",
    "documents/denials": "68-appeals",
    "documents/summaries": "35-wizard#summary",
    "documents/disclosures": "67-disclosures",
    "edit": "20-clients#add",
    "alert/new": "20-clients#alerts",
    "case/new": "30-coverage#cases",
    "policy/new": "30-coverage#policies",
    "authorization/new": "30-coverage#authorizations",
    "contact/new": "30-coverage#contacts",
    "prescription/new": "40-prescriptions#prescriptions",
    "diagnosis/new": "40-prescriptions#diagnoses",
    "treatment/new": "47-plans#plan",
    "visit/new": "50-visits#record",
    "superbill/new": "60-superbills#make",
    "receipt/new": "60-superbills#make",
}


@pytest.mark.parametrize(("where", "topic"), PARTS.items(), ids=lambda one: "-".join(one) if len(one) == 2 else "")
def test_from_a_part_of_a_place(qtbot: QtBot, app: App, where: tuple[str, str], topic: str) -> None:
    main_of(app).go(*where)
    lands(qtbot, app, main_of(app), topic)


def test_from_every_page_and_editor_of_a_chart(qtbot: QtBot, app: App) -> None:
    main = main_of(app)
    for part, topic in TABS.items():
        main.go("clients", f"1/{part}")
        lands(qtbot, app, main, topic)


def test_from_a_part_of_a_form_that_is_another_matter(qtbot: QtBot, app: App) -> None:
    main = main_of(app)
    main.go("clients", "1/visit/new")
    place = main.page("clients")
    assert isinstance(place, ClientsPlace)
    services = next(one for one in place.findChildren(RowsField) if one.isVisible() and one.key == "services")
    services.cells(0)["minutes"].setFocus()
    lands(qtbot, app, main, "50-visits#units")
    main._search.setFocus()
    lands(qtbot, app, main, "65-keyboard#search")


def test_from_every_section_of_the_settings(qtbot: QtBot, app: App) -> None:
    for section in SECTIONS:
        main_of(app).go("settings", f"{section.key}/")
        lands(qtbot, app, main_of(app), section.topic or f"70-settings#{section.key}")


def test_the_button_opens_it_where_the_focus_is(qtbot: QtBot, app: App) -> None:
    main = main_of(app)
    main.go("clients", "1/visit/new")
    focused = main.focusWidget()
    press(qtbot, main, "Help")
    assert manual_of(app).place == "50-visits#record"
    assert main.focusWidget() is focused


def test_from_the_boxes_above_the_window(qtbot: QtBot, app: App) -> None:
    main = main_of(app)
    main.go("settings", "computer/")
    sheet = main._shortcuts()
    assert isinstance(sheet, ShortcutSheet)
    lands(qtbot, app, sheet, "65-keyboard")
    # The box holds the window below it, and the manual can be read all the same.
    qtbot.keyClick(manual_of(app).text, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    sheet.accept()
    asked = confirm.ask(main.page("settings"), "Really?", "It cannot be undone.", "Do it", lambda: None)
    assert isinstance(asked, QMessageBox)
    lands(qtbot, app, asked, "70-settings#computer")
    asked.reject()


def test_before_a_clinic_is_open(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    app = start(folder.path)
    assert app.start
    lands(qtbot, app, app.start, "85-trouble#password")
    press(qtbot, page_of(app), "I forgot the password")
    lands(qtbot, app, app.start, "85-trouble#forgotten")
    app.show_trouble(Damaged("The clinic’s file is missing."))
    lands(qtbot, app, app.start, "85-trouble")
    press(qtbot, page_of(app), "Restore a backup")
    lands(qtbot, app, app.start, "80-backups#restore")


def test_in_the_first_run(qtbot: QtBot, start: Starter, tmp_path_factory: pytest.TempPathFactory) -> None:
    app = start(tmp_path_factory.mktemp("new") / "clinic")
    assert app.start
    lands(qtbot, app, app.start, "10-first-day#first-run")


def test_it_goes_when_the_program_is_locked(qtbot: QtBot, app: App) -> None:
    f1(qtbot, main_of(app))
    window = manual_of(app)
    press(qtbot, main_of(app), "Lock")
    qtbot.waitUntil(lambda: app.start is not None)
    assert app.manual.window is None
    # It is gone with all that was open, or on its way.
    assert not isValid(window) or not window.isVisible()


def test_it_goes_with_the_window(qtbot: QtBot, app: App) -> None:
    f1(qtbot, main_of(app))
    window = manual_of(app)
    # Else the program would go on with nothing but its manual.
    assert not window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    main_of(app).close()
    qtbot.waitUntil(lambda: app.main is None)
    assert not window.isVisible()


def test_it_opens_again_where_it_is_wanted_next(qtbot: QtBot, app: App) -> None:
    main = main_of(app)
    f1(qtbot, main)
    window = manual_of(app)
    qtbot.keyClick(window.text, Qt.Key.Key_Escape)
    assert not window.isVisible()
    main.go("superbills")
    lands(qtbot, app, main, "60-superbills#to-bill")
    assert manual_of(app) is window


def test_it_is_not_imported_before_it_is_asked_for(main_modules: set[str]) -> None:
    assert "ui.main_window" in main_modules
    assert not {"ui.manual.window", "ui.kit.reading"} & main_modules


@pytest.fixture
def main_modules() -> set[str]:
    """What a fresh process has imported when an open clinic stands."""
    import subprocess
    import sys
    from pathlib import Path

    code = "import sys, ui.app; ui.app.warm_up(); import ui.settings.page; print(*sys.modules)"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_a_window_without_a_manual_hears_nothing(qtbot: QtBot) -> None:
    from ui.kit.topic import ask_manual, topic_of

    alone = QWidget()
    qtbot.addWidget(alone)
    ask_manual(alone)
    assert topic_of(alone) == ""
