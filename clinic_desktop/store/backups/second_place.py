"""The second place for backups: a folder on a stick or in the network that comes and goes, and is known again.

A file in it says whose it is, so a stick is found under another letter, and another stick under the same one is not
taken for it. Where it is and when it was last there is kept beside the clinic's folder, on this computer alone.
"""

import contextlib
import json
import os
import string
import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.files import is_file, read_file, write_beside
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.wording import say

MARKER = "clinic-desktop-backups.json"
# So many days it may stay away before that is said.
QUIET_DAYS = 7
_MOST_BYTES = 1 << 16
_HOUR = timedelta(hours=1)
# What a slow stick takes in some seconds while somebody works.
_LIGHT_BYTES = 100_000_000
_PURPOSE = "Backups of a clinic, encrypted. Clinic Desktop finds this folder by this file."


class SecondPlace(NamedTuple):
    """Where it was last, when it was chosen, last seen and last got a backup (UTC, ISO 8601; "" for never)."""

    path: str
    chosen_at: str
    seen_at: str = ""
    made_at: str = ""

    def days_unseen(self, today: date) -> int:
        """For how many days it has not been there."""
        return max((today - self.seen().date()).days, 0)

    def is_due(self, now: datetime, *, is_light: bool) -> bool:
        """Whether it is to get one: it has none of this day yet, or where one `is_light` its last is an hour old.

        A computer that dies in the middle of a day takes along what is on no stick yet.
        """
        made = self.made()
        if made is None or made.date() != now.astimezone().date():
            return True
        return is_light and not timedelta() <= now - made < _HOUR

    def seen(self) -> datetime:
        """When it was last there."""
        return datetime.fromisoformat(self.seen_at or self.chosen_at).astimezone()

    def made(self) -> datetime | None:
        """When it last got a backup."""
        return datetime.fromisoformat(self.made_at).astimezone() if self.made_at else None


def is_light(folder: ClinicFolder) -> bool:
    """Whether a backup of this clinic with all its files is written to a slow stick in some seconds."""
    left = _LIGHT_BYTES
    with contextlib.suppress(OSError):
        # How long files are, not what is in them: the live file is read by its database alone.
        for path in (folder.database, *folder.blobs.rglob("*")):
            left -= path.stat().st_size
            if left < 0:
                return False
        return True
    return False


def path_of(folder: ClinicFolder) -> Path:
    """Where it is kept which place that is."""
    return folder.path.with_name(f"{folder.path.name}.second-place.json")


def read(folder: ClinicFolder) -> SecondPlace | None:
    """The place that was chosen; None where none was, or nothing can be read."""
    try:
        return _parsed(json.loads(read_file(path_of(folder), _MOST_BYTES)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def keep(folder: ClinicFolder, place: SecondPlace) -> None:
    """Remember it; raises StoreTrouble."""
    write_beside(path_of(folder), json.dumps(place._asdict()).encode("utf-8"))


def forget(folder: ClinicFolder) -> None:
    """No second place any more; what lies there stays. Raises StoreTrouble."""
    try:
        path_of(folder).unlink(missing_ok=True)
    except OSError as trouble:
        raise StoreTrouble(str(trouble.strerror or trouble)) from trouble


def choose(folder: ClinicFolder, clinic: str, path: Path, now: datetime) -> SecondPlace:
    """Take a folder for it, and leave the file in it by which it is known again.

    Raises StoreTrouble: as `check`, or it cannot be written to.
    """
    check(folder, clinic, path)
    try:
        write_beside(path / MARKER, json.dumps({"clinic": clinic, "purpose": _PURPOSE}).encode("ascii"))
    except StoreTrouble as trouble:
        raise StoreTrouble(say("Nothing can be written there. {why}", why=trouble.words)) from trouble
    at = now.isoformat(timespec="seconds")
    chosen = SecondPlace(str(path), at, at)
    keep(folder, chosen)
    return chosen


def check(folder: ClinicFolder, clinic: str, path: Path) -> None:
    """Raise StoreTrouble where a folder lies in the clinic's own or belongs to another clinic; nothing is written."""
    own, place = folder.path.resolve(), path.resolve()
    if place == own or own in place.parents or place in own.parents:
        raise StoreTrouble(
            say("This folder and the clinic’s own lie in one another. Choose one on another disk or stick.")
        )
    if clinic_at(path) not in ("", clinic):
        raise StoreTrouble(say("This folder has the backups of another clinic. Choose or make another one."))


def clinic_at(path: Path) -> str:
    """Whose second place a folder is, by the file in it; "" where there is none, or it cannot be read."""
    try:
        body = json.loads(read_file(path / MARKER, _MOST_BYTES))
        return body["clinic"] if isinstance(body["clinic"], str) else ""
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def is_altered(path: Path) -> bool:
    """Whether the file is there and cannot be read any more: whoever encrypts a disk encrypts this file too."""
    return is_file(path / MARKER) and not clinic_at(path)


def find(place: SecondPlace, clinic: str, roots: Iterable[Path]) -> Path | None:
    """Where it is now: where it was last, or at the same path under another of these roots. Nowhere else is looked, and
    only a folder counts that has this clinic's file."""
    last = Path(place.path)
    if clinic_at(last) == clinic:
        return last
    tried = list(roots)
    below = [last.relative_to(root) for root in tried if root == last or root in last.parents]
    # Under a letter or a name that is not there today: the stick's own path begins after its first parts.
    below += [Path(*last.parts[at:]) for at in range(2, len(last.parts) + 1)]
    for root in tried:
        for part in dict.fromkeys(below):
            if clinic_at(root / part) == clinic:
                return root / part
    return None


def places_at(root: Path) -> tuple[Path, ...]:
    """The folders of a stick, and the stick itself, that are the second place of any clinic: for a new computer."""
    return tuple(place for place in (root, *_folders_in(root)) if clinic_at(place))


def mount_roots() -> tuple[Path, ...]:
    """Where systems show sticks and drives."""
    if sys.platform == "win32":
        import ctypes

        bits = int(ctypes.windll.kernel32.GetLogicalDrives())
        return tuple(Path(f"{letter}:\\") for at, letter in enumerate(string.ascii_uppercase) if bits >> at & 1)
    if sys.platform == "darwin":
        return _folders_in(Path("/Volumes"))
    own = Path("/run/media", os.environ.get("USER", ""))
    media = _folders_in(Path("/media"))
    return (
        *media,
        *(one for path in media for one in _folders_in(path)),
        *_folders_in(own),
        *_folders_in(Path("/mnt")),
    )


def _folders_in(place: Path) -> tuple[Path, ...]:
    with contextlib.suppress(OSError):
        return tuple(sorted(path for path in place.iterdir() if path.is_dir()))
    return ()


def _parsed(body: dict[str, Any]) -> SecondPlace:
    place = SecondPlace(**body)
    if not all(isinstance(one, str) for one in place) or not place.path:
        raise ValueError("no place")
    for moment in (place.chosen_at, place.seen_at, place.made_at):
        if moment and datetime.fromisoformat(moment).utcoffset() is None:
            raise ValueError("no moment")
    datetime.fromisoformat(place.chosen_at)
    return place
