"""Where a folder lies: in one that a cloud service copies away, on a network, on something that can be pulled out.

`place_of` is pure: it goes by the words of a path, by files that sync programs leave, and by what the system says of
the disk (`Surroundings`). A service that leaves neither word nor file is not recognized.
"""

import contextlib
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from clinic_desktop.wording import say

Kind = Literal["cloud", "network", "removable"]

_ONEDRIVE = re.compile(r"onedrive( - .+|-[\w ]+)?")
# What a folder is called that a service copies, in small letters.
_FOLDERS: Mapping[str, str] = {
    "dropbox": "Dropbox", "dropbox (personal)": "Dropbox", "dropbox (business)": "Dropbox",
    "iclouddrive": "iCloud Drive", "icloud drive": "iCloud Drive", "icloud drive (archive)": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive", "google drive": "Google Drive", "googledrive": "Google Drive",
    "my drive": "Google Drive", "shared drives": "Google Drive", "box": "Box", "box sync": "Box", "box-box": "Box",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud", "pcloud drive": "pCloud", "pclouddrive": "pCloud",
    "mega": "MEGA", "megasync": "MEGA", "syncthing": "Syncthing", "synologydrive": "Synology Drive",
    "creative cloud files": "Creative Cloud", "yandex.disk": "Yandex Disk", "tresorit drive": "Tresorit",
    "proton drive": "Proton Drive", "idrive-sync": "IDrive", "sync.com": "Sync.com",
}  # fmt: skip
# Under ~/Library/CloudStorage each service has a folder that begins with its name.
_CLOUD_STORAGE = "cloudstorage"
_BEGINNINGS: Mapping[str, str] = {
    "onedrive": "OneDrive", "googledrive": "Google Drive", "dropbox": "Dropbox", "box": "Box", "icloud": "iCloud Drive",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud", "protondrive": "Proton Drive", "pcloud": "pCloud",
}  # fmt: skip
# What sync programs leave in the folders that they copy.
_MARKERS: Mapping[str, str] = {
    ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".tmp.drivedownload": "Google Drive", ".tmp.driveupload": "Google Drive", ".box_sync": "Box",
    ".nextcloudsync.log": "Nextcloud", ".owncloudsync.log": "ownCloud", ".stfolder": "Syncthing",
    ".synologydrive": "Synology Drive", ".icloud": "iCloud Drive",
}  # fmt: skip
_SYNC_FILES = re.compile(r"\.?_?sync_[0-9a-f]{6,}\.db")
_NETWORK_DISKS = frozenset(
    {"cifs", "smb3", "smbfs", "nfs", "nfs4", "afpfs", "webdav", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2",
     "fuse.gvfsd-fuse", "afs", "ncpfs", "9pnet"}
)  # fmt: skip
_CLOUD_DISKS: Mapping[str, str] = {"fuse.rclone": "rclone", "fuse.google-drive-ocamlfuse": "Google Drive"}
# Each time one of these is put in, its files have other numbers.
_NUMBERS_ANEW = frozenset({"vfat", "msdos", "exfat", "fuse.exfat"})
_STICKS = ("/media/", "/run/media/", "/Volumes/")
# What Windows calls them (GetDriveType).
_REMOVABLE, _REMOTE = 2, 4


class Surroundings(NamedTuple):
    """What the system says: the names that lie in the folder and in those above it; the kind of the file system and
    where it is mounted (Linux, macOS); the kind of the drive (Windows). Empty and 0 where it says nothing."""

    lying: frozenset[str] = frozenset()
    file_system: str = ""
    mounted_at: str = ""
    drive: int = 0


class Site(NamedTuple):
    """What kind of place it is, and the service’s own name where it is a cloud’s."""

    kind: Kind
    service: str = ""


_NOTHING_SAID = Surroundings()


def place_of(path: str, around: Surroundings = _NOTHING_SAID) -> Site | None:
    """What kind of place a path of any system leads to; None for an ordinary disk of this computer."""
    parts = [part.casefold() for part in re.split(r"[\\/]+", path) if part]
    service = _by_words(parts) or _by_markers(around.lying) or _CLOUD_DISKS.get(around.file_system, "")
    if service:
        return Site("cloud", service)
    # \\?\C:\ is a long name of this computer; \\server\share and //server/share are others.
    is_far = re.match(r"[\\/]{2}[^\\/?.]", path) is not None or path.casefold().startswith("\\\\?\\unc\\")
    if is_far or around.drive == _REMOTE or around.file_system in _NETWORK_DISKS:
        return Site("network")
    is_pulled = around.drive == _REMOVABLE or around.mounted_at.startswith(_STICKS)
    return Site("removable") if is_pulled or path.startswith(_STICKS) else None


