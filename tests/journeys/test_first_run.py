"""From an empty computer to a clinic that is set up, through the real window; and back in after a lock."""

from pathlib import Path

import pytest
from demos import Demos
from fixed import NOW, PASSWORD
from held_jobs import HeldJobs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from waited import wait_is_over
from windows import Starter, main_button, main_of, page_of, press, seen

from clinic_desktop.audit.model import TrailWanted
from clinic_desktop.audit.queries.entries import TrailBook
from clinic_desktop.practice import queries
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.app import App
from ui.kit.records import Records
from ui.settings.page import SettingsPage
from ui.settings.recovery import RecoverySection
from ui.staff.person import PersonPage
from ui.start.first_run import FirstRunPage
from ui.start.new_key import NewKeyPage
from ui.start.sign_in import RecoveryPage, SignInPage
from ui.start.trouble import TroublePage
from ui.start.waiting import WaitingPage

FILLED = {
    "name": "Alder & Rowe <b>Massage</b>", "street": "14 Elm Street", "city": "Tacoma", "state": "wa", "zip": "98402",
    "given_name": "Søren", "family_name": "O'Brien-Nuñez", "password": PASSWORD, "again": PASSWORD,
}  # fmt: skip


def type_groups_back(qtbot: QtBot, panel: QWidget) -> None:
    from ui.staff.recovery_key import RecoveryKeyPanel

    found = panel if isinstance(panel, RecoveryKeyPanel) else panel.findChild(RecoveryKeyPanel)
    assert isinstance(found, RecoveryKeyPanel)
    found.form.fill({f"group{at}": found._groups[at].lower() for at in found.asked})
    press(qtbot, found, "Go on")


def set_up(qtbot: QtBot, start: Starter, folder: Path) -> App:
    app = start(folder)
    page = page_of(app)
    assert isinstance(page, FirstRunPage)
    page.form.fill(FILLED)
    press(qtbot, page, "Set up the clinic")
    return app


def test_a_new_therapist_sets_the_clinic_up(qtbot: QtBot, start: Starter, tmp_path: Path) -> None:
    app = start(tmp_path / "clinic")
    page = page_of(app)
    assert isinstance(page, FirstRunPage)
    press(qtbot, page, "Set up the clinic")
    assert [key for key, field in page.form.fields.items() if field.problem()] == [
        "name", "street", "city", "state", "zip", "given_name", "family_name", "password"]  # fmt: skip
    page.form.fill(FILLED | {"again": "another one entirely"})
    press(qtbot, page, "Set up the clinic")
    assert "differ" in page.form.fields["again"].problem()
    assert page.form.values()["name"] == FILLED["name"]
    page.form.fields["again"].set_value(PASSWORD)
    press(qtbot, page, "Set up the clinic")

    key_page = page_of(app)
    assert isinstance(key_page, NewKeyPage)
    panel = key_page.panel
    panel.form.fill({f"group{at}": "0000" for at in panel.asked})
    press(qtbot, panel, "Go on")
    assert all(field.problem() for field in panel.form.fields.values())
    saved = tmp_path / "stick" / "key.txt"
    panel.save_to(saved)
    assert "could not be written" in panel.editor.banner.words()
    saved.parent.mkdir()
    panel.save_to(saved)
    assert "  ".join(panel._groups[:3]) in saved.read_text(encoding="utf-8")
    type_groups_back(qtbot, panel)

    main = main_of(app)
    assert queries.practice(main.session.clinic.read).recovery_key_checked_at is not None
    assert FILLED["name"] == main._clinic_name.text()
    assert FILLED["name"] not in main.windowTitle()


