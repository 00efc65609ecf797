"""Roles in the real window: what one sees when the own role changes, and the demo clinic as somebody else."""

from pathlib import Path

from conftest import Opener
from demos import Demos
from fixed import NOW, PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from windows import Starter, main_of, page_of, press, seen, signed_in

from clinic_desktop.staff.commands.people import AddPerson, ChangePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.kit.buttons import Button
from ui.main_window import MainWindow
from ui.settings.page import SettingsPage
from ui.start.locked import LockedDemoPage
from ui.start.sign_in import SignInPage


def test_the_window_asks_anew_when_ones_own_role_changes(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    main.go("clients")
    (add,) = (one for one in main.findChildren(Button) if one.text() == "Add client" and one.isVisible())
    assert add.isEnabled()
    slot = clinic.keys.slot_for(vault.new_slot_id(), "June Park", "ledger window stone cup")
    clinic.do(AddPerson(PersonDraft("June Park", "", "owner"), slot))
    main.go("settings", "audit")
    settings = main.page("settings")
    assert isinstance(settings, SettingsPage)
    before = settings._built["audit"]
    me = clinic.person
    clinic.do(ChangePerson(me.id, me.version, me.slot, PersonDraft(me.name, str(me.therapist or ""), "read_only")))
    qtbot.waitUntil(lambda: settings._built["audit"] is not before)
    assert settings.part == "audit"
    main.go("clients")
    assert not add.isEnabled()


def test_the_demo_is_gone_on_with_as_somebody_of_another_role(
    qtbot: QtBot, start: Starter, demos: Demos, tmp_path: Path
) -> None:
    app = start(demos.put(tmp_path / "demo", NOW).path, demo=True)
    main = main_of(app)
    main.go("clients", "1/visits")
    clinic = main.session.clinic
    own = clinic.keys.slot_for(vault.new_slot_id(), "Own Word", "a password of her own")
    clinic.do(AddPerson(PersonDraft("Own Word"), own))
    app.desk.lock()
    page = page_of(app)
    assert isinstance(page, LockedDemoPage)
    people = {slot.name: slot.id for slot in vault.read(app.folder.vault).people()}
    page.form.fields["person"].set_value(own.id)
    press(qtbot, page, "Go on")
    assert "This person was given a password of their own." in seen(page)
    for name, role in (("Ana Flores", "front_desk"), ("Kim Duarte", "biller"), ("June Park", "read_only")):
        page = page_of(app)
        assert isinstance(page, LockedDemoPage)
        page.form.fields["person"].set_value(people[name])
        assert "You begin on Today." in seen(page)
        press(qtbot, page, "Go on")
        main = main_of(app)
        assert (main.session.clinic.person.role, main.whereabouts().place) == (role, "today")
        app.desk.lock()


def test_who_signs_in_is_chosen_without_the_mouse(start: Starter, folder: ClinicFolder, open_clinic: Opener) -> None:
    clinic = open_clinic(folder)
    clinic.do(AddPerson(PersonDraft("Ann Lee"), clinic.keys.slot_for(vault.new_slot_id(), "Ann Lee", "x")))
    clinic.close()
    app = start(folder.path)
    page = page_of(app)
    assert isinstance(page, SignInPage) and app.start
    password, person = page.form.fields["password"].box, page.form.fields["person"].box
    password.setFocus()
    QTest.keyClick(password, Qt.Key.Key_Backtab)
    assert app.start.focusWidget() is person
    QTest.keyClick(person, Qt.Key.Key_Tab)
    assert app.start.focusWidget() is password


def test_what_is_said_after_a_lock_is_said_to_whoever_is_chosen(
    start: Starter, folder: ClinicFolder, open_clinic: Opener
) -> None:
    clinic = open_clinic(folder)
    clinic.do(AddPerson(PersonDraft("Ann Lee"), clinic.keys.slot_for("ann", "Ann Lee", "x")))
    clinic.close()
    app = start(folder.path)
    page = page_of(app)
    assert isinstance(page, SignInPage)
    page.form.fields["person"].set_value(vault.read(folder.vault).people()[0].id)
    main = signed_in(app, PASSWORD)
    main.go("settings")
    app.desk.lock()
    page = page_of(app)
    assert isinstance(page, SignInPage)
    assert "You come back to the same place." in seen(page)
    page.form.fields["person"].set_value("ann")
    assert "You come back" not in seen(page)
    assert "You begin on Today." in seen(page)
