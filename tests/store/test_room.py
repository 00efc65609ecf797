"""Room on the disk is looked at before a byte is copied."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from filed import back_up, filed

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.backups import copies
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture
def folder(filing: Path, tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(shutil.copytree(filing, tmp_path / "clinic"))


def test_no_room_is_said_before_a_file_is_copied(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    filed(clinic, 1, 2_500_000)
    first = back_up(clinic)
    filed(clinic, 2, 1_500_000)

    class Usage(NamedTuple):
        free: int

    # First there is room for the clinic's file, whoever asks; then too little for the file beside it.
    frees = [1_400_000, 100_000_000, 100_000_000]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(frees.pop() if len(frees) > 1 else frees[0]))
    with pytest.raises(
        StoreTrouble, match=r"No backup was made. The clinic’s files need 2 MB, and 1 MB are free there\."
    ):
        back_up(clinic, 1)
    assert [path.name for path in clinic.keys.folder.backups.iterdir()] == [first.folder.path.name]
    # What is shared needs none.
    frees[:] = [1_600_000, 100_000_000, 100_000_000]
    assert back_up(clinic, 1)


def test_the_copy_needs_room_twice(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    with opened(clinic.keys.folder.database, clinic.keys.key, "read") as database:
        size = copies.length_of(database)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2 * size - 1))
    with pytest.raises(StoreTrouble, match="are free there"):
        back_up(clinic)
    assert not list(clinic.keys.folder.backups.iterdir())
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2 * size))
    assert back_up(clinic)