def test_today_leads_to_each_thing_that_is_missing(qtbot: QtBot, start: Starter, tmp_path: Path) -> None:
    app = set_up(qtbot, start, tmp_path / "clinic")
    press(qtbot, page_of(app), "Do this later")
    main = main_of(app)
    buttons = [made for made in main.page("today").findChildren(QPushButton) if made.isVisible()]
    # Each thing has its own; clients may come from a file too.
    assert len(buttons) == 8
    assert buttons.pop().text() == "Read from a file…"
    assert buttons[-1].text() == "Add client"
    qtbot.mouseClick(buttons[-1], Qt.MouseButton.LeftButton)
    first = next(made for made in main.findChildren(QWidget) if made.accessibleName() == "First name")
    assert first is main.focusWidget()
    qtbot.mouseClick(buttons[-2], Qt.MouseButton.LeftButton)
    settings = main.page("settings")
    assert isinstance(settings, SettingsPage)
    editor = next(made for made in settings.findChildren(QWidget) if made.accessibleName() == "Phone")
    assert editor is main.focusWidget()
    qtbot.keyClicks(editor, "2535550142")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert queries.practice(main.session.clinic.read).phone == "(253) 555-0142"
    main.go("today")
    QApplication.processEvents()
    assert len([made for made in main.page("today").findChildren(QPushButton) if made.isVisible()]) == 7


def test_a_therapist_gets_a_license_and_undo_says_what_it_undoes(qtbot: QtBot, start: Starter, tmp_path: Path) -> None:
    app = set_up(qtbot, start, tmp_path / "clinic")
    press(qtbot, page_of(app), "Do this later")
    main = main_of(app)
    main.go("settings", "therapists/")
    records = next(made for made in main.findChildren(Records) if made.isVisible())
    records.table.setFocus()
    records.table.selectRow(0)
    qtbot.keyClick(records.table, Qt.Key.Key_Return)
    page = records.page()
    assert page
    inner = next(made for made in page.findChildren(Records) if made.isVisible())
    press(qtbot, inner, "Add credential")
    editor = inner.page()
    assert editor
    form = editor.form  # type: ignore[attr-defined]
    form.fill({"kind": "license", "state": "WA", "number": "MA60000000", "expires_on": "13/1/27"})
    press(qtbot, editor, "Save")
    assert form.fields["expires_on"].problem()
    form.fields["expires_on"].set_value("8/31/2027")
    press(qtbot, editor, "Save")
    read = main.session.clinic.read
    assert len(read.all("SELECT id FROM credential_rows")) == 1
    main._actions["undo"].trigger()
    assert read.all("SELECT id FROM credential_rows") == []
    assert main._told.text() == "Undone: Add credential"


def test_a_lock_keeps_what_was_typed_and_the_right_password_brings_it_back(
    qtbot: QtBot, start: Starter, tmp_path: Path
) -> None:
    app = set_up(qtbot, start, tmp_path / "clinic")
    press(qtbot, page_of(app), "Do this later")
    main = main_of(app)
    main.go("settings", "practice/phone")
    box = main.focusWidget()
    assert box
    qtbot.keyClicks(box, "253 555")
    main._actions["lock"].trigger()
    qtbot.waitUntil(lambda: app.main is None and app.start is not None)
    sign_in = page_of(app)
    assert isinstance(sign_in, SignInPage)
    sign_in.form.fill({"password": "not this one"})
    press(qtbot, sign_in, "Sign in")
    assert "Nothing was changed" in sign_in.form.fields["password"].problem()
    # Guessing on waits; a moment later it is asked again.
    assert not sign_in.editor.save_button.isEnabled()
    assert sign_in.waiting.words.text() == "You can try again in 1 second."
    wait_is_over(app.folder)
    qtbot.waitUntil(sign_in.editor.save_button.isEnabled)
    assert sign_in.waiting.words.text() == ""
    sign_in.form.fill({"password": PASSWORD})
    press(qtbot, sign_in, "Sign in")
    main = main_of(app)
    main.go("settings", "practice/phone")
    again = main.focusWidget()
    assert again
    assert again.text() == "253 555"  # type: ignore[attr-defined]


