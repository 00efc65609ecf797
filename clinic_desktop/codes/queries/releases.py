"""The releases of ICD-10-CM that are at hand: the one that comes with the program, and those the clinic loaded.

Asked at every start, so nothing is imported or read here that only a search needs.
"""

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

from clinic_desktop import VERSION
from clinic_desktop.codes.model import Release
from clinic_desktop.paths import REFERENCE
from clinic_desktop.store.reader import Reader

_SHIPPED = max(REFERENCE.glob("icd10cm_*.tsv.xz"))
SCHEMA = REFERENCE / "codes.sql"
# The names of search files.
PATTERN = "codes-*.db"
# Of the search file's layout and of how it is filled: with another number it is built anew.
_LAYOUT = 2


@cache
def shipped_release() -> Release:
    """The release that comes with the program; its file's name says since when it is in force.

    Its digest is not made of its 0.7 MB at every start: what the file holds changes with its name (another release),
    with the program (VERSION), or when we pack it again, and two packings of one size are as good as the same.
    """
    effective_on = date.fromisoformat(_SHIPPED.name.removeprefix("icd10cm_").removesuffix(".tsv.xz"))
    digest = f"{_SHIPPED.name} {_SHIPPED.stat().st_size} {VERSION}"
    return Release(effective_on, 0, "", 0, digest, has_notes=True)


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


def search_file(folder: Path, release: Release) -> Path:
    """Where a release's search file is, or will be: under another name once anything it is made from is another."""
    made_from = hashlib.sha256(f"{_LAYOUT} {release.digest} {shipped_release().digest}".encode())
    # A few KB, and changed by hand without a new version or size, as a weight of 40 to 50.
    for path in (SCHEMA, REFERENCE / "lay_terms.tsv", REFERENCE / "likely.tsv"):
        made_from.update(path.read_bytes())
    return folder / f"codes-{made_from.hexdigest()[:16]}.db"
