"""The second place, restores that are tried, and the move to another computer, through the real window."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from backing import begun, bottom, has, restore_page, section_of, service
from factories import make_clinic
from fixed import CHEAP, NOW, PASSWORD
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot
from windows import Starter, main_button, main_of, page_of, press, seen, signed_in, type_in

from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups import second_place
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.backups.manifest import Backup, backups_in
from clinic_desktop.store.beside import standing
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.app import App
from ui.options import Options
from ui.settings.backups import BackupsSection
from ui.start.sign_in import SignInPage
from ui.start.standing import FolderPage


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick that is put in; nothing else is looked at."""
    path = tmp_path / "media" / "STICK" / "backups"
    path.mkdir(parents=True)
    monkeypatch.setattr(
        second_place, "mount_roots", lambda: tuple(sorted(one for one in (tmp_path / "media").iterdir()))
    )
    return path


def later(app: App, days: int) -> None:
    """The clock goes on."""
    assert app.main
    app.main.session.clinic.clock = Clock(NOW + timedelta(days=days))
    app.main.session.clinic._writer._clock = app.main.session.clinic.clock


def test_it_gets_one_each_day_and_is_missed_when_it_is_gone(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, stick: Path
) -> None:
    app = start(folder.path)
    main = begun(signed_in(app, PASSWORD))
    section = section_of(main)
    # One main button of the page: first the place that is not the computer’s own.
    assert main_button(section) == "Choose the second place…"
    section.second.choose(stick)
    assert main_button(section) == "Back up now"
    assert len(backups_in(stick)) == 1
    assert "Second place: today 5:30 PM" in seen(section)
    assert "the same disk as the clinic" in seen(section)
    assert bottom(main).endswith("Second place: today 5:30 PM")
    service(main, "New")
    main.backups._timer.timeout.emit()
    # One a day by itself.
    assert len(backups_in(stick)) == 1
    later(app, 1)
    service(main, "Newer")
    main.backups._timer.timeout.emit()
    assert len(backups_in(stick)) == 2
    # Under another name, as a stick in another port.
    stick.parent.rename(stick.parent.with_name("OTHER"))
    other = stick.parent.with_name("OTHER") / "backups"
    press(qtbot, section, "Back up there now")
    assert "The second place has everything." in seen(section) or "Second place: " in seen(section)
    assert str(other) in seen(section)
    shutil.move(other.parent, folder.path.with_name("in a drawer"))
    press(qtbot, section, "Back up there now")
    assert "The second place is not there." in seen(section)
    later(app, 9)
    service(main, "Newest")
    main.backups._timer.timeout.emit()
    assert "The second place has not been seen for 8 days." in bottom(main)
    assert not list(stick.parent.parent.iterdir())
    labels = [row["label"] for row in main.session.clinic.read.all("SELECT label FROM audit")]
    assert labels.count("Back up to another place") >= 2
    assert labels.count("Choose the second place for backups") == 1


def test_at_the_end_it_gets_the_last_changes(start: Starter, folder: ClinicFolder, stick: Path) -> None:
    app = start(folder.path)
    main = begun(signed_in(app, PASSWORD))
    section_of(main).second.choose(stick)
    service(main, "New")
    services = len(main.session.clinic.read.all("SELECT id FROM services"))
    main.close()
    QApplication.processEvents()
    assert backups_in(stick)[0].manifest.rows["services"] == services


def test_a_place_that_cannot_be_one_is_said_and_one_is_given_up(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, stick: Path
) -> None:
    main = begun(signed_in(start(folder.path), PASSWORD))
    section = section_of(main)
    press(qtbot, section, "Try a restore now")
    assert "There is no backup to try yet." in seen(section)
    section.second.choose(folder.path / "inside")
    assert "in one another" in seen(section)
    label = "Choose the second place for backups"
    assert not main.session.clinic.read.all("SELECT id FROM audit WHERE label = ?", label)
    assert main.backups.second.place is None
    section.second.choose(stick)
    section.second._give_up()
    assert main.backups.second.place is None
    assert len(backups_in(stick)) == 1
    assert section.second.choose_button.text() == "Choose the second place…"