def test_the_recovery_key_opens_and_sets_a_new_password(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, template: tuple[Path, str]
) -> None:
    app = start(folder.path)
    press(qtbot, page_of(app), "I forgot the password")
    page = page_of(app)
    assert isinstance(page, RecoveryPage)
    new = {"password": "a brand new password", "again": "a brand new password"}
    page.form.fill({"key": template[1][:-1] + "*"} | new)
    press(qtbot, page, "Open the clinic")
    assert page.form.fields["key"].problem()
    page.form.fields["key"].set_value(template[1].lower())
    press(qtbot, page, "Open the clinic")
    assert main_of(app).session.clinic.person.name == "Maya Ortiz"
    people = TrailBook(main_of(app).session.clinic.read).page(TrailWanted(kind="people")).rows
    recovered = "The recovery key gave Maya Ortiz a new password."
    assert [one.what for one in people].count(recovered) == 1
    main_of(app)._actions["lock"].trigger()
    qtbot.waitUntil(lambda: app.start is not None)
    sign_in = page_of(app)
    assert isinstance(sign_in, SignInPage)
    sign_in.form.fill({"password": "a brand new password"})
    press(qtbot, sign_in, "Sign in")
    later = TrailBook(main_of(app).session.clinic.read).page(TrailWanted(kind="people")).rows
    assert [one.what for one in later].count(recovered) == 1


def test_a_new_recovery_key_and_a_new_person(qtbot: QtBot, start: Starter, tmp_path: Path) -> None:
    app = set_up(qtbot, start, tmp_path / "clinic")
    press(qtbot, page_of(app), "Do this later")
    main = main_of(app)
    main.go("settings", "recovery/")
    section = main.findChild(RecoverySection)
    assert isinstance(section, RecoverySection)
    press(qtbot, section, "Make a new recovery key")
    assert section.panel
    type_groups_back(qtbot, section.panel)
    assert "typed back on 24 Nov 2026" in section._state.text()
    main.go("settings", "people/")
    records = next(made for made in main.findChildren(Records) if made.isVisible())
    press(qtbot, records, "Add person")
    page = records.page()
    assert isinstance(page, PersonPage)
    page.form.fill({"name": "Front Desk", "password": "a plain desk lamp", "again": "a plain desk lamp"})
    press(qtbot, page, "Save")
    assert records.page() is None
    people = {person["name"] for person in main.session.clinic.read.all("SELECT name FROM staff_rows")}
    assert people == {"Søren O'Brien-Nuñez", "Front Desk"}


def test_the_demo_opens_without_sign_in_and_resets(qtbot: QtBot, start: Starter, demos: Demos, tmp_path: Path) -> None:
    app = start(demos.put(tmp_path / "demo", NOW).path, demo=True)
    main = main_of(app)
    assert main.session.is_demo
    assert len(main.session.clinic.read.all("SELECT id FROM therapist_rows")) == 3
    main._tools.demo.reset()
    qtbot.waitUntil(lambda: app.main is not None and app.main is not main)
    assert len(main_of(app).session.clinic.read.all("SELECT id FROM therapist_rows")) == 3


@pytest.mark.usefixtures("little_demo")
def test_a_page_says_that_the_demo_is_being_made(qtbot: QtBot, start: Starter, tmp_path: Path) -> None:
    app = start(tmp_path / "clinic")
    held = HeldJobs()
    app.jobs, app.folder = held, ClinicFolder(tmp_path / "demo")
    app._open_demo()
    page = page_of(app)
    assert isinstance(page, WaitingPage)
    assert page.strip.isVisible()
    assert held.go()[0] == "Making the demo clinic"
    assert main_of(app).session.is_demo
    assert app.start is None


@pytest.mark.usefixtures("little_demo")
def test_a_demo_that_cannot_be_made_says_why(qtbot: QtBot, start: Starter, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "letter.txt").write_text("mine")
    app = start(tmp_path / "demo", demo=True)
    page = page_of(app)
    assert isinstance(page, TroublePage)
    (tmp_path / "demo" / "letter.txt").unlink()
    press(qtbot, page, "Try again")
    assert main_of(app).session.is_demo


