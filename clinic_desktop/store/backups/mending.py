"""Encrypted files that rows name and that are not in the clinic's folder, as after half of a folder was copied."""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.backups.enclosures import copied
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.backups.named import named_in
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.wording import say


class Mended(NamedTuple):
    """How many files rows name; how many of them were missing; and how many of those were put back."""

    named: int
    missing: int
    mended: int


def put_missing_back(folder: ClinicFolder, key: bytes, places: Sequence[Path], progress: Progress) -> Mended:
    """Look whether each file is there, and put back what is missing from the backups in these places. Slow where much
    is missing, so a window runs it in a job. Raises StoreTrouble, and Cancelled."""
    with opened(folder.database, key, "read") as database:
        names = sorted(named_in(database).by_rows)
    live = Blobs(folder.blobs, key)
    missing = [name for name in names if not live.has(name)]
    sources = [live.in_folder(one.folder.blobs) for place in places for one in backups_in(place)] if missing else []
    mended: list[str] = []
    for at, name in enumerate(missing):
        progress.report(at, len(missing), say("Putting missing files back"))
        with contextlib.suppress(OSError):
            if copied(name, live, sources):
                mended.append(name)
    try:
        live.flush(mended)
    except OSError as trouble:
        raise StoreTrouble(trouble.strerror or str(trouble)) from trouble
    return Mended(len(names), len(missing), len(mended))
