"""What the window does when keys and roles change: it tells of the recovery key, and the settings follow one’s role."""

from pathlib import Path

from conftest import Opener
from fixed import PASSWORD
from pytestqt.qtbot import QtBot
from windows import Starter, main_of, page_of, press, seen

from clinic_desktop.staff import queries
from clinic_desktop.staff.commands.people import AddPerson, ChangePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.kit.records import Records
from ui.main_window import MainWindow
from ui.settings.page import SettingsPage
from ui.start.sign_in import RecoveryPage


def test_who_comes_in_by_the_recovery_key_is_told_of(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, template: tuple[Path, str], open_clinic: Opener
) -> None:
    app = start(folder.path)
    press(qtbot, page_of(app), "I forgot the password")
    page = page_of(app)
    assert isinstance(page, RecoveryPage)
    # Meanwhile somebody gets a key at another computer: it stays.
    elsewhere = open_clinic(folder)
    elsewhere.do(AddPerson(PersonDraft("Bo Lund"), elsewhere.keys.slot_for("bo", "Bo Lund", PASSWORD)))
    elsewhere.close()
    page.form.fill({"key": template[1], "password": "quite another one", "again": "quite another one"})
    press(qtbot, page, "Open the clinic")
    assert main_of(app).session.clinic.keys.has("bo")
    alarms = main_of(app).alarms
    assert "The recovery key gave \u2068Maya Ortiz\u2069 a new password on 24 Nov 2026" in seen(alarms)
    press(qtbot, alarms, "I have seen this")
    assert seen(alarms) == ""


def test_the_settings_follow_ones_role(qtbot: QtBot, main: MainWindow) -> None:
    clinic, owner = main.session.clinic, main.session.clinic.person
    main.go("settings", "people/")
    (shown,) = (one for one in main.findChildren(Records) if one.isVisible())
    assert shown.add_button.isEnabled()
    main.session.run(AddPerson(PersonDraft("Bo Lund", "", "owner"), clinic.keys.slot_for("bo", "Bo Lund", PASSWORD)))
    version = queries.person(clinic.read, owner.id).version
    main.session.run(ChangePerson(owner.id, version, owner.slot, PersonDraft(owner.name, "1", "front_desk")))
    settings = main.page("settings")
    assert isinstance(settings, SettingsPage)
    qtbot.waitUntil(lambda: settings._inner["people"] is not shown)
    now = settings._inner["people"]
    assert isinstance(now, Records)
    assert now.isVisible()
    assert not now.add_button.isEnabled()
    settings.open("audit")
    assert "does not read notes" in seen(settings)
