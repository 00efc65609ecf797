"""The way back to a backup, through the real window."""

from datetime import timedelta
from pathlib import Path

import pytest
from backing import Held, begun, has, listed, restore_page, section_of
from factories import make_clinic
from fixed import NOW, PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from waited import wait_is_over
from windows import Starter, main_button, main_of, page_of, press, seen, signed_in, type_in

from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.backups.restore import prepare, put_in_place
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import recovery_letters
from ui.kit.fields import PasswordField
from ui.start.sign_in import SignInPage
from ui.start.trouble import TroublePage


def test_a_backup_is_restored_from_sign_in(qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup) -> None:
    app = start(folder.path)
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    assert "23 Nov 2026, 5:30 PM · 0 clients" in page.form.fields["backup"].words_of("0")
    type_in(page, password="wrong words altogether")
    press(qtbot, page, "Restore this backup")
    assert "does not open the clinic" in page.form.fields["password"].problem()
    assert page.form.values()["password"] == "wrong words altogether"
    wait_is_over(app.folder)
    qtbot.waitUntil(page.editor.save_button.isEnabled)
    type_in(page, password=PASSWORD)
    press(qtbot, page, "Restore this backup")
    main = begun(main_of(app))
    assert has(main, "Before")
    assert main.session.clinic.read.all("SELECT id FROM audit WHERE label = 'Restore a backup'")
    assert [line[:2] for line in listed(section_of(main))] == [
        ["Today 5:30 PM", "What a restore replaced"], ["Yesterday 5:30 PM", "While working"]]  # fmt: skip
    # Nobody else can open it meanwhile, as with any open clinic.
    assert app.hold.is_held


def test_the_recovery_key_restores_and_gives_a_new_password(
    qtbot: QtBot, start: Starter, tmp_path: Path, template: tuple[Path, str]
) -> None:
    path, printed = template
    key = vault.unwrap(vault.read(ClinicFolder(path).vault), vault.RECOVERY_SLOT, recovery_letters(printed))
    stick = tmp_path / "stick"
    back_up_to(ClinicFolder(path), key, stick, NOW, Progress())
    app = start(tmp_path / "new computer" / "clinic")
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    assert "There is no backup here yet" in seen(page)
    (tmp_path / "empty").mkdir()
    page.look_in(tmp_path / "empty")
    assert f"There is no backup in {tmp_path / 'empty'}" in seen(page)
    page.look_in(stick)
    QApplication.processEvents()
    press(qtbot, page, "I forgot the password")
    type_in(page, key=printed.lower()[:-1] + "u", password="another four words", again="another four words")
    press(qtbot, page, "Restore this backup")
    assert page.form.fields["key"].problem()
    wait_is_over(app.folder)
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


def test_another_clinic_takes_this_ones_place_only_by_the_word_of_an_owner_here(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup, tmp_path: Path
) -> None:
    other, _ = make_clinic(tmp_path / "other")
    back_up_to(other.keys.folder, other.keys.key, tmp_path / "stick", NOW, Progress())
    other.close()
    app = start(folder.path)
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    assert page.form.fields["agreed"].isHidden() and "of another clinic" not in seen(page)
    page.look_in(tmp_path / "stick")
    assert "of another clinic" in seen(page)
    # The password of the backup alone: nobody here said anything.
    type_in(page, password=PASSWORD)
    press(qtbot, page, "Restore this backup")
    assert "does not open the clinic" in page.form.fields["agreed"].problem()
    assert "You can try again in 1 second." in seen(page) and not page.editor.save_button.isEnabled()
    wait_is_over(app.folder)
    qtbot.waitUntil(page.editor.save_button.isEnabled)
    assert "You can try again" not in seen(page)
    type_in(page, here=vault.RECOVERY_SLOT, agreed="no key at all")
    press(qtbot, page, "Restore this backup")
    assert "recovery key" in page.form.fields["agreed"].problem()
    type_in(page, here=vault.read(folder.vault).people()[0].id, agreed=PASSWORD)
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
    assert main_button(page) == "Restore a backup"
    press(qtbot, page, "Restore a backup")
    type_in(restore_page(app), password=PASSWORD)
    press(qtbot, restore_page(app), "Restore this backup")
    assert has(main_of(app), "Before")


