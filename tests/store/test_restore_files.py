"""Restoring encrypted files: all of them or, if somebody says so, all that are whole; and nothing else from a stick."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Opener
from filed import back_up, blobs_of, content, filed, flip, with_table
from fixed import CHEAP, NOW, PASSWORD
from restored import LATER, Killed, is_cut_off, put_back

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import FilesLost, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store import files
from clinic_desktop.store.backups import backup, enclosures, restore
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.backups.manifest import Backup, backups_in, read_backup, write_manifest
from clinic_desktop.store.files import mark_of
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture
def folder(filing: Path, tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(shutil.copytree(filing, tmp_path / "clinic"))


@pytest.fixture
def kept(clinic: Clinic) -> Backup:
    """A backup with two files; after it one was lost and another came; closed."""
    filed(clinic, 1), filed(clinic, 2)
    made = back_up(clinic)
    clinic.blobs.drop(filed(clinic, 1))
    filed(clinic, 3)
    clinic.close()
    return made


def short(folder: ClinicFolder, one: Backup) -> Clinic:
    slot = vault.read(one.folder.vault).people()[0].id
    key, slot = restore_backup(folder, Restoring(one, slot, PASSWORD, is_short=True), CHEAP, LATER, Progress())
    return Clinic.open(folder, key, slot, LATER, CHEAP)


def held(clinic: Clinic) -> list[bytes]:
    """What the rows' files hold; each has to be whole."""
    return [clinic.blobs.get(row["blob"]) for row in clinic.read.all("SELECT DISTINCT blob FROM scans ORDER BY id")]


def lying(where: ClinicFolder) -> set[str]:
    return {path.name for path in where.blobs.rglob("*") if path.is_file()}


def inodes(where: ClinicFolder) -> set[int]:
    return {path.stat().st_ino for path in where.blobs.rglob("*") if path.is_file()}


def test_the_files_are_as_they_were_and_shared_with_nobody(folder: ClinicFolder, kept: Backup) -> None:
    clinic = put_back(folder, kept)
    assert held(clinic) == [content(1), content(2)]
    assert lying(folder) == lying(kept.folder)
    assert not inodes(folder) & inodes(kept.folder)
    modes = {stat.st_mode & 0o777 for path in folder.blobs.rglob("*") if (stat := path.stat())}
    assert modes == {0o600, 0o700}
    filed(clinic, 4)
    clinic.close()


def test_what_stood_there_is_kept_with_its_files_and_can_be_put_back(folder: ClinicFolder, kept: Backup) -> None:
    put_back(folder, kept).close()
    (replaced,) = (one for one in backups_in(folder.backups) if one.manifest.kind == "replaced")
    assert len(lying(replaced.folder)) == 2
    # One of them was lost before; the backup beside it has it.
    clinic = put_back(folder, replaced)
    assert sorted(held(clinic)) == sorted([content(1), content(2), content(3)])
    clinic.close()


def test_a_backup_without_files_moves_those_away_that_are_there(folder: ClinicFolder, open_clinic: Opener) -> None:
    clinic = open_clinic(folder)
    empty = back_up(clinic)
    key = clinic.keys.key
    clinic.close()
    with_table(folder, key)
    clinic = open_clinic(folder)
    name = filed(clinic, 1)
    clinic.close()
    put_back(folder, empty).close()
    assert lying(folder) == set()
    (replaced,) = (one for one in backups_in(folder.backups) if one.manifest.kind == "replaced")
    assert lying(replaced.folder) == {name}
    again = put_back(folder, replaced)
    assert held(again) == [content(1)]
    again.close()


def test_a_new_computer_gets_them_from_one_folder(tmp_path: Path, clinic: Clinic) -> None:
    kept = [filed(clinic, number) for number in range(1, 4)]
    back_up(clinic)
    made = backup.back_up_to(clinic.keys.folder, clinic.keys.key, tmp_path / "stick", NOW, Progress())
    clinic.close()
    shutil.rmtree(clinic.keys.folder.path)
    fresh = ClinicFolder(tmp_path / "new" / "clinic")
    again = put_back(fresh, made)
    assert held(again) == [content(1), content(2), content(3)]
    assert lying(fresh) == set(kept)
    again.close()
    assert not fresh.backups.exists() or not list(fresh.backups.iterdir())