def test_one_that_fails_is_said_once(
    start: Starter, folder: ClinicFolder, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = begun(signed_in(start(folder.path), PASSWORD))
    section_of(main).second.choose(stick)
    heard: list[str] = []
    main.session.fault.connect(heard.append)
    service(main, "New")
    with monkeypatch.context() as patched:
        patched.setattr("clinic_desktop.store.backups.backup.copied_into", _full)
        main.backups.second.keep()
        main.backups.second.keep()
    assert len(heard) == 1
    assert "No backup was made. No space left on device." in heard[0]
    assert "The second place got no backup." in bottom(main)
    assert len(backups_in(stick)) == 1
    main.backups.second.keep()
    assert len(backups_in(stick)) == 2
    assert "got no backup" not in bottom(main)


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_restore_is_tried_once_a_month_and_when_asked(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup
) -> None:
    app = start(folder.path)
    main = begun(signed_in(app, PASSWORD))
    section = section_of(main)
    assert "No restore was tried yet." in seen(section)
    main.backups._timer.timeout.emit()
    assert "everything came out as it was" in seen(section)
    tables = len(backups_in(folder.backups)[0].manifest.rows)
    assert f"{tables} of {tables} tables equal" in seen(section)
    assert "sums of money equal" in seen(section)
    assert "Came out of it: 0 clients · 0 visits · 0 superbills and receipts · $0.00 charged · $0.00 paid" in seen(
        section
    )
    (drill,) = main.session.clinic.read.all("SELECT * FROM drills")
    assert (drill["trouble"], drill["place"]) == ("", "here")
    service(main, "New")
    main.backups._timer.timeout.emit()
    assert len(main.session.clinic.read.all("SELECT * FROM drills")) == 1
    path = backups_in(folder.backups)[0].folder.database
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    press(qtbot, section, "Try a restore now")
    assert "it failed" in seen(section)
    assert "A restore that was tried failed." in bottom(main)
    assert "was restored to try it, and that failed" in main._fault.words()
    # It is said again at the next start, until one succeeds.
    main._lock()
    QApplication.processEvents()
    main = begun(signed_in(app, PASSWORD))
    assert "that failed" in main._fault.words()
    path.write_bytes(whole)
    press(qtbot, section_of(main), "Try a restore now")
    assert main._fault.words() == ""


def moved(app: App, stick: Path) -> None:
    main = begun(signed_in(app, PASSWORD))
    service(main, "Taken along")
    section = section_of(main)
    move = section.moving
    assert move
    move.move_to(stick)
    assert "is on the stick and comes out whole" in seen(section)
    assert "On the new computer" in seen(section)
    assert main_button(section) == "Close the clinic on this computer…"
    service(main, "Too late")
    move.leave()
    assert "Something changed since that backup." in seen(section)
    move.move_to(stick)
    move.leave()
    QApplication.processEvents()
    assert app.main is None


def test_the_clinic_moves_to_another_computer(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, stick: Path, tmp_path: Path, qapp: QApplication
) -> None:
    moved(start(folder.path), stick)
    fresh = ClinicFolder(tmp_path / "new computer" / "clinic")
    new = App(qapp, Options(fresh.path, False, str(tmp_path / "n.ini"), tmp_path, Clock(NOW), CHEAP, inline=True))
    new.show()
    press(qtbot, page_of(new), "Restore a backup")
    restore_page(new).look_in(stick)
    assert "For the move to another computer" in restore_page(new).findChildren(QComboBox)[0].currentText()
    type_in(restore_page(new), password=PASSWORD)
    press(qtbot, restore_page(new), "Restore this backup")
    main = begun(main_of(new))
    assert has(main, "Taken along")
    assert has(main, "Too late")
    assert standing.read(fresh).generation not in ("", standing.read(folder).generation)
    new.close()


def test_what_was_moved_is_only_looked_at_until_an_owner_goes_on(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, stick: Path
) -> None:
    app = start(folder.path)
    moved(app, stick)
    app.show()
    page = page_of(app)
    assert isinstance(page, FolderPage)
    assert "This clinic was moved on 24 Nov 2026 to another computer" in seen(page)
    press(qtbot, page, "Open it to look")
    main = begun(signed_in(app, PASSWORD))
    assert "Nothing can be changed here." in main._fault.words()
    assert not main.backups._timer.isActive()
    main._lock()
    QApplication.processEvents()
    press(qtbot, page_of(app), "Go on here")
    main = begun(signed_in(app, PASSWORD))
    service(main, "Here again")
    assert not standing.read(folder).moved_at
    assert main.session.clinic.read.all("SELECT id FROM audit WHERE label = 'Go on here after a move'")


def test_a_stick_is_found_by_itself_and_says_what_it_leaves_out(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, stick: Path, tmp_path: Path
) -> None:
    known = vault.read(folder.vault)
    key = vault.unwrap(known, known.people()[0].id, PASSWORD)
    second_place.choose(folder, known.clinic, stick, NOW)
    whole = back_up_to(folder, key, stick, NOW, Progress())
    for hours, name in ((1, "newer"), (2, "cut"), (3, "half"), (4, "begun")):
        made = back_up_to(folder, key, stick, NOW + timedelta(hours=hours), Progress())
        if name == "newer":
            text = (made.folder.path / "manifest.json").read_text("utf-8")
            (made.folder.path / "manifest.json").write_text(text.replace('"format": 3', '"format": 9'), "utf-8")
        elif name == "cut":
            made.folder.database.write_bytes(made.folder.database.read_bytes()[:5_000])
        elif name == "half":
            (made.folder.path / "manifest.json").unlink()
        else:
            made.folder.path.rename(made.folder.path.with_name(made.folder.path.name + ".part"))
    (whole.folder.path / "start.exe").write_bytes(b"MZ")
    app = start(tmp_path / "new" / "clinic")
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    assert page._chosen() == whole
    said = seen(page)
    assert "made by a newer Clinic Desktop" in said
    assert "is not as long as it was" in said
    assert "its manifest is missing" in said
    assert "it was not finished" in said
    assert "1 thing more lies in the folder of this backup." in said
    type_in(page, password=PASSWORD)
    press(qtbot, page, "Restore this backup")
    assert main_of(app)


def test_a_folder_that_is_not_as_it_was_says_so_first(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, saved: Backup, tmp_path: Path
) -> None:
    other, _ = make_clinic(tmp_path / "other")
    other.close()
    app = start(folder.path)
    main = begun(signed_in(app, PASSWORD))
    main._lock()
    QApplication.processEvents()
    folder.log.write_bytes(b"of another file")
    app.show()
    page = page_of(app)
    assert "A log lies here that is of another file" in seen(page)
    press(qtbot, page, "Put the log aside and open")
    assert isinstance(page_of(app), SignInPage)
    (aside,) = folder.path.glob("set-aside-*")
    assert (aside / "clinic.db-wal").read_bytes() == b"of another file"
    for name in ("vault.json", "vault.copy.json"):
        shutil.copy(tmp_path / "other" / name, folder.path / name)
    app.show()
    assert "The key file is of another clinic" in seen(page_of(app))
    assert main_button(page_of(app)) == "Restore a backup"
    press(qtbot, page_of(app), "Restore a backup")
    # The backup’s own keys count then.
    type_in(restore_page(app), password=PASSWORD)
    press(qtbot, restore_page(app), "Restore this backup")
    assert has(main_of(app), "Before")


def test_buttons_of_the_section_are_reached_in_their_order(start: Starter, folder: ClinicFolder) -> None:
    main = begun(signed_in(start(folder.path), PASSWORD))
    section = section_of(main)
    assert isinstance(section, BackupsSection)
    names = [made.text() for made in section.findChildren(QPushButton) if made.isVisible()]
    assert names == ["Back up now", "Choose the second place…", "Back up to a stick…", "Try a restore now",
                     "Restore a backup", "Put the clinic on a stick…"]  # fmt: skip