def test_where_there_is_no_backup_to_look_elsewhere_is_the_one_thing_to_do(
    qtbot: QtBot, start: Starter, tmp_path: Path
) -> None:
    app = start(tmp_path / "clinic")
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    assert main_button(page) == "Look in another folder…"
    assert "There is no backup here yet." in seen(page)


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
    assert not app.hold.is_held
    press(qtbot, page, "Cancel")
    assert not has(signed_in(app, PASSWORD), "Before")


def test_one_that_was_interrupted_is_finished_first(
    start: Starter, folder: ClinicFolder, saved: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clinic_desktop.store.backups import restore

    known = vault.read(folder.vault)
    key = vault.unwrap(known, known.people()[0].id, PASSWORD)
    with monkeypatch.context() as patched:
        patched.setattr(restore, "finish", lambda _: None)
        put_in_place(folder, prepare(folder, saved, key, Progress()), known, NOW)
    assert folder.is_restoring()
    app = start(folder.path)
    assert not folder.is_restoring()
    assert has(signed_in(app, PASSWORD), "Before")


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
    assert not held.app.hold.is_held
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


def test_enter_pressed_again_begins_no_second_restore(qtbot: QtBot, held: Held) -> None:
    press(qtbot, page_of(held.app), "Restore a backup")
    page = restore_page(held.app)
    box = page.form.fields["password"].box
    type_in(page, password=PASSWORD)
    for _ in range(3):
        qtbot.keyClick(box, Qt.Key.Key_Return)
        page.editor.save()
    assert len(held.jobs.waiting) == 1
    # Nothing else can be chosen under it.
    assert not page.form.isEnabled()
    assert not page._other_button.isEnabled()
    assert not page.look_button.isEnabled()


def test_what_was_chosen_and_typed_stays_when_the_way_in_changes(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup
) -> None:
    known = vault.read(folder.vault)
    key = vault.unwrap(known, known.people()[0].id, PASSWORD)
    newer = back_up_to(folder, key, folder.backups, NOW, Progress())
    app = start(folder.path)
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    assert page._chosen() == newer
    page.form.fields["backup"].set_value(str(saved.folder.path))
    type_in(page, password="not known any more")
    page._other_way()
    assert page._chosen() == saved
    # That is not the new one.
    assert page.form.values()["password"] == ""
    type_in(page, key="ABCD-EFGH", password="typed already")
    page.look_in(folder.backups)
    assert page._chosen() == saved
    assert (page.form.values()["key"], page.form.values()["password"]) == ("ABCD-EFGH", "typed already")


def test_a_backup_without_its_keys_leaves_the_others_to_choose(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup, tmp_path: Path
) -> None:
    known = vault.read(folder.vault)
    key = vault.unwrap(known, known.people()[0].id, PASSWORD)
    stick = tmp_path / "stick"
    back_up_to(folder, key, stick, NOW - timedelta(days=2), Progress())
    newest = back_up_to(folder, key, stick, NOW, Progress())
    for path in (newest.folder.vault, vault.second_copy(newest.folder.vault)):
        # As long as they were, so that nothing is told by looking at their lengths.
        path.write_text("broken" + " " * (path.stat().st_size - 6))
    app = start(tmp_path / "new" / "clinic")
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    page.look_in(stick)
    assert "The keys of this backup cannot be read. Choose another one." in seen(page)
    page.form.fields["backup"].set_value(str(next(one for one in page._backups if one != str(newest.folder.path))))
    assert "cannot be read" not in seen(page)
    type_in(page, password=PASSWORD)
    press(qtbot, page, "Restore this backup")
    assert main_of(app)


def test_a_swap_that_the_disk_refuses_leaves_one_way_on(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clinic_desktop.store.backups import restore

    def refused(*_: object) -> None:
        raise PermissionError(13, "The file is in use")

    app = start(folder.path)
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    type_in(page, password=PASSWORD)
    with monkeypatch.context() as patched:
        patched.setattr(restore, "_move", refused)
        press(qtbot, page, "Restore this backup")
    trouble = page_of(app)
    assert isinstance(trouble, TroublePage)
    assert "The restore is not finished: The file is in use. Nothing is lost." in seen(trouble)
    assert main_button(trouble) == "Try again"
    press(qtbot, trouble, "Try again")
    main = signed_in(app, PASSWORD)
    assert has(main, "Before")
    # Though the program that began it did not end it.
    assert main.session.clinic.read.all("SELECT id FROM audit WHERE label = 'Restore a backup'")
