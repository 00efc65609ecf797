"""Files that a backup shares with the one before: not read again each time, but each in its turn."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from filed import back_up, blobs_of, content, filed, flip
from fixed import NOW

from clinic_desktop.clinic import Clinic
from clinic_desktop.store.backups import enclosures
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.files import FileMark
from clinic_desktop.store.keys.keyring import ClinicFolder

DAY = 24


@pytest.fixture
def folder(filing: Path, tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(shutil.copytree(filing, tmp_path / "clinic"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from end to end, in their order."""
    names: list[str] = []
    real = Blobs.checked

    def checked(self: Blobs, name: str) -> FileMark:
        names.append(name)
        return real(self, name)

    monkeypatch.setattr(Blobs, "checked", checked)
    return names


def rot(clinic: Clinic, made: Backup, name: str) -> None:
    """The disk forgets a bit, and says nothing of it."""
    path = blobs_of(clinic, made).path(name)
    before = path.stat()
    flip(blobs_of(clinic, made), name)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_what_was_read_lately_is_not_read_again(clinic: Clinic, read: list[str]) -> None:
    names = {filed(clinic, number) for number in range(8)}
    first = back_up(clinic)
    assert set(read) == names
    read.clear()
    # `put` looks at what lies there already.
    new = filed(clinic, 20)
    second = back_up(clinic, 1)
    assert read == [new]
    listed = enclosures.read_list(second)
    assert listed.marks.items() > enclosures.read_list(first).marks.items()
    assert {look.day for look in listed.looks.values()} == {NOW.astimezone().date()}


def test_one_that_the_disk_says_was_changed_is_read_at_once(clinic: Clinic) -> None:
    name = filed(clinic, 1)
    first = back_up(clinic)
    flip(blobs_of(clinic, first), name)
    filed(clinic, 2)
    assert blobs_of(clinic, back_up(clinic, 1)).get(name) == content(1)


def test_each_is_read_in_its_turn_and_what_rotted_is_whole_again(clinic: Clinic, read: list[str]) -> None:
    """Until then the damage is in every backup of this place: they share the file."""
    names = [filed(clinic, number) for number in range(4)]
    made = back_up(clinic)
    rot(clinic, made, names[2])
    for days in range(1, 10):
        read.clear()
        filed(clinic, 10 + days)
        made = back_up(clinic, days * DAY)
        # One a day of so few, and what is new.
        assert len(read) <= 1 + 2 + days // 21
    assert blobs_of(clinic, made).get(names[2]) == content(2)
    oldest = min(look.day for look in enclosures.read_list(made).looks.values())
    assert (NOW + timedelta(days=days)).astimezone().date() - oldest < timedelta(days=28)
