"""Backups in their place: thrown away when others stand for them, and an alarm where something is wrong with all."""

import contextlib
import shutil
from datetime import datetime
from pathlib import Path

from clinic_desktop.store.backups import listing, thinning
from clinic_desktop.store.backups.manifest import UNFINISHED, Backup, backups_in
from clinic_desktop.store.backups.thinning import Past
from clinic_desktop.wording import say


def alarm_at(place: Path, clinic: str, now: datetime) -> str:
    """What is wrong with the backups of a clinic in a place as a whole, so that none is thrown away; "" if nothing is.

    Whoever encrypts a disk to ask for money encrypts the backups on it too, and makes the record small or empty.
    """
    if listing.unreadable_among_newest(place, thinning.LAST):
        return say(
            "Some of the newest backups in {place} can no longer be read. Nothing there is thrown away any more. Do "
            "not put a stick with other backups into this computer before somebody has looked at it.",
            place=place,
        )
    if thinning.has_shrunk(_pasts(place, clinic), now):
        return say(
            "The newest backup in {place} has much less in it than an earlier one. Nothing there is thrown away any "
            "more. Look whether clients or files are missing before you go on.",
            place=place,
        )
    return ""


def make_room(place: Path, clinic: str, now: datetime, size: int) -> None:
    """Where so many bytes more have no room beside one more like the newest, throw away what newer backups stand for by
    now: a disk that is full is full of them before all."""
    newest = next((one for one in backups_in(place) if one.manifest.clinic == clinic), None)
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        return
    if newest and free < size + newest.size:
        _throw_away_old(place, clinic, now, frozenset())


def thin(made: Backup) -> None:
    """Throw away what newer backups of the same clinic stand for; never the one that was just made, which may look
    older than all others where the clock was set back. Where something is wrong with them as a whole, nothing."""
    place, clinic, now = made.folder.path.parent, made.manifest.clinic, made.manifest.made()
    _throw_away_old(place, clinic, now, frozenset({made.folder.path.name}))


def _throw_away_old(place: Path, clinic: str, now: datetime, but: frozenset[str]) -> None:
    if not listing.unreadable_among_newest(place, thinning.LAST):
        for name in thinning.thrown_away(_pasts(place, clinic), now) - but:
            throw_away(place / name)


def _pasts(place: Path, clinic: str) -> list[Past]:
    found = (one for one in backups_in(place) if one.manifest.clinic == clinic)
    return [
        Past(
            one.folder.path.name,
            one.manifest.made(),
            one.manifest.kind,
            one.manifest.schema,
            one.manifest.generation,
            sum(one.manifest.rows.values()),
            one.size,
        )
        for one in found
    ]


def throw_away(path: Path) -> None:
    """Remove a backup; what cannot be removed now is removed another time."""
    # Renamed first: half of a backup is never listed as one.
    gone = path.with_name(path.name + UNFINISHED)
    with contextlib.suppress(OSError):
        path.rename(gone)
        shutil.rmtree(gone)


def clear_unfinished(place: Path, since: datetime | None = None) -> None:
    """What a kill or a power cut left behind, and nothing touched since that moment."""
    for path in place.glob(f"[0-9]*T[0-9]*Z-*{UNFINISHED}"):
        with contextlib.suppress(OSError):
            if since is None or path.lstat().st_mtime < since.timestamp():
                shutil.rmtree(path, ignore_errors=True)
