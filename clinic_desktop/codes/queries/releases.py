"""The releases of ICD-10-CM that are at hand: the one that comes with the program, and those the clinic loaded."""

import hashlib
from datetime import date
from functools import cache

from clinic_desktop.codes.model import Release
from clinic_desktop.paths import REFERENCE
from clinic_desktop.store.reader import Reader

_SHIPPED = max(REFERENCE.glob("icd10cm_*.tsv.xz"))


@cache
def shipped_release() -> Release:
    """The release that comes with the program; its file's name says since when it is in force."""
    effective_on = date.fromisoformat(_SHIPPED.name.removeprefix("icd10cm_").removesuffix(".tsv.xz"))
    return Release(effective_on, 0, "", 0, hashlib.sha256(_SHIPPED.read_bytes()).hexdigest(), has_notes=True)


def releases(read: Reader) -> tuple[Release, ...]:
    """All releases at hand, the newest first."""
    rows = read.all("SELECT * FROM code_releases WHERE retired_at IS NULL")
    loaded = [
        Release(
            date.fromisoformat(row["effective_on"]),
            row["id"],
            row["source"],
            row["version"],
            row["digest"],
            has_notes=False,
        )
        for row in rows
    ]
    return tuple(sorted((shipped_release(), *loaded), key=lambda one: one.effective_on, reverse=True))


def packed(release: Release, read: Reader | None = None) -> bytes:
    """The packed table of a release; `read` is needed for one that the clinic loaded."""
    if release.row == 0:
        return _SHIPPED.read_bytes()
    assert read is not None
    return read.content(release.digest)
