"""Encrypted files on a disk that fails: cut off at any step, full, or slow to make a name last."""

import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from filed import File, content, with_table

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store import blobs as store_blobs
from clinic_desktop.store import files
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.keys.keyring import ClinicFolder

KEY = bytes(range(32))
# Every call by which a file gets onto the disk.
STEPS = ("mkdir", "open", "write", "fsync", "close", "replace", "utime")
SCAN = content(1)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", KEY)


def lying(blobs: Blobs) -> list[str]:
    return sorted(path.name for path in blobs.folder.rglob("*") if path.is_file())


class Killed(BaseException):
    """The power goes off."""


def broken(monkeypatch: pytest.MonkeyPatch, at: int, trouble: BaseException) -> Callable[[], int]:
    """From the step of that number on nothing reaches the disk, the half of a write excepted; counts the steps."""
    counted = 0

    def counting(name: str, real: Callable[..., object], *args: object) -> object:
        nonlocal counted
        counted += 1
        if counted <= at:
            return real(*args)
        if name == "write":
            half = args[1]
            assert isinstance(half, memoryview)
            real(args[0], half[: len(half) // 2])
        if name == "close":
            real(*args)
        raise trouble

    for name in STEPS:
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *args, name=name, real=real, **_: counting(name, real, *args))
    return lambda: counted


def steps_of_a_put(home: Path) -> int:
    home.mkdir()
    with pytest.MonkeyPatch.context() as patched:
        count = broken(patched, 10_000, Killed())
        Blobs(home / "blobs", KEY).put(SCAN)
        return count()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_refuses_any_step_leaves_no_half_file(tmp_path: Path, number: int) -> None:
    steps = steps_of_a_put(tmp_path / "counted")
    assert steps > 12
    for at in range(steps):
        blobs = Blobs(tmp_path / str(at) / "blobs", KEY)
        blobs.folder.parent.mkdir()
        with pytest.MonkeyPatch.context() as patched:
            broken(patched, at, OSError(number, os.strerror(number)))
            with pytest.raises(StoreTrouble, match=rf"could not be kept: {os.strerror(number)}. Nothing was changed"):
                blobs.put(SCAN)
        # Nothing, or all of it where only its name could not be made to last.
        assert all(blobs.get(name) == SCAN for name in lying(blobs))
        assert blobs.get(blobs.put(SCAN)) == SCAN
        assert len(lying(blobs)) == 1


def test_killed_at_any_step_no_row_names_a_file_that_is_not_there(
    folder: ClinicFolder, open_clinic: Callable[[ClinicFolder], Clinic]
) -> None:
    """File first, row second: each step of the first, then between the two, then after."""
    clinic = open_clinic(folder)
    key = clinic.keys.key
    clinic.close()
    with_table(folder, key)
    clinic = open_clinic(folder)
    steps = steps_of_a_put(folder.path.parent / "counted")
    orphans = 0
    for at in range(steps + 1):
        scan = content(100 + at)
        with pytest.MonkeyPatch.context() as patched:
            broken(patched, at, Killed())
            with pytest.raises(Killed):
                name = clinic.blobs.put(scan)
                raise Killed
        named = [row["blob"] for row in clinic.read.all("SELECT blob FROM scans")]
        whole = [name for name in lying(clinic.blobs) if not name.endswith(".part")]
        assert all(clinic.blobs.get(name) for name in (*named, *whole))
        orphans += len(whole) - len(named)
        # The next start goes on: the same scan is filed.
        name = clinic.blobs.put(scan)
        clinic.do(File(name))
        assert clinic.blobs.get(name) == scan
    assert orphans > 0
    named = [row["blob"] for row in clinic.read.all("SELECT blob FROM scans")]
    assert len(set(named)) == steps + 1


def test_a_name_is_told_only_once_its_folders_last(blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of a file that is there already: whoever wrote it may have been stopped before that."""
    flushed: list[Path] = []
    real = files.sync_folder

    def sync(folder: Path) -> None:
        flushed.append(folder)
        real(folder)

    monkeypatch.setattr(store_blobs, "sync_folder", sync)
    for _ in range(2):
        flushed.clear()
        name = blobs.put(SCAN)
        assert {blobs.path(name).parent, blobs.folder, blobs.folder.parent} <= set(flushed)


def test_a_file_is_on_the_disk_before_it_has_its_name(blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def flushing(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def naming(source: Path, target: Path) -> None:
        done.append("name")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", flushing)
    monkeypatch.setattr(os, "replace", naming)
    blobs.put(SCAN)
    at = done.index("file")
    assert done[at : at + 3] == ["file", "name", "folder"]


def test_room_is_looked_at_before_a_large_file_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(2_000_000, 1_000_000, 1_000_000))
    blobs = Blobs(tmp_path / "blobs", bytes(32))
    with pytest.raises(StoreTrouble, match=r"need 2 MB, and 1 MB are free there\. Nothing was changed"):
        blobs.put(bytes(1_500_000))
    assert not (tmp_path / "blobs").exists()
