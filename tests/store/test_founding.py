"""The folder in which a clinic is to be made: what lies there is left alone and said."""

import errno
from pathlib import Path

import pytest
from factories import make_clinic, new_clinic
from fixed import CHEAP, NOW

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.making import make
from clinic_desktop.store import files
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder


def refused(path: Path) -> str:
    """The sentence; nothing was made, and nothing is left beside."""
    before = sorted(path.rglob("*"))
    with pytest.raises(StoreTrouble) as caught:
        make(ClinicFolder(path), new_clinic(), CHEAP, Clock(NOW))
    assert sorted(path.rglob("*")) == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    return caught.value.words


def test_backups_without_their_clinic_are_not_built_over(tmp_path: Path) -> None:
    kept = tmp_path / "clinic" / "backups" / "20261120T150000Z-work"
    kept.mkdir(parents=True)
    words = refused(tmp_path / "clinic")
    assert words.startswith(
        "Backups of a clinic lie in this folder, and the clinic itself does not. Restore the newest"
    )
    assert "Directory not empty" not in words


def test_what_is_not_ours_is_named(tmp_path: Path) -> None:
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic" / "letter.txt").write_text("mine")
    assert "The clinic could not be made: “letter.txt” lies in its folder." in refused(tmp_path / "clinic")


def test_a_clinic_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic" / "vault.json").write_text("{}")
    assert "There is a clinic in this folder already." in refused(tmp_path / "clinic")


def test_what_systems_leave_there_and_a_restore_that_never_was_whole_are_in_nobodys_way(tmp_path: Path) -> None:
    folder = ClinicFolder(tmp_path / "clinic")
    folder.restored_in_part.mkdir(parents=True)
    folder.backups.mkdir()
    (folder.path / ".DS_Store").write_bytes(b"")
    clinic, _ = make_clinic(folder.path)
    clinic.close()
    assert folder.exists() and not folder.restored_in_part.exists() and not (folder.path / ".DS_Store").exists()
    assert [one.name for one in tmp_path.iterdir()] == ["clinic"]


def test_what_came_while_the_clinic_was_made_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ClinicFolder(tmp_path / "clinic")

    def slow(*_: object) -> None:
        folder.path.mkdir()
        (folder.path / "letter.txt").write_text("mine")

    monkeypatch.setattr("clinic_desktop.making._build", slow)
    with pytest.raises(StoreTrouble, match="lies in its folder"):
        make(folder, new_clinic(), CHEAP, Clock(NOW))
    assert (folder.path / "letter.txt").read_text() == "mine"
    assert [one.name for one in tmp_path.iterdir()] == ["clinic"]


def broken_after_its_rename(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk has an error as the new name of this folder is flushed."""
    plain = files.sync_folder

    def sync(folder: Path) -> None:
        if folder == path.parent and path.exists():
            raise OSError(errno.EIO, "Input/output error")
        plain(folder)

    monkeypatch.setattr(files, "sync_folder", sync)


def test_a_clinic_of_which_nothing_was_kept_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody would have its recovery key."""
    folder = ClinicFolder(tmp_path / "clinic")
    with monkeypatch.context() as disk:
        broken_after_its_rename(folder.path, disk)
        with pytest.raises(StoreTrouble, match="Nothing was kept"):
            make(folder, new_clinic(), CHEAP, Clock(NOW))
    assert list(tmp_path.iterdir()) == []
    assert make(folder, new_clinic(), CHEAP, Clock(NOW))
    assert folder.exists()


def test_a_clinic_that_stays_there_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, plain = ClinicFolder(tmp_path / "clinic"), Path.rename
    broken_after_its_rename(folder.path, monkeypatch)

    def rename(path: Path, to: Path) -> Path:
        if path == folder.path:
            raise OSError(errno.EIO, "Input/output error")
        return plain(path, to)

    monkeypatch.setattr(Path, "rename", rename)
    assert make(folder, new_clinic(), CHEAP, Clock(NOW))
    assert folder.exists()