def test_an_older_layout_is_brought_up_to_date_without_a_backup_of_the_copy(
    folder: ClinicFolder, kept: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would copy all files once more, to be thrown away."""
    monkeypatch.setattr("clinic_desktop.store.schema.back_up_before_migration", lambda *_: pytest.fail("made one"))
    key = vault.unwrap(vault.read(folder.vault), vault.read(folder.vault).people()[0].id, PASSWORD)
    monkeypatch.setattr("clinic_desktop.store.schema._apply", lambda *_: None)
    monkeypatch.setattr("clinic_desktop.store.schema.is_ours", lambda _: True)
    with opened(kept.folder.database, key, "write") as database:
        database.execute(f"PRAGMA user_version = {kept.manifest.schema - 1}")
    marks = {**kept.manifest.files, "clinic.db": mark_of(kept.folder.database.read_bytes())}
    write_manifest(kept.folder.path, kept.manifest._replace(files=marks))
    slot = vault.read(folder.vault).people()[0].id
    asked = Restoring(read_backup(kept.folder.path), slot, PASSWORD)
    assert restore_backup(folder, asked, CHEAP, LATER, Progress()) == (key, slot)
    assert len(lying(folder)) == 2


@pytest.mark.parametrize("step", range(13))
def test_whenever_it_is_interrupted_it_is_finished_at_the_next_start(
    folder: ClinicFolder, kept: Backup, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The last step of all is the one after which nothing is left to be done.
    assert is_cut_off(folder, kept, step, monkeypatch) == (step < 12)
    restore.finish(folder)
    assert not folder.is_restoring()
    assert not folder.restoring.exists()
    person = vault.read(folder.vault).people()[0].id
    clinic = Clinic.open(folder, vault.unwrap(vault.read(folder.vault), person, PASSWORD), person, LATER, CHEAP)
    assert held(clinic) == [content(1), content(2)]
    clinic.close()
    (replaced,) = (one for one in backups_in(folder.backups) if one.manifest.kind == "replaced")
    assert {"clinic.db", "vault.json", "vault.copy.json", "blobs"} <= {
        one.name for one in replaced.folder.path.iterdir()
    }
    assert len(lying(replaced.folder)) == 2


@pytest.mark.parametrize("step", [0, 10, 20, 30, 40, 50])
def test_stopped_while_the_files_are_copied_all_is_as_it_was(
    folder: ClinicFolder, kept: Backup, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whole(where: Path) -> dict[str, bytes]:
        return {str(one.relative_to(where)): one.read_bytes() for one in where.rglob("*") if one.is_file()}

    before, counted = whole(folder.path), 0
    with monkeypatch.context() as patched:
        for name in ("open", "write", "fsync", "replace", "mkdir"):
            real = getattr(os, name)

            def counting(*args: object, real: Callable[..., object] = real, **kwargs: object) -> object:
                nonlocal counted
                counted += folder.restored_in_part.is_dir()
                if counted > step:
                    raise Killed
                return real(*args, **kwargs)

            patched.setattr(os, name, counting)
        with pytest.raises(Killed):
            put_back(folder, kept)
    restore.forget_part(folder)
    assert whole(folder.path) == before
    put_back(folder, kept).close()


def test_one_that_is_damaged_there_is_taken_from_where_it_is_whole(folder: ClinicFolder, kept: Backup) -> None:
    """The clinic itself has the second still, another backup the first."""
    moved = shutil.copytree(kept.folder.path, folder.backups / "20260101T000000Z-work")
    for path in kept.folder.blobs.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])
    put_back(folder, kept).close()
    assert lying(folder) == lying(ClinicFolder(moved))


def test_one_that_is_whole_nowhere_is_told_and_the_rest_can_be_had(folder: ClinicFolder, kept: Backup) -> None:
    for path in folder.blobs.rglob("*"), kept.folder.blobs.rglob("*"):
        for one in path:
            if one.is_file():
                one.write_bytes(b"CDB1 and nothing more")
    before = folder.database.read_bytes()
    with pytest.raises(FilesLost, match="2 files of clients in this backup are damaged or missing"):
        put_back(folder, kept)
    assert folder.database.read_bytes() == before
    assert not folder.restored_in_part.exists()
    clinic = short(folder, kept)
    assert len(clinic.read.all("SELECT blob FROM scans")) == 2
    with pytest.raises(StoreTrouble, match="missing on the disk"):
        held(clinic)
    # The next backup says what it could not take along.
    assert back_up(clinic, 2).manifest.beside.lost == 2
    clinic.close()


def alone(folder: ClinicFolder, made: Backup, place: Path) -> tuple[ClinicFolder, Backup]:
    """The backup on a stick, and a computer that has nothing else."""
    stick = shutil.copytree(made.folder.path, place / "stick" / made.folder.path.name)
    return ClinicFolder(place / "fresh"), read_backup(stick)


def test_a_list_that_lacks_what_rows_name_is_found(folder: ClinicFolder, kept: Backup, tmp_path: Path) -> None:
    fresh, made = alone(folder, kept, tmp_path)
    enclosures.write_list(made.folder.path, enclosures.NOTHING)
    mark = mark_of((made.folder.path / "blobs.json").read_bytes())
    marks = {**made.manifest.files, "blobs.json": mark}
    doctored = made._replace(manifest=made.manifest._replace(files=marks))
    with pytest.raises(FilesLost, match="2 files"):
        put_back(fresh, doctored)
    # And one of a format that knew no files.
    del marks["blobs.json"]
    with pytest.raises(FilesLost, match="2 files"):
        put_back(fresh, made._replace(manifest=made.manifest._replace(files=marks)))


def test_what_else_lies_in_a_backup_stays_there(folder: ClinicFolder, kept: Backup, tmp_path: Path) -> None:
    fresh, made = alone(folder, kept, tmp_path)
    for stray in ("evil.sh", "ab/evil.sh", "ab/" + "ab" * 32, "../evil.sh", "ab/deep/evil.sh"):
        path = made.folder.blobs / stray
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"#!/bin/sh")
    put_back(fresh, made).close()
    assert lying(fresh) == lying(kept.folder)
    assert not [path for path in fresh.path.rglob("*") if "evil" in path.name]


@pytest.mark.parametrize("what", ["file", "folder", "all", "pipe", "longer", "swapped"])
def test_nothing_is_read_through_a_link_or_beyond_its_list(
    folder: ClinicFolder, kept: Backup, tmp_path: Path, what: str
) -> None:
    fresh, made = alone(folder, kept, tmp_path)
    blobs, outside = made.folder.blobs, tmp_path / "outside"
    first, second = sorted(path for path in blobs.rglob("*") if path.is_file())
    if what in ("file", "folder", "all"):
        moved = {"file": first, "folder": first.parent, "all": blobs}[what]
        moved.rename(outside)
        moved.symlink_to(outside)
    elif what == "pipe":
        first.unlink()
        os.mkfifo(first)
    elif what == "longer":
        with first.open("ab") as file:
            file.truncate(1 << 33)
    else:
        first.write_bytes(second.read_bytes())
    with pytest.raises(FilesLost, match="2 files" if what == "all" else "1 file"):
        put_back(fresh, made)
    assert not fresh.database.exists()


def test_what_does_not_fit_is_said_before_anything_is_copied(
    folder: ClinicFolder, kept: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_MILLION", 10_000)

    class Usage(NamedTuple):
        free: int

    # First there is room for the record itself.
    frees = [70_000, 100_000_000]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(frees.pop() if len(frees) > 1 else frees[0]))
    words = r"not restored: The clinic’s files need 9 MB, and 7 MB are free there. What is there was left as it is"
    with pytest.raises(StoreTrouble, match=words):
        put_back(folder, kept)
    assert not folder.restored_in_part.exists()


def test_backups_of_a_stick_that_nobody_may_write_to_are_read(
    folder: ClinicFolder, kept: Backup, tmp_path: Path
) -> None:
    fresh, made = alone(folder, kept, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in made.folder.path.rglob("*")}
    put_back(fresh, made).close()
    assert {path: path.stat().st_mtime_ns for path in made.folder.path.rglob("*")} == before


def test_a_clinic_of_which_only_its_files_are_left_is_one(folder: ClinicFolder, kept: Backup) -> None:
    for path in (folder.database, folder.vault, vault.second_copy(folder.vault)):
        path.unlink()
    assert folder.exists()
    clinic = put_back(folder, kept)
    assert held(clinic) == [content(1), content(2)]
    inside = blobs_of(clinic, kept)
    flip(inside, next(iter(lying(kept.folder))))
    assert held(clinic) == [content(1), content(2)]
    clinic.close()
