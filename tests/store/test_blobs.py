"""Encrypted files beside the database: whole or not there, whatever the disk does, and readable by nobody else."""

import errno
import os
import random
import stat
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filed import content, filed, flip
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Damaged, StoreTrouble
from clinic_desktop.store import blobs as store_blobs
from clinic_desktop.store import files
from clinic_desktop.store.blobs import Blobs

KEY = bytes(range(32))
SCAN = content(1)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", KEY)


def lying(blobs: Blobs) -> list[str]:
    return sorted(path.name for path in blobs.folder.rglob("*") if path.is_file())


@settings(max_examples=25)
@given(whole=some.binary(max_size=300))
def test_what_was_put_is_got(tmp_path_factory: pytest.TempPathFactory, whole: bytes) -> None:
    blobs = Blobs(tmp_path_factory.mktemp("some") / "blobs", KEY)
    name = blobs.put(whole)
    assert blobs.get(name) == whole
    assert blobs.has(name)
    # Four bytes may be those that every file begins with.
    assert whole not in blobs.path(name).read_bytes() or len(whole) <= 4
    assert blobs.size(name) == len(blobs.path(name).read_bytes())


def test_the_same_bytes_are_one_file_and_its_name_says_nothing(blobs: Blobs, tmp_path: Path) -> None:
    import hashlib

    name = blobs.put(SCAN)
    before = blobs.path(name).read_bytes()
    assert blobs.put(SCAN) == name
    assert blobs.path(name).read_bytes() == before
    assert lying(blobs) == [name]
    assert blobs.path(name).parent.name == name[:2]
    assert name != hashlib.sha256(SCAN).hexdigest()
    assert Blobs(tmp_path / "other", bytes(32)).put(SCAN) != name


def test_nobody_else_may_look(blobs: Blobs) -> None:
    path = blobs.path(blobs.put(SCAN))
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent, blobs.folder)] == [0o600, 0o700, 0o700]


def test_each_flipped_bit_is_found(blobs: Blobs) -> None:
    """300 of 300: the mark, the nonce, what is in it and its tag."""
    name = blobs.put(SCAN)
    path, chance = blobs.path(name), random.Random(12)
    whole = path.read_bytes()
    places = [*range(40), *(chance.randrange(40, len(whole) - 16) for _ in range(244)), *range(-16, 0)]
    found = 0
    for at in places:
        bent = bytearray(whole)
        bent[at] ^= 1 << chance.randrange(8)
        path.write_bytes(bent)
        with pytest.raises(Damaged, match="damaged on the disk"):
            blobs.get(name)
        found += 1
    assert found == 300
    path.write_bytes(whole)
    assert blobs.get(name) == SCAN


@pytest.mark.parametrize("length", [0, 3, 4, 16, 31, 32, 1_000, -1])
def test_a_cut_off_file_is_found(blobs: Blobs, length: int) -> None:
    name = blobs.put(SCAN)
    whole = blobs.path(name).read_bytes()
    blobs.path(name).write_bytes(whole[:length])
    with pytest.raises(Damaged):
        blobs.get(name)


def test_one_under_the_name_of_another_and_one_of_another_clinic_do_not_open(blobs: Blobs, tmp_path: Path) -> None:
    one, other = blobs.put(SCAN), blobs.put(content(2))
    blobs.path(one).write_bytes(blobs.path(other).read_bytes())
    with pytest.raises(Damaged):
        blobs.get(one)
    with pytest.raises(Damaged):
        Blobs(blobs.folder, bytes(32)).get(other)
    assert repr(blobs) == "Blobs()"


def test_a_missing_one_is_said(blobs: Blobs) -> None:
    name = blobs.put(SCAN)
    blobs.path(name).unlink()
    assert not blobs.has(name)
    assert blobs.size(name) == 0
    with pytest.raises(Damaged, match=r"missing on the disk. A backup may have it"):
        blobs.get(name)


def test_one_that_a_backup_has_is_made_whole_when_it_is_asked_for(blobs: Blobs, tmp_path: Path) -> None:
    spares = tmp_path / "backups"
    mended = Blobs(blobs.folder, KEY, spares)
    name = mended.put(SCAN)
    older, newer = (
        blobs.in_folder(spares / day / "blobs") for day in ("20260101T000000Z-work", "20260102T000000Z-work")
    )
    for one in (older, newer):
        one.folder.parent.mkdir(parents=True)
        one.write(name, mended.sealed(name))
    flip(newer, name)
    (spares / "notes.txt").write_text("stray")
    unfinished = spares / "20260103T000000Z-work.part"
    unfinished.mkdir()
    for is_missing in (True, False):
        if is_missing:
            mended.drop(name)
        else:
            flip(mended, name)
        assert mended.get(name) == SCAN
        # From now on it needs no backup.
        assert blobs.get(name) == SCAN
    flip(older, name)
    mended.drop(name)
    with pytest.raises(Damaged, match="missing"):
        mended.get(name)


