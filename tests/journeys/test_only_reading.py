"""While nothing can be written the program goes on: it reads, refuses what writes in one sentence, and loses nothing
that is typed; and it comes back by itself."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from backing import begun, bottom, section_of
from factories import new_client, new_service, opened
from fixed import NOW, PASSWORD
from full_disk import FORMS, go, ready, type_on_a_full_disk
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from unwritable import fill_up, make_room, make_writable, only_readable
from windows import Starter, press, seen, signed_in

from clinic_desktop.audit.commands import NoteBackup
from clinic_desktop.audit.queries.known import known_loss
from clinic_desktop.clients.commands import AddClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.errors import CannotWrite
from clinic_desktop.jobs import Progress
from clinic_desktop.store import files
from clinic_desktop.store.backups.backup import back_up
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.beside import standing
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.trail import greet, keep_end
from ui.main_window import MainWindow
from ui.only_reading import OnlyReadingBar

FULL = "The disk is full. Nothing was saved"
READ_ONLY = "is read-only, so nothing can be saved"


def bar(main: MainWindow) -> OnlyReadingBar:
    (found,) = main.findChildren(OnlyReadingBar)
    return found


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    main = signed_in(start(folder.path), PASSWORD)
    ready(main.session.clinic)
    return main


def test_on_a_full_disk_what_is_typed_into_any_form_is_kept(main: MainWindow) -> None:
    said: list[str] = []
    main.session.only_reading.connect(lambda _: said.append(bar(main).words()))
    found = type_on_a_full_disk(main)
    assert set(found.typed) == {one.format(c=1, v=1) for one in FORMS}
    assert (found.lost, found.unsaved) == ((), ())
    assert any(FULL in words for words in said)
    assert not bar(main).words()


def test_it_refuses_in_one_sentence_and_comes_back(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    fill_up(clinic)
    (form,) = go(main, "clients/new")
    form.fields["given_name"].set_value("Linh")
    form.fields["family_name"].set_value("Tran")
    form.fields["note"].set_value("long " * 1_800)
    press(qtbot, main, "Save")
    assert FULL in bar(main).words()
    assert FULL in seen(main)
    assert form.values()["given_name"] == "Linh"
    # It reads on, and finds.
    main.go("clients")
    assert clinic.read.all("SELECT id FROM clients")
    press(qtbot, main, "Try now")
    assert FULL in bar(main).words()
    make_room(clinic)
    press(qtbot, main, "Try now")
    assert not bar(main).isVisible()
    go(main, "clients/new")
    press(qtbot, main, "Save")
    assert clinic.read.all("SELECT id FROM clients WHERE given_name = 'Linh'")


def test_a_save_that_works_ends_it_by_itself(main: MainWindow) -> None:
    clinic = main.session.clinic
    fill_up(clinic)
    with pytest.raises(CannotWrite):
        main.session.run(AddClient(ClientDraft("Linh", "", "Tran", note="x" * 9_000)))
    assert FULL in bar(main).words()
    make_room(clinic)
    main.session.run(AddClient(ClientDraft("Linh", "", "Tran", note="x" * 9_000)))
    assert not bar(main).words()


def test_a_read_only_folder_opens_to_be_read(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, tmp_path: Path
) -> None:
    main = signed_in(start(folder.path), PASSWORD)
    new_service(main.session.clinic)
    new_client(main.session.clinic, ClientDraft("Linh", "", "Tran"))
    main._lock()
    QApplication.processEvents()
    with only_readable(folder.path):
        before = {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}
        app = start(folder.path)
        main = signed_in(app, PASSWORD)
        clinic = main.session.clinic
        assert READ_ONLY in bar(main).words()
        assert not app.hold.is_held
        assert clinic.read.all("SELECT id FROM clients WHERE given_name = 'Linh'")
        with pytest.raises(CannotWrite, match="read-only, so nothing can be saved"):
            clinic.do(AddClient(ClientDraft("Ana", "", "Lee")))
        (form,) = go(main, "clients/new")
        form.fields["given_name"].set_value("Ana")
        form.fields["family_name"].set_value("Lee")
        press(qtbot, main, "Save")
        assert READ_ONLY in seen(main)
        main.go("today")
        (form,) = go(main, "clients/new")
        assert form.values()["given_name"] == "Ana"
        press(qtbot, main, "Try now")
        assert READ_ONLY in bar(main).words()
        assert {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()} == before
        make_writable(folder.path)
        press(qtbot, main, "Try now")
        assert not bar(main).isVisible()
        assert app.hold.is_held
        press(qtbot, main, "Save")
        assert clinic.read.all("SELECT id FROM clients WHERE given_name = 'Ana'")
        app.close()


def test_no_copy_is_left_behind(
    start: Starter, folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with only_readable(folder.path):
        app = start(folder.path)
        main = signed_in(app, PASSWORD)
        QApplication.processEvents()
        (copy,) = tmp_path.glob("clinic-desktop-reading-*")
        # As it lies in its own folder: encrypted.
        assert (copy / "clinic.db").read_bytes()[:15] != b"SQLite format 3"
        assert copy.stat().st_mode & 0o777 == 0o700
        assert main.session.clinic.world.why
        app.close()
        assert not list(tmp_path.glob("clinic-desktop-reading-*"))


def test_read_only_and_rolled_back_it_says_what_is_missing_and_is_put_on_a_stick(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, tmp_path: Path
) -> None:
    """The folder that lies there is an older one, and nothing can be written to it."""
    with closing(opened(folder)) as clinic:
        greet(clinic, None)
        new_service(clinic)
        back_up(folder, clinic.keys.key, NOW, Progress())
        new_service(clinic)
    older = shutil.copytree(folder.path, tmp_path / "older")
    with closing(opened(folder)) as clinic:
        new_client(clinic)
        keep_end(clinic, None)
    shutil.rmtree(folder.path)
    shutil.copytree(older, folder.path)
    anchors, stick = folder.path.with_name("clinic.trail.json"), tmp_path / "stick"
    kept = anchors.read_bytes()
    with only_readable(folder.path):
        main = begun(signed_in(start(folder.path), PASSWORD))
        assert "was cut short or put back" in seen(main)
        assert bottom(main) == "Last verified backup: today 5:30 PM"
        section = section_of(main)
        section.copy_to(stick)
        assert "The backup is made and checked" in seen(section)
        (made,) = backups_in(stick)
        assert made.manifest.rows["services"] == 2
        # Here none can be made, and where one can is said.
        press(qtbot, section, "Back up now")
        assert "No backup was made." in seen(section)
        assert "press “Back up to a stick…”" in seen(section)
        # What the end of the trail was is not overwritten by one that says nothing of the loss.
        main.trail.leave(is_closing=False)
        assert anchors.read_bytes() == kept
        make_writable(folder.path)
        press(qtbot, main, "Try now")
        assert standing.read(folder).phase == "open"
        assert known_loss(main.session.clinic.read)
        labels = [row["label"] for row in main.session.clinic.read.all("SELECT label FROM audit")]
        assert "Back up to another place" in labels
        press(qtbot, section, "Back up now")
        assert "The backup is made and checked." in seen(section)
        main.trail.keep()
        assert anchors.read_bytes() != kept
        assert "was cut short or put back" in seen(main)


def test_a_full_disk_keeps_no_backup_from_a_stick(
    main: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic, section = main.session.clinic, section_of(main)
    (tmp_path / "stick").mkdir()
    section.second.choose(tmp_path / "stick")
    fill_up(clinic)
    with pytest.raises(CannotWrite):
        main.session.run(AddClient(ClientDraft("Linh", "", "Tran", note="x" * 9_000)))
    main.session.note(NoteBackup("x" * 9_000))
    assert main.session.is_owing
    section.second._now()
    assert "The second place has everything." in seen(section)
    assert len(backups_in(tmp_path / "stick")) == 2
    section.copy_to(tmp_path / "other")
    assert "The backup is made and checked" in seen(section)
    assert backups_in(tmp_path / "other")
    make_room(clinic)
    # What has no room here goes to the second place all the same, by itself.
    second = main.backups.second
    assert second.place
    second.place = second.place._replace(made_at="")
    main.session.run(AddClient(ClientDraft("Linh", "", "Tran")))
    need_room = files.need_room

    def full(place: Path, size: int) -> None:
        if place == clinic.keys.folder.backups:
            raise OSError(28, "No space left on device")
        need_room(place, size)

    monkeypatch.setattr(files, "need_room", full)
    main.backups._timer.timeout.emit()
    assert bottom(main).startswith("The backup failed.")
    assert len(backups_in(tmp_path / "stick")) == 3
