"""Six ways in which a clinic's folder is not as it was left, and none of them opened as if it were."""

import json
import os
import shutil
from pathlib import Path

import pytest
from factories import make_clinic, opened
from fixed import NOW
from left_open import killed
from restored import add, has

from clinic_desktop.drills.commands import GoOnHere, MoveAway
from clinic_desktop.errors import NotAllowed, StoreTrouble
from clinic_desktop.store.beside import standing, whereabouts
from clinic_desktop.store.beside.standing import FolderStanding, look
from clinic_desktop.store.keys.keyring import ClinicFolder


def closed(folder: ClinicFolder) -> None:
    standing.note_opening(folder)
    clinic = opened(folder)
    standing.note_open(folder)
    standing.note_closing(folder)
    clinic.close()


def test_closed_in_order_nothing_is_found(folder: ClinicFolder) -> None:
    assert look(folder) is None
    closed(folder)
    assert look(folder) is None
    assert standing.read(folder).clinic


def test_after_a_power_cut_the_log_is_played_in_as_ever(folder: ClinicFolder) -> None:
    killed(folder)
    assert look(folder) is None
    clinic = opened(folder)
    assert has(clinic, "In the log")
    clinic.close()


def test_without_its_log_after_a_power_cut(folder: ClinicFolder) -> None:
    killed(folder)
    folder.log.unlink()
    assert look(folder) == "no log"


def test_a_log_alone(folder: ClinicFolder) -> None:
    killed(folder)
    folder.database.unlink()
    assert look(folder) == "no file"
    for path in (folder.vault, folder.path / "vault.copy.json"):
        path.unlink()
    assert look(folder) == "no file"


@pytest.mark.parametrize("was_killed", [True, False])
def test_a_log_of_another_file_is_put_aside_and_not_played_in(
    folder: ClinicFolder, tmp_path: Path, was_killed: bool
) -> None:
    other = ClinicFolder(tmp_path / "other")
    make_clinic(other.path)[0].close()
    killed(other)
    if was_killed:
        killed(folder)
        folder.log.rename(tmp_path / "own")
    else:
        closed(folder)
    shutil.copy(other.log, folder.log)
    assert look(folder) == "other log"
    before = folder.database.read_bytes()
    aside = standing.put_log_aside(folder, NOW)
    assert (aside / "clinic.db-wal").read_bytes() == other.log.read_bytes()
    assert folder.database.read_bytes() == before
    assert look(folder) is None
    opened(folder).close()


def test_a_folder_that_was_copied_while_it_was_open(folder: ClinicFolder, tmp_path: Path) -> None:
    killed(folder)
    copy = ClinicFolder(Path(shutil.copytree(folder.path, tmp_path / "copy")))
    # On another computer, where nothing is known of it; and put back in the place of the first.
    assert look(copy) == "copied open"
    shutil.rmtree(folder.path)
    shutil.copytree(copy.path, folder.path)
    assert look(folder) == "copied open"
    # One that was closed may be copied.
    closed(folder)
    there = ClinicFolder(Path(shutil.copytree(folder.path, tmp_path / "there")))
    assert look(there) is None


