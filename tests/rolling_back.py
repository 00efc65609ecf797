"""An older copy of a whole folder put in the place of the newer one, while one of two anchors of its trail is left."""

import shutil
from contextlib import closing
from pathlib import Path

from factories import SERVICE, opened

from clinic_desktop.practice.commands import AddService
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.trail import greet, keep_end


def anchor_files(folder: ClinicFolder, own: Path) -> list[Path]:
    """Where the anchors lie: beside the folder, and among what is this user's own."""
    return [folder.path.with_name("clinic.trail.json"), *own.glob("trail-*.json")]


def rollbacks(folder: ClinicFolder, own: Path, tmp_path: Path, times: int) -> int:
    """Roll the whole folder back so many times, with one anchor or the other left; returns how often it was found."""
    found = 0
    for at in range(times):
        older = shutil.copytree(folder.path, tmp_path / f"older-{at}")
        with closing(opened(folder)) as clinic:
            clinic.do(AddService(SERVICE))
            keep_end(clinic, own)
        shutil.rmtree(folder.path)
        shutil.copytree(older, folder.path)
        anchor_files(folder, own)[at % 2].unlink()
        with closing(opened(folder)) as clinic:
            found += greet(clinic, own).loss is not None
    return found
