"""A damaged clinic, from its sentence to work that goes on: saved anew through the real window; and the check by itself
after an end that was not clean."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from factories import new_client
from fixed import CHEAP, NOW, PASSWORD
from pytestqt.qtbot import QtBot
from windows import Starter, main_of, page_of, press, seen, signed_in

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.app import App
from ui.checkup.page import CheckSection
from ui.start.saving import SavedPage
from ui.start.sign_in import SignInPage
from ui.start.trouble import TroublePage

_PAGE = 4_096


def opened(folder: ClinicFolder) -> Clinic:
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    return Clinic.open(folder, vault.unwrap(known, slot, PASSWORD), slot, Clock(NOW), CHEAP)


def spoil_root(folder: ClinicFolder, table: str) -> None:
    known = vault.read(folder.vault)
    key = vault.unwrap(known, known.people()[0].id, PASSWORD)
    with closing(open_encrypted(folder.database, key, "read")) as database:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        page = int(database.execute(sql, (table,)).fetchone()[0])
    with folder.database.open("r+b") as file:
        file.seek((page - 1) * _PAGE)
        file.write(b"spoiled" * 400)


def sign_in(app: App) -> None:
    page = page_of(app)
    assert isinstance(page, SignInPage)
    page.form.fill({"password": PASSWORD})
    page.editor.save()


def test_a_damaged_clinic_is_saved_anew_and_goes_on(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    with closing(opened(folder)) as clinic:
        new_client(clinic, ClientDraft("Linh", "", "Tran"))
    # Whoever signs in is looked up in it.
    spoil_root(folder, "staff")
    app = start(folder.path)
    sign_in(app)
    page = page_of(app)
    assert isinstance(page, TroublePage)
    assert "is damaged" in seen(page)
    press(qtbot, page, "Save what can be read")
    saved = page_of(app)
    assert isinstance(saved, SavedPage)
    assert "Nothing is missing" in seen(saved)
    assert saved.table.model().rowCount()
    press(qtbot, saved, "Take the saved record")
    main = main_of(app)
    assert main.session.clinic.read.all("SELECT id FROM clients WHERE given_name = 'Linh'")
    main.go("settings", "check")
    (section,) = main.findChildren(CheckSection)
    press(qtbot, section, "Check now")
    assert "All is well." in seen(section)


def test_it_may_be_left_as_it_is(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    spoil_root(folder, "staff")
    before = folder.database.read_bytes()
    app = start(folder.path)
    sign_in(app)
    press(qtbot, page_of(app), "Save what can be read")
    press(qtbot, page_of(app), "Leave it as it is")
    assert isinstance(page_of(app), SignInPage)
    assert not app.hold.is_held
    assert folder.database.read_bytes() == before
    assert not folder.restored_in_part.exists()


def test_a_wrong_password_never_leads_there(start: Starter, folder: ClinicFolder) -> None:
    spoil_root(folder, "staff")
    app = start(folder.path)
    page = page_of(app)
    assert isinstance(page, SignInPage)
    page.form.fill({"password": "another four words"})
    page.editor.save()
    assert page_of(app) is page
    assert "does not open the clinic" in page.form.fields["password"].problem()


def test_after_a_kill_the_quick_check_comes_by_itself(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(opened(folder)) as clinic:
        new_client(clinic, ClientDraft("Linh", "", "Tran"))
        killed = ClinicFolder(Path(shutil.copytree(folder.path, tmp_path / "killed")))
    assert killed.was_left_open() and not folder.was_left_open()
    vault.second_copy(folder.vault).unlink()
    # As it was found there: a folder that is copied back is another matter, and is asked about.
    monkeypatch.setattr(ClinicFolder, "was_left_open", lambda _: True)
    app = start(folder.path)
    main = signed_in(app, PASSWORD)
    checks = main._tools.checks
    assert checks._timer.isActive()
    assert checks._timer.interval() < 10_000
    checks._timer.timeout.emit()
    assert checks.last and checks.last.is_quick
    assert "The check of the record found something wrong: Key file." in seen(main)
    main.go("settings", "check")
    (section,) = main.findChildren(CheckSection)
    press(qtbot, section, "Write the key file anew")
    assert "Both copies of the key file are the same again." in seen(section)
    assert "All is well." in seen(section)
    # Not once more today.
    checks.begin(is_unclean=False)
    assert not checks._timer.isActive()
