"""Files that nothing speaks of: removed after a backup, and only when they are old; all others stay, come what may."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from filed import Change, File, Retire, content
from fixed import NOW

from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups import backup, orphans
from clinic_desktop.store.keys.keyring import ClinicFolder

OLD = NOW - timedelta(days=8)


@pytest.fixture
def folder(filing: Path, tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(shutil.copytree(filing, tmp_path / "clinic"))


def put(clinic: Clinic, number: int, at: datetime) -> str:
    name = clinic.blobs.put(content(number, 500))
    os.utime(clinic.blobs.path(name), (at.timestamp(), at.timestamp()))
    return name


def back_up(clinic: Clinic, at: datetime) -> None:
    """Something changed, so one is made."""
    clinic.drafts.keep(f"note:{at}", {})
    assert backup.back_up(clinic.keys.folder, clinic.keys.key, at, Progress())


def test_an_old_one_goes_and_a_young_one_stays(clinic: Clinic) -> None:
    old, young = put(clinic, 1, OLD), put(clinic, 2, NOW - timedelta(days=6))
    back_up(clinic, NOW - timedelta(days=1))
    # That was the first: none was made before it, so nothing is known to be older than a backup.
    assert clinic.blobs.has(old)
    back_up(clinic, NOW)
    assert not clinic.blobs.has(old)
    assert clinic.blobs.has(young)
    assert orphans.DAYS_KEPT == 7


def test_whatever_is_spoken_of_stays_however_old(clinic: Clinic) -> None:
    row = clinic.do(File(put(clinic, 1, OLD))).row
    clinic.do(Change(row, put(clinic, 2, OLD)))
    clinic.do(Retire(clinic.do(File(put(clinic, 3, OLD))).row))
    clinic.do(File(put(clinic, 4, OLD)))
    clinic.undo()
    in_a_form = put(clinic, 5, OLD)
    clinic.drafts.keep("scan:new", {"blob": in_a_form})
    gone = put(clinic, 6, OLD)
    back_up(clinic, NOW - timedelta(days=1))
    back_up(clinic, NOW)
    assert {path.name for path in clinic.blobs.lying()} == {
        clinic.blobs.put(content(number, 500)) for number in (1, 2, 3, 4, 5)
    }
    assert not clinic.blobs.has(gone)
    # What was taken back can be done again.
    clinic.redo()
    named = [row["blob"] for row in clinic.read.all("SELECT blob FROM scans WHERE retired_at IS NULL")]
    assert all(clinic.blobs.get(name) for name in named)
    assert len(named) == 2


def test_what_a_row_had_before_its_first_change_stays(clinic: Clinic) -> None:
    """One that came with the file, as from a migration: only what it was before tells of its file."""
    name = put(clinic, 1, OLD)
    clinic._writer._database.execute("INSERT INTO scans (id, version, blob) VALUES (7, 1, ?)", (name,))
    clinic.do(Change(7, None))
    back_up(clinic, NOW - timedelta(days=1))
    back_up(clinic, NOW)
    assert clinic.blobs.has(name)


def test_a_clock_that_jumps_ahead_makes_nothing_old(clinic: Clinic) -> None:
    """Put after the last backup, and its form still open, when the clock is set a year ahead."""
    back_up(clinic, NOW - timedelta(hours=1))
    name = put(clinic, 1, NOW)
    back_up(clinic, NOW + timedelta(days=365))
    assert clinic.blobs.has(name)


def test_those_of_a_clock_that_was_ahead_stand_for_none(clinic: Clinic) -> None:
    back_up(clinic, NOW + timedelta(days=365))
    name = put(clinic, 1, OLD)
    back_up(clinic, NOW)
    assert clinic.blobs.has(name)


def test_no_backup_removes_nothing(clinic: Clinic) -> None:
    back_up(clinic, NOW - timedelta(days=1))
    name = put(clinic, 1, OLD)
    assert backup.back_up(clinic.keys.folder, clinic.keys.key, NOW, Progress()) is None
    backup.back_up_to(clinic.keys.folder, clinic.keys.key, clinic.keys.folder.path.parent / "stick", NOW, Progress())
    assert clinic.blobs.has(name)


def test_what_a_kill_left_half_written_goes_too(clinic: Clinic) -> None:
    clinic.do(File(put(clinic, 1, OLD)))
    whole = next(clinic.blobs.lying())
    halves = [whole.with_name(f"{whole.name}.0000000{number}.part") for number in range(2)]
    for half, at in zip(halves, (OLD, NOW), strict=True):
        half.write_bytes(b"half")
        os.utime(half, (at.timestamp(), at.timestamp()))
    back_up(clinic, NOW - timedelta(days=1))
    back_up(clinic, NOW)
    assert [half.exists() for half in halves] == [False, True]
    assert whole.exists()


def test_one_that_cannot_be_removed_keeps_no_backup_from_counting(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> bool:
        raise PermissionError(13, "The file is in use")

    name = put(clinic, 1, OLD)
    back_up(clinic, NOW - timedelta(days=1))
    with monkeypatch.context() as patched:
        patched.setattr(type(clinic.blobs), "remove_before", refused)
        back_up(clinic, NOW)
    assert clinic.blobs.has(name)
    back_up(clinic, NOW + timedelta(days=1))
    assert not clinic.blobs.has(name)