def test_a_disk_that_does_not_take_it_back_shows_it_all_the_same(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    name = clinic.blobs.put(SCAN)
    there = clinic.blobs.in_folder(clinic.keys.folder.backups / "20260101T000000Z-work" / "blobs")
    there.folder.parent.mkdir(parents=True)
    there.write(name, clinic.blobs.sealed(name))
    clinic.blobs.drop(name)
    monkeypatch.setattr(store_blobs, "write_file", full)
    assert clinic.blobs.get(name) == SCAN


def test_one_that_cannot_be_read_is_not_called_damaged(blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    name = blobs.put(SCAN)
    monkeypatch.setattr(store_blobs, "read_file", refused)
    with pytest.raises(StoreTrouble, match="could not be read: Permission denied") as caught:
        blobs.get(name)
    assert not isinstance(caught.value, Damaged)


def test_a_damaged_one_is_made_whole_by_putting_it_again(blobs: Blobs) -> None:
    name = blobs.put(SCAN)
    flip(blobs, name)
    assert blobs.put(SCAN) == name
    assert blobs.get(name) == SCAN


@pytest.mark.parametrize("name", [
    "", "ab", "../../etc/passwd", "A" * 64, "g" * 64, "a" * 63, "a" * 65, "a" * 64 + "\n", "/" + "a" * 63,
    "a" * 62 + "/a", "..\\" + "a" * 61, "a" * 60 + ".txt", "\u0661" * 64,
])  # fmt: skip
def test_what_is_no_name_leads_nowhere(blobs: Blobs, name: str) -> None:
    for asked in (blobs.path, blobs.get, blobs.has, blobs.size, blobs.sealed, blobs.drop):
        with pytest.raises(ValueError, match="no name"):
            asked(name)


def test_a_file_too_long_to_be_kept_is_refused(blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    name = blobs.put(SCAN)
    monkeypatch.setattr(store_blobs, "MOST_BYTES", len(SCAN) - 1)
    monkeypatch.setattr(store_blobs, "_MOST_SEALED", len(SCAN))
    with pytest.raises(StoreTrouble, match="larger than 1 GB"):
        blobs.put(SCAN)
    with pytest.raises(Damaged):
        blobs.get(name)


def test_a_link_in_the_place_of_a_file_is_not_followed(blobs: Blobs, tmp_path: Path) -> None:
    name = blobs.put(SCAN)
    elsewhere = tmp_path / "elsewhere"
    blobs.path(name).rename(elsewhere)
    blobs.path(name).symlink_to(elsewhere)
    assert not blobs.has(name)
    with pytest.raises(Damaged, match="missing"):
        blobs.get(name)
    before = elsewhere.read_bytes()
    assert blobs.put(SCAN) == name
    # In its place, not through it.
    assert not blobs.path(name).is_symlink()
    assert blobs.get(name) == SCAN
    assert elsewhere.read_bytes() == before


@pytest.mark.parametrize("depth", [0, 1])
def test_a_link_in_the_place_of_a_folder_is_refused(blobs: Blobs, tmp_path: Path, depth: int) -> None:
    name = blobs.put(SCAN)
    folder = (blobs.path(name).parent, blobs.folder)[depth]
    elsewhere = tmp_path / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)
    before = sorted(elsewhere.rglob("*"))
    assert not blobs.has(name)
    with pytest.raises(StoreTrouble, match="could not be kept"):
        blobs.put(SCAN)
    assert sorted(elsewhere.rglob("*")) == before


def test_a_pipe_in_the_place_of_a_file_holds_nobody_up(blobs: Blobs) -> None:
    name = blobs.put(SCAN)
    blobs.path(name).unlink()
    os.mkfifo(blobs.path(name))
    assert not blobs.has(name)
    with pytest.raises(FileNotFoundError):
        files.read_file(blobs.path(name), 10)


def test_a_link_that_is_put_there_while_it_is_looked_at_is_not_read(blobs: Blobs, tmp_path: Path) -> None:
    path = blobs.path(blobs.put(SCAN))
    (tmp_path / "link").symlink_to(path)
    assert files.read_file(path, 1 << 20)
    with pytest.raises(OSError, match="symbolic link"):
        files.read_file(tmp_path / "link", 1 << 20)


def test_two_that_put_the_same_at_once_both_have_it(blobs: Blobs) -> None:
    names: list[str] = []
    at_once = threading.Barrier(6)

    def put() -> None:
        at_once.wait()
        names.append(blobs.put(SCAN))

    threads = [threading.Thread(target=put) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names) == 6
    assert set(names) == set(lying(blobs))
    assert blobs.get(names[0]) == SCAN


def test_an_old_file_is_young_again_once_it_is_put_again(blobs: Blobs) -> None:
    """Between put and its row nobody may find it old and remove it."""
    name = blobs.put(SCAN)
    path = blobs.path(name)
    os.utime(path, (0, 0))
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    blobs.put(SCAN)
    assert not blobs.remove_before(path, moment)
    assert blobs.has(name)
    os.utime(path, (0, 0))
    assert blobs.remove_before(path, moment)
    assert not blobs.has(name)


def test_only_files_of_ours_are_looked_at(blobs: Blobs) -> None:
    name = blobs.put(SCAN)
    begun = blobs.path(name).with_name(f"{name}.0a0a0a0a.part")
    begun.write_bytes(b"half")
    for stray in ("notes.txt", "zz/" + "a" * 64, "ab/" + "c" * 64, name[:2] + "/thumbs.db", name[:2] + "/" + name[:60]):
        path = blobs.folder / stray
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    assert set(blobs.lying()) == {blobs.path(name), begun}
    assert list(Blobs(blobs.folder / "nowhere", KEY).lying()) == []


def test_a_clinic_keeps_its_files_in_its_own_folder(clinic: Clinic) -> None:
    assert clinic.blobs.get(clinic.blobs.put(SCAN)) == SCAN
    assert clinic.blobs.folder == clinic.keys.folder.blobs
    with pytest.raises(LookupError):
        filed(clinic, 1)