@pytest.mark.usefixtures("little_demo")
def test_the_demo_locks_into_itself_and_leads_to_an_own_clinic(
    qtbot: QtBot, start: Starter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.app.demo_folder", lambda: tmp_path / "demo")
    app = start(tmp_path / "clinic")
    press(qtbot, page_of(app), "Look at a demo clinic first")
    first = main_of(app)
    assert first.session.is_demo
    first._actions["lock"].trigger()
    qtbot.waitUntil(lambda: app.main is None)
    press(qtbot, page_of(app), "Go on")
    qtbot.waitUntil(lambda: app.main is not None and app.main is not first)
    main_of(app).go("settings", "computer/")
    press(qtbot, main_of(app), "Set up my own clinic")
    qtbot.waitUntil(lambda: app.start is not None)
    assert isinstance(page_of(app), FirstRunPage)
    assert not (tmp_path / "clinic").exists()


def test_a_folder_that_cannot_be_made_is_said_and_nothing_typed_is_lost(
    qtbot: QtBot, start: Starter, tmp_path: Path
) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    app = start(tmp_path / "blocked" / "clinic")
    page = page_of(app)
    assert isinstance(page, FirstRunPage)
    page.form.fill(FILLED)
    press(qtbot, page, "Set up the clinic")
    assert "cannot be made" in page.editor.banner.words()
    assert page.form.values()["name"] == FILLED["name"]
    assert page.editor.save_button.isEnabled()


def test_no_other_clinic_opens_by_a_password_lying_about(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    (folder.path / "demo-password.txt").write_text(PASSWORD, encoding="ascii")
    app = start(folder.path, demo=True)
    assert isinstance(page_of(app), TroublePage)
    assert app.main is None


def test_a_second_window_says_where_the_clinic_is_open(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    first, second = start(folder.path), start(folder.path)
    for app in (first, second):
        page = page_of(app)
        assert isinstance(page, SignInPage)
        page.form.fill({"password": PASSWORD})
        press(qtbot, page, "Sign in")
    assert first.main
    assert second.main is None
    page = page_of(second)
    assert isinstance(page, SignInPage)
    assert "already open in another window" in page.editor.banner.words()


def test_a_damaged_file_is_told_apart_from_a_wrong_password(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    folder.database.write_bytes(bytes(100_000))
    app = start(folder.path)
    page = page_of(app)
    assert isinstance(page, SignInPage)
    page.form.fill({"password": PASSWORD})
    press(qtbot, page, "Sign in")
    trouble = page_of(app)
    assert isinstance(trouble, TroublePage)
    assert "Your password is right" in seen(trouble)
    assert main_button(trouble) == "Restore a backup"
    assert not app.hold.is_held


def test_two_groups_are_hidden_as_soon_as_they_are_asked_for(qtbot: QtBot, start: Starter, tmp_path: Path) -> None:
    app = set_up(qtbot, start, tmp_path / "clinic")
    page = page_of(app)
    assert isinstance(page, NewKeyPage)
    panel = page.panel
    page.activateWindow()
    QApplication.processEvents()

    def hidden() -> list[int]:
        return [at for at, text in enumerate(panel._shown) if text.text() != panel._groups[at]]

    # There is a key to print first, and so one to see.
    focused = page.focusWidget()
    assert isinstance(focused, QPushButton)
    assert (focused.text(), hidden()) == ("Print", [])
    assert not panel._show_button.isVisible()
    first = panel.form.fields[f"group{panel.asked[0]}"]
    first.setFocus()
    assert hidden() == panel.asked
    assert all("hidden" in panel._shown[at].accessibleName() for at in panel.asked)
    press(qtbot, panel, "Show the key")
    # It goes, and the focus with it, but not to a field that would hide them again.
    assert hidden() == []
    assert page.focusWidget() is focused
    first.setFocus()
    assert hidden() == panel.asked
