"""Places that backups go to as they are in the world: full, pulled out in the middle, without rights and links."""

import errno
import shutil
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from factories import SERVICE
from fixed import NOW

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.store.backups.backup import back_up, back_up_to
from clinic_desktop.store.backups.copies import verify
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.connection import store_trouble

Usage = namedtuple("Usage", "total used free")


def made(clinic: Clinic, hours: int) -> None:
    clinic.do(AddService(SERVICE))
    assert back_up(clinic.keys.folder, clinic.keys.key, NOW + timedelta(hours=hours), Progress())


def test_a_full_place_gives_up_what_newer_ones_stand_for_and_no_more(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = clinic.keys.folder, clinic.keys.key
    for hours in range(5):
        made(clinic, hours)
    oldest, *_ = sorted(one.folder.path.name for one in backups_in(folder.backups))

    def room(least: int) -> None:
        """There is room once no more than so many backups lie there."""

        def usage(_: object) -> Usage:
            return Usage(1, 1, 1 << 40 if len(backups_in(folder.backups)) <= least else 0)

        monkeypatch.setattr(shutil, "disk_usage", usage)

    room(3)
    clinic.do(AddService(SERVICE))
    later = NOW + timedelta(days=2)
    # One that is asked for by hand throws nothing away.
    with pytest.raises(StoreTrouble, match="No backup was made"):
        back_up_to(folder, key, folder.backups, later, Progress())
    assert len(backups_in(folder.backups)) == 5
    assert back_up(folder, key, later, Progress())
    assert oldest not in [one.folder.path.name for one in backups_in(folder.backups)]
    assert len(backups_in(folder.backups)) == 3
    room(2)
    clinic.do(AddService(SERVICE))
    # The last three stay whatever the disk says.
    with pytest.raises(StoreTrouble, match="are free there"):
        back_up(folder, key, later + timedelta(hours=1), Progress())
    assert len(backups_in(folder.backups)) == 3


class OfTheDisk(Exception):
    """What SQLite says of a stick that was pulled out, or of a broken disk."""

    sqlite_errorname = "SQLITE_IOERR_WRITE"


def test_a_stick_that_is_pulled_out_is_not_called_a_broken_disk(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, is_pulled = tmp_path / "stick", True

    def copied(*_: object) -> NoReturn:
        if is_pulled:
            shutil.rmtree(stick)
        with store_trouble():
            raise OfTheDisk

    monkeypatch.setattr("clinic_desktop.store.backups.backup.copied_into", copied)
    with pytest.raises(StoreTrouble, match=r"No backup was made\. The place for it is not there any more\. The record"):
        back_up_to(clinic.keys.folder, clinic.keys.key, stick, NOW, Progress())
    is_pulled = False
    with pytest.raises(StoreTrouble, match="A disk reports an error: the one of the clinic, or the one of the backup"):
        back_up_to(clinic.keys.folder, clinic.keys.key, stick, NOW, Progress())


def test_a_stick_without_rights_and_links_takes_a_backup(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As FAT, or a shared folder that belongs to somebody else."""

    def refused(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.EPERM, "Operation not permitted")

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.chmod", refused)
        patched.setattr("os.link", refused)
        one = back_up_to(clinic.keys.folder, clinic.keys.key, tmp_path / "stick", NOW, Progress())
    assert verify(one.folder.database, clinic.keys.key, Progress()).state == one.manifest.state