def place_of_folder(folder: Path) -> Site | None:
    """The same of a folder of this computer, which need not be there yet. Raises nothing."""
    with contextlib.suppress(OSError, ValueError):
        folder = folder.resolve()
    system, mounted = _mounted(folder)
    return place_of(str(folder), Surroundings(_lying_above(folder), system, mounted, _drive(folder)))


def refusal(folder: Path) -> str:
    """Why no clinic may be made in a folder; "" where one may."""
    found = place_of_folder(folder)
    if found is None or found.kind == "removable":
        return ""
    if found.kind == "cloud":
        return say(
            "The clinic’s folder would lie in {service}, which copies it to other computers while it is at work: the "
            "file would be damaged, and what is in it would leave the house. Nothing was made. Choose a folder that no "
            "such program copies.",
            service=found.service,
        )
    return say(
        "The clinic’s folder would lie on another computer in the network. A file that is at work is not safe there. "
        "Nothing was made. Choose a folder on this computer; backups may go to the network."
    )


def warning(folder: Path) -> str:
    """What is said of a clinic whose folder lies in such a place; "" where it lies well."""
    found = place_of_folder(folder)
    if found is None:
        return ""
    words = {
        "cloud": say(
            "The clinic’s folder lies in {service}, which copies it while it is at work and can damage it. Make a "
            "backup on a stick, and restore it in a folder that no such program copies.",
            service=found.service,
        ),
        "network": say(
            "The clinic’s folder lies on another computer in the network. When the line breaks in the middle of "
            "something, its file can be damaged. Move it to a folder on this computer."
        ),
        "removable": say(
            "The clinic’s folder lies on something that can be pulled out. Close the program before you take it out, "
            "and choose a second place for the backups that is not on it."
        ),
    }
    return words[found.kind]


def second_place_words(folder: Path) -> str:
    """What is said of a second place for backups; "" where nothing is to be said."""
    found = place_of_folder(folder)
    if found is None or found.kind != "cloud":
        return ""
    return say(
        "This folder is copied by {service}. The backups in it are encrypted, so nobody there can read them; how large "
        "they are and when they were made leaves the house. They take room in your account, too.",
        service=found.service,
    )


def is_same_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on the same disk as far as the system tells: then both go with it."""
    try:
        first, second = _existing(one).stat().st_dev, _existing(other).stat().st_dev
    except OSError:
        return False
    return first == second or _whole_disk(first) == _whole_disk(second) != ""


def keeps_numbers(folder: Path) -> bool:
    """Whether a file is known by the same number for as long as it lies there: not on the file systems of sticks. A
    system that does not say which one it is has sticks all the same."""
    with contextlib.suppress(OSError, ValueError):
        folder = folder.resolve()
    if system := _mounted(folder)[0]:
        return system not in _NUMBERS_ANEW
    found = place_of_folder(folder)
    return found is None or found.kind != "removable"


def _by_words(parts: list[str]) -> str:
    for before, part in zip(["", *parts], parts, strict=False):
        if before == _CLOUD_STORAGE:
            return next((name for begin, name in _BEGINNINGS.items() if part.startswith(begin)), part)
        if _ONEDRIVE.fullmatch(part):
            return "OneDrive"
        if part in _FOLDERS:
            return _FOLDERS[part]
    return ""


def _by_markers(lying: Iterable[str]) -> str:
    for name in lying:
        small = name.casefold()
        if small in _MARKERS:
            return _MARKERS[small]
        if _SYNC_FILES.fullmatch(small):
            return "Nextcloud"
    return ""


def _lying_above(folder: Path) -> frozenset[str]:
    """Which of the marker files lie in the folder and in those above it: asked for by name, for a folder may hold ten
    thousand files."""
    found: set[str] = set()
    # Not of the home folder: some of these programs keep their settings there, and copy another one.
    home = Path.home()
    for place in (folder, *folder.parents):
        if place in (home, *home.parents):
            break
        with contextlib.suppress(OSError):
            found.update(name for name in _MARKERS if os.path.lexists(place / name))
            found.update(path.name for path in place.glob("*sync_*.db"))
    return frozenset(found)


def _mounted(folder: Path) -> tuple[str, str]:
    """The kind of file system that a folder lies on, and where it is mounted; empty where the system does not say."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return "", ""
    best = ("", "")
    for line in lines:
        fields = line.split(" ")
        # A space in a name is written as an octal number.
        at = fields[1].replace("\\040", " ")
        if (folder == Path(at) or Path(at) in folder.parents) and len(at) >= len(best[1]):
            best = (fields[2], at)
    return best


def _drive(folder: Path) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(str(folder.anchor)))


def _existing(folder: Path) -> Path:
    return next((place for place in (folder, *folder.parents) if os.path.lexists(place)), folder)


def _whole_disk(device: int) -> str:
    """Linux: the disk that a partition lies on."""
    with contextlib.suppress(OSError, AttributeError):
        at = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve(strict=True)
        return str(at.parent if (at / "partition").exists() else at)
    return ""