def test_a_disk_under_another_number_is_the_same_disk(folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a stick has it in another port, and many a disk at each start of the computer."""
    killed(folder)
    lstat = os.lstat

    def moved(path: Path) -> os.stat_result:
        return os.stat_result((*lstat(path)[:2], 999, *lstat(path)[3:]))

    monkeypatch.setattr(os, "lstat", moved)
    assert look(folder) is None


def test_what_an_earlier_program_wrote_is_read(folder: ClinicFolder) -> None:
    killed(folder)
    known = standing.read(folder)
    body = known._asdict() | {name: {"disk": 27, "number": getattr(known, name)} for name in ("file", "log")}
    standing.path_of(folder).write_text(json.dumps(body), "utf-8")
    assert standing.read(folder) == known


def test_on_a_stick_no_log_is_taken_for_another(folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file system gives the files other numbers each time it is put in."""
    killed(folder)
    known = standing.read(folder)
    standing._write(folder, known._replace(file=1, log=2))
    assert look(folder) == "copied open"
    monkeypatch.setattr(whereabouts, "_mounted", lambda _: ("vfat", "/media/somebody/STICK"))
    assert look(folder) is None
    monkeypatch.setattr(whereabouts, "_mounted", lambda _: ("", ""))
    assert look(folder) == "copied open"
    monkeypatch.setattr(whereabouts, "_drive", lambda _: 2)
    assert look(folder) is None


def test_a_full_disk_at_sign_in_never_makes_the_days_log_another_files(
    folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written is not known; what was known before is true no more."""
    closed(folder)
    with monkeypatch.context() as patched:
        patched.setattr(standing, "write_beside", refused)
        standing.note_opening(folder)
    clinic = opened(folder)
    with monkeypatch.context() as patched:
        patched.setattr(standing, "write_beside", refused)
        standing.note_open(folder)
    add(clinic, "A day of work")
    # Never that its log is to be put aside.
    assert look(folder) == "copied open"
    standing.note_open(folder)
    assert look(folder) is None
    clinic.close()


def test_a_full_disk_at_the_end_makes_nothing_missing(folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    standing.note_opening(folder)
    clinic = opened(folder)
    standing.note_open(folder)
    with monkeypatch.context() as patched:
        patched.setattr(standing, "write_beside", refused)
        standing.note_closing(folder)
    clinic.close()
    assert look(folder) is None


def test_a_move_that_cannot_be_written_down_is_none(folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    closed(folder)
    with monkeypatch.context() as patched:
        patched.setattr(standing, "write_beside", refused)
        with pytest.raises(StoreTrouble):
            standing.note_moved(folder, NOW)
    assert look(folder) is None
    standing.note_moved(folder, NOW)
    # That one is kept, whatever the disk does later.
    with monkeypatch.context() as patched:
        patched.setattr(standing, "write_beside", refused)
        standing.note_opening(folder)
    assert look(folder) == "moved"


def refused(*_: object) -> None:
    raise StoreTrouble("No space left on device")


def test_keys_of_another_clinic(folder: ClinicFolder, tmp_path: Path) -> None:
    closed(folder)
    other = ClinicFolder(tmp_path / "other")
    make_clinic(other.path)[0].close()
    for name in ("vault.json", "vault.copy.json"):
        shutil.copy(other.path / name, folder.path / name)
    assert look(folder) == "no keys of it"
    # Put there as a whole it opens, and is known from then on.
    shutil.copy(other.database, folder.database)
    clinic = opened(folder)
    standing.note_open(folder)
    standing.note_closing(folder)
    clinic.close()
    assert look(folder) is None


def test_what_cannot_be_read_says_nothing(folder: ClinicFolder) -> None:
    closed(folder)
    whole = standing.path_of(folder).read_text("utf-8")
    for text in (
        "",
        "[]",
        "{}",
        "[" * 99_999,
        whole.replace('"closing"', '"other"'),
        whole.replace('"moved_at": ""', '"moved_at": "soon"'),
    ):
        standing.path_of(folder).write_text(text, "utf-8")
        assert standing.read(folder) == FolderStanding()
        assert look(folder) is None


def test_a_moved_clinic_is_only_looked_at_until_an_owner_goes_on(
    folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = opened(folder)
    with monkeypatch.context() as patched:
        patched.setattr(standing, "write_beside", refused)
        with pytest.raises(StoreTrouble, match="No space left"):
            clinic.do(MoveAway(NOW))
    # It goes on here.
    add(clinic, "Still here")
    clinic.do(MoveAway(NOW))
    with pytest.raises(NotAllowed, match="moved to another computer"):
        add(clinic, "Not any more")
    clinic.close()
    assert look(folder) == "moved"
    first = standing.read(folder).generation
    clinic = opened(folder)
    with pytest.raises(NotAllowed, match="moved to another computer"):
        add(clinic, "Not here")
    assert not has(clinic, "Not here")
    clinic.do(GoOnHere())
    clinic.close()
    standing.begin_anew(folder)
    assert look(folder) is None
    assert standing.read(folder).generation != first
    clinic = opened(folder)
    add(clinic, "Here again")
    clinic.close()
