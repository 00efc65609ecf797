"""Backups, through the real window."""

import shutil
from pathlib import Path

import pytest
from backing import Held, begun, bottom, listed, section_of, service
from demos import Demos
from fixed import NOW, PASSWORD
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import Starter, main_button, main_of, page_of, press, seen, signed_in

from clinic_desktop.store.backups.manifest import Backup, backups_in, write_manifest
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.start.sign_in import SignInPage


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


def test_one_of_a_day_to_come_hides_no_other(qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup) -> None:
    """Made while the computer's clock was ahead."""
    ahead = saved.folder.path.with_name("20400101T000000Z-work")
    shutil.copytree(saved.folder.path, ahead)
    write_manifest(ahead, saved.manifest._replace(made_at="2040-01-01T00:00:00+00:00"))
    main = begun(signed_in(start(folder.path), PASSWORD))
    assert bottom(main) == "Last verified backup: yesterday 5:30 PM"
    shutil.rmtree(saved.folder.path)
    main.backups.begin()
    assert "2040" in bottom(main) or "2039" in bottom(main)


def test_the_bottom_of_the_window_leads_to_the_backups(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    main = begun(signed_in(start(folder.path), PASSWORD))
    main.bottom.last_backup.button.click()
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
    assert "No backup was made." in main._fault.words()
    # It is as true elsewhere, until one is made.
    main.go("clients")
    assert "No backup was made." in main._fault.words()
    assert bottom(main).startswith("The backup failed. No backup yet")
    assert "No backup was made." in seen(section_of(main))
    assert main.backups._timer.isActive()
    folder.backups.unlink()
    (folder.path / "elsewhere").rename(folder.backups)
    main.backups._timer.timeout.emit()
    assert bottom(main) == "Last verified backup: today 5:30 PM"
    assert "No backup was made." not in seen(section_of(main))
    assert main._fault.words() == ""


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


def test_the_demo_clinic_is_not_restored(start: Starter, demos: Demos, tmp_path: Path) -> None:
    main = begun(main_of(start(demos.put(tmp_path / "demo", NOW).path, demo=True)))
    assert bottom(main) == "Last verified backup: today 5:30 PM"
    section = section_of(main)
    assert "Reset" in seen(section)
    # Nobody is asked for a second place for invented people.
    assert main_button(section) == "Back up now"
    assert not [made for made in section.findChildren(QPushButton) if made.text() == "Restore a backup"]
    ((when, why, content, _),) = listed(section)
    assert (when, why) == ("Today 5:30 PM", "While working")
    assert "44 clients" in content


def test_a_backup_to_a_stick_that_is_stopped_can_be_asked_for_again(qtbot: QtBot, held: Held, tmp_path: Path) -> None:
    page = page_of(held.app)
    assert isinstance(page, SignInPage)
    page.form.fill({"password": PASSWORD})
    page.editor.save()
    held.jobs.go()
    main = begun(main_of(held.app))
    held.jobs.go()
    section = section_of(main)
    section.copy_to(tmp_path / "stick")
    assert not section.stick_button.isEnabled()
    held.jobs.waiting[0][0].stop()
    held.jobs.go()
    assert section.stick_button.isEnabled()
    assert backups_in(tmp_path / "stick") == ()
    main.backups._timer.timeout.emit()
    held.jobs.waiting[0][0].stop()
    held.jobs.go()
    assert main.backups._timer.isActive()


def test_a_clinic_is_closed_whatever_its_last_backup_meets(
    start: Starter, folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start(folder.path)
    main = begun(signed_in(app, PASSWORD))

    def broken() -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(main.backups, "back_up_last", broken)
    app.desk.is_leaving = True
    with pytest.raises(RuntimeError):
        app.desk.close()
    assert not app.hold.is_held
    app.desk.is_leaving = False
