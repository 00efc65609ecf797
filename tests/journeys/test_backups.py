"""Backups and the way back, through the real window."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from factories import make_clinic
from fixed import CHEAP, NOW, PASSWORD
from held_jobs import HeldJobs
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import Starter, main_of, page_of, press, seen, signed_in, type_in

from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.store import vault
from clinic_desktop.store.backup import back_up, back_up_to
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.manifest import Backup, backups_in
from clinic_desktop.store.restore import prepare, put_in_place
from ui.app import App
from ui.kit.fields import PasswordField
from ui.main_window import MainWindow
from ui.options import Options
from ui.settings.backups import BackupsSection
from ui.start.restore import RestorePage
from ui.start.sign_in import SignInPage
from ui.start.trouble import TroublePage


def begun(main: MainWindow) -> MainWindow:
    """What a timer of nothing does after the first paint."""
    QApplication.processEvents()
    return main


def bottom(main: MainWindow) -> str:
    return main._last_backup.button.text()


def section_of(main: MainWindow) -> BackupsSection:
    main.go("settings", "backups")
    (found,) = main.findChildren(BackupsSection)
    return found


def listed(section: BackupsSection) -> list[list[str]]:
    model = section.table.model()
    return [[str(model.index(row, at).data()) for at in range(model.columnCount())] for row in range(model.rowCount())]


def service(main: MainWindow, name: str) -> None:
    main.session.run(AddService(ServiceDraft(name, "MT009", True, "unit", "35")))


def has(main: MainWindow, name: str) -> bool:
    return bool(main.session.clinic.read.all("SELECT id FROM services WHERE name = ? AND retired_at IS NULL", name))


def restore_page(app: App) -> RestorePage:
    page = page_of(app)
    assert isinstance(page, RestorePage)
    return page


@pytest.fixture
def saved(folder: ClinicFolder) -> Backup:
    """A backup with a service that the clinic has no more: it got another one."""
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    clinic = Clinic.open(folder, vault.unwrap(known, slot, PASSWORD), slot, Clock(NOW - timedelta(days=1)), CHEAP)
    clinic.do(AddService(ServiceDraft("Before", "MT009", True, "unit", "35")))
    made = back_up(folder, clinic.keys.key, NOW - timedelta(days=1), Progress())
    clinic.undo()
    clinic.close()
    assert made
    return made


def test_a_backup_is_made_when_somebody_asks(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    main = begun(signed_in(start(folder.path), PASSWORD))
    assert bottom(main) == "No backup yet"
    section = section_of(main)
    assert "The first one is made" in seen(section)
    press(qtbot, section, "Back up now")
    assert "The backup is made and checked." in seen(section)
    assert bottom(main) == "Last verified backup: today 5:30 PM"
    assert [line[:3] for line in listed(section)] == [
        ["Today 5:30 PM", "While working", "0 clients · 0 visits · 0 superbills and receipts"]
    ]
    press(qtbot, section, "Back up now")
    assert "Nothing changed since the last backup" in seen(section)
    assert len(listed(section)) == 1


def test_the_bottom_of_the_window_leads_to_the_backups(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    main = begun(signed_in(start(folder.path), PASSWORD))
    main._last_backup.button.click()
    assert "Each is opened and checked before it counts" in seen(main)


def test_closing_the_program_makes_one_and_locking_does_not(start: Starter, folder: ClinicFolder) -> None:
    app = start(folder.path)
    main = begun(signed_in(app, PASSWORD))
    service(main, "New")
    main._lock()
    QApplication.processEvents()
    assert backups_in(folder.backups) == ()
    signed_in(app, PASSWORD).close()
    QApplication.processEvents()
    assert app.main is None
    (made,) = backups_in(folder.backups)
    assert made.manifest.rows["services"] >= 1


def test_a_change_starts_the_clock_for_one(start: Starter, folder: ClinicFolder, saved: Backup) -> None:
    main = begun(signed_in(start(folder.path), PASSWORD))
    timer = main.backups._timer
    # What was done before, as in a crash, is backed up soon.
    assert timer.isActive()
    assert timer.interval() == 2 * 60_000
    timer.timeout.emit()
    assert not timer.isActive()
    assert len(backups_in(folder.backups)) == 2
    service(main, "New")
    assert timer.isActive()
    assert timer.interval() == 30 * 60_000
    service(main, "Newer")
    timer.timeout.emit()
    assert not timer.isActive()
    assert bottom(main) == "Last verified backup: today 5:30 PM"


def test_one_that_fails_is_said_and_tried_again(start: Starter, folder: ClinicFolder, saved: Backup) -> None:
    folder.backups.rename(folder.path / "elsewhere")
    folder.backups.write_text("a file where the folder should be")
    main = begun(signed_in(start(folder.path), PASSWORD))
    main.backups._timer.timeout.emit()
    assert "No backup was made." in main._banner.words()
    assert bottom(main).startswith("The backup failed. No backup yet")
    assert "No backup was made." in seen(section_of(main))
    assert main.backups._timer.isActive()
    folder.backups.unlink()
    (folder.path / "elsewhere").rename(folder.backups)
    main.backups._timer.timeout.emit()
    assert bottom(main) == "Last verified backup: today 5:30 PM"
    assert "No backup was made." not in seen(section_of(main))


def test_one_is_put_on_a_stick(qtbot: QtBot, start: Starter, folder: ClinicFolder, tmp_path: Path) -> None:
    main = begun(signed_in(start(folder.path), PASSWORD))
    section = section_of(main)
    section.copy_to(tmp_path / "stick")
    (made,) = backups_in(tmp_path / "stick")
    assert str(made.folder.path) in seen(section)
    (tmp_path / "full").write_text("")
    section.copy_to(tmp_path / "full")
    assert "No backup was made." in seen(section)
    assert section.stick_button.isEnabled()


def test_a_backup_is_restored_from_sign_in(qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup) -> None:
    app = start(folder.path)
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    assert "23 Nov 2026, 5:30 PM · 0 clients" in page.form.fields["backup"].words_of("0")
    type_in(page, password="wrong words altogether")
    press(qtbot, page, "Restore this backup")
    assert "does not open the clinic" in page.form.fields["password"].problem()
    assert page.form.values()["password"] == "wrong words altogether"
    type_in(page, password=PASSWORD)
    press(qtbot, page, "Restore this backup")
    main = begun(main_of(app))
    assert has(main, "Before")
    assert main.session.clinic.read.all("SELECT id FROM audit WHERE label = 'Restore a backup'")
    assert [line[:2] for line in listed(section_of(main))] == [
        ["Today 5:30 PM", "What a restore replaced"], ["Yesterday 5:30 PM", "While working"]]  # fmt: skip
    # Nobody else can open it meanwhile, as with any open clinic.
    assert app.hold._lock_file


def test_the_recovery_key_restores_and_gives_a_new_password(
    qtbot: QtBot, start: Starter, tmp_path: Path, template: tuple[Path, str]
) -> None:
    path, printed = template
    key = vault.unwrap(vault.read(ClinicFolder(path).vault), vault.RECOVERY_SLOT, vault.recovery_letters(printed))
    stick = tmp_path / "stick"
    back_up_to(ClinicFolder(path), key, stick, NOW, Progress())
    app = start(tmp_path / "new computer" / "clinic")
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    assert "There is no backup here yet" in seen(page)
    page.look_in(tmp_path)
    assert f"There is no backup in {tmp_path}" in seen(page)
    page.look_in(stick)
    QApplication.processEvents()
    press(qtbot, page, "I forgot the password")
    type_in(page, key=printed.lower()[:-1] + "u", password="another four words", again="another four words")
    press(qtbot, page, "Restore this backup")
    assert page.form.fields["key"].problem()
    type_in(page, key=printed.lower(), again="not the same words")
    press(qtbot, page, "Restore this backup")
    assert "differ" in page.form.fields["again"].problem()
    type_in(page, again="another four words")
    press(qtbot, page, "Restore this backup")
    main = main_of(app)
    main._lock()
    QApplication.processEvents()
    assert has(signed_in(app, "another four words"), "Before") is False
    assert main_of(app)


def test_a_backup_of_another_clinic_says_so(qtbot: QtBot, start: Starter, folder: ClinicFolder, tmp_path: Path) -> None:
    other, _ = make_clinic(tmp_path / "other")
    back_up_to(other.keys.folder, other.keys.key, tmp_path / "stick", NOW, Progress())
    other.close()
    app = start(folder.path)
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    page.look_in(tmp_path / "stick")
    assert "of another clinic" in seen(page)
    type_in(page, password=PASSWORD)
    press(qtbot, page, "Restore this backup")
    assert main_of(app).session.clinic.keys.clinic == other.keys.clinic


def test_from_the_settings_and_back(qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup) -> None:
    app = start(folder.path)
    press(qtbot, section_of(begun(signed_in(app, PASSWORD))), "Restore a backup")
    QApplication.processEvents()
    assert app.main is None
    press(qtbot, restore_page(app), "Cancel")
    assert isinstance(page_of(app), SignInPage)


def test_a_damaged_clinic_leads_to_its_backups(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup
) -> None:
    folder.vault.write_text("broken")
    vault.second_copy(folder.vault).write_text("broken")
    app = start(folder.path)
    page = page_of(app)
    assert isinstance(page, TroublePage)
    press(qtbot, page, "Restore a backup")
    type_in(restore_page(app), password=PASSWORD)
    press(qtbot, restore_page(app), "Restore this backup")
    assert has(main_of(app), "Before")


def test_a_damaged_backup_is_said_and_the_form_stays(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup
) -> None:
    content = saved.folder.database.read_bytes()
    saved.folder.database.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    app = start(folder.path)
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    type_in(page, password=PASSWORD)
    press(qtbot, page, "Restore this backup")
    assert "This backup is damaged" in seen(page)
    assert page.editor.save_button.isEnabled()
    assert app.hold._lock_file is None
    press(qtbot, page, "Cancel")
    assert not has(signed_in(app, PASSWORD), "Before")


def test_one_that_was_interrupted_is_finished_first(
    start: Starter, folder: ClinicFolder, saved: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clinic_desktop.store import restore

    known = vault.read(folder.vault)
    key = vault.unwrap(known, known.people()[0].id, PASSWORD)
    with monkeypatch.context() as patched:
        patched.setattr(restore, "finish", lambda _: None)
        put_in_place(folder, prepare(folder, saved, key, Progress()), known, NOW)
    assert folder.is_restoring()
    app = start(folder.path)
    assert not folder.is_restoring()
    assert has(signed_in(app, PASSWORD), "Before")


def test_the_demo_clinic_is_not_restored(start: Starter, tmp_path: Path) -> None:
    main = begun(main_of(start(tmp_path / "demo", demo=True)))
    assert bottom(main) == "Last verified backup: today 5:30 PM"
    section = section_of(main)
    assert "Reset" in seen(section)
    assert not [made for made in section.findChildren(QPushButton) if made.text() == "Restore a backup"]
    ((when, why, content, _),) = listed(section)
    assert (when, why) == ("Today 5:30 PM", "While working")
    assert "44 clients" in content


class Held:
    """The program with its slow work held back."""

    def __init__(self, application: QApplication, folder: Path, settings: Path) -> None:
        options = Options(folder, False, str(settings), settings.parent, Clock(NOW), CHEAP, inline=True)
        self.app = App(application, options)
        self.jobs = self.app.jobs = HeldJobs()
        self.app.show()


@pytest.fixture
def held(qapp: QApplication, folder: ClinicFolder, saved: Backup, tmp_path: Path) -> Iterator[Held]:
    made = Held(qapp, folder.path, tmp_path / "window.ini")
    yield made
    made.app.close()


def test_a_restore_says_how_far_it_is_and_can_be_stopped(qtbot: QtBot, held: Held, folder: ClinicFolder) -> None:
    press(qtbot, page_of(held.app), "Restore a backup")
    page = restore_page(held.app)
    type_in(page, password=PASSWORD)
    press(qtbot, page, "Restore this backup")
    assert page.strip.isVisible()
    assert not page.editor.save_button.isEnabled()
    press(qtbot, page, "Cancel")
    assert restore_page(held.app) is page
    held.jobs.go()
    assert not page.strip.isVisible()
    assert page.editor.save_button.isEnabled()
    assert held.app.hold._lock_file is None
    assert {one.name for one in folder.path.iterdir()} == {"backups", "clinic.db", "vault.copy.json", "vault.json"}
    press(qtbot, page, "Restore this backup")
    held.jobs.go()
    assert has(main_of(held.app), "Before")


def test_the_password_can_be_shown(qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup) -> None:
    app = start(folder.path)
    press(qtbot, page_of(app), "Restore a backup")
    field = restore_page(app).form.fields["password"]
    assert isinstance(field, PasswordField)
    hidden = field.box.echoMode()
    restore_page(app).form.fields["shown"].set_value("1")
    assert field.box.echoMode() != hidden
