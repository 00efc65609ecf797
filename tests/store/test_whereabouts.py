"""Folders that a cloud copies, that lie on a network, or can be pulled out: by a table of paths of three systems."""

from pathlib import Path

import pytest

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store import founding
from clinic_desktop.store.beside import whereabouts
from clinic_desktop.store.beside.whereabouts import Site, Surroundings, place_of
from clinic_desktop.store.keys.keyring import ClinicFolder

CLOUDS = {
    r"C:\Users\Ana\OneDrive\clinic": "OneDrive",
    r"C:\Users\Ana\OneDrive - Alder Massage\Documents\clinic": "OneDrive",
    r"C:\Users\Ana\onedrive-personal\clinic": "OneDrive",
    r"C:\Users\Ana\Dropbox\clinic": "Dropbox",
    r"D:\Dropbox (Personal)\clinic": "Dropbox",
    r"C:\Users\Ana\iCloudDrive\clinic": "iCloud Drive",
    r"G:\My Drive\clinic": "Google Drive",
    r"C:\Users\Ana\Google Drive\clinic": "Google Drive",
    r"C:\Users\Ana\Box\clinic": "Box",
    r"C:\Users\Ana\Nextcloud\clinic": "Nextcloud",
    "/Users/ana/Library/CloudStorage/OneDrive-Personal/clinic": "OneDrive",
    "/Users/ana/Library/CloudStorage/GoogleDrive-ana@example.com/My Drive/clinic": "Google Drive",
    "/Users/ana/Library/CloudStorage/Dropbox/clinic": "Dropbox",
    "/Users/ana/Library/CloudStorage/Box-Box/clinic": "Box",
    "/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/clinic": "iCloud Drive",
    "/home/ana/Dropbox/clinic": "Dropbox",
    "/home/ana/Nextcloud/clinic": "Nextcloud",
    "/home/ana/ownCloud/clinic": "ownCloud",
    "/home/ana/MEGAsync/clinic": "MEGA",
}
ORDINARY = [
    r"C:\Users\Ana\AppData\Local\clinic-desktop\clinic",
    "/home/ana/.local/share/clinic-desktop/clinic",
    "/Users/ana/Library/Application Support/clinic-desktop/clinic",
    # Words that only begin or end like one of theirs.
    r"C:\Users\Ana\Boxes\clinic",
    "/home/dropboxer/clinic",
    "/home/ana/my drives/clinic",
    r"\\?\C:\Users\Ana\clinic",
    "/home/ana/onedriver/clinic",
]


@pytest.mark.parametrize(("path", "service"), CLOUDS.items())
def test_a_folder_of_a_cloud_is_known_by_its_words(path: str, service: str) -> None:
    assert place_of(path) == Site("cloud", service)


@pytest.mark.parametrize("path", ORDINARY)
def test_an_ordinary_folder_is_none(path: str) -> None:
    assert place_of(path) is None


@pytest.mark.parametrize(
    ("name", "service"),
    [
        (".dropbox", "Dropbox"),
        (".DROPBOX.cache", "Dropbox"),
        (".stfolder", "Syncthing"),
        ("._sync_0a1b2c3d.db", "Nextcloud"),
        (".sync_0a1b2c3d4e5f.db", "Nextcloud"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".tmp.driveupload", "Google Drive"),
    ],
)
def test_or_by_what_its_program_leaves_there(name: str, service: str) -> None:
    assert place_of("/srv/data/clinic", Surroundings(frozenset({name, "notes.txt"}))) == Site("cloud", service)
    assert place_of("/srv/data/clinic", Surroundings(frozenset({"notes.txt", "sync_.db"}))) is None


@pytest.mark.parametrize(
    ("path", "around"),
    [
        (r"\\server\share\clinic", Surroundings()),
        ("//server/share/clinic", Surroundings()),
        (r"\\?\UNC\server\share", Surroundings()),
        (r"Z:\clinic", Surroundings(drive=4)),
        ("/mnt/nas/clinic", Surroundings(file_system="cifs")),
        ("/home/ana/clinic", Surroundings(file_system="nfs4")),
    ],
)
def test_a_folder_of_the_network_is_known(path: str, around: Surroundings) -> None:
    assert place_of(path, around) == Site("network")


@pytest.mark.parametrize(
    ("path", "around"),
    [
        ("/media/ana/STICK/x", Surroundings()),
        ("/run/media/ana/STICK", Surroundings()),
        ("/Volumes/STICK", Surroundings()),
        (r"E:\x", Surroundings(drive=2)),
        ("/data", Surroundings(mounted_at="/media/ana/DISK")),
    ],
)
def test_what_can_be_pulled_out_is_known(path: str, around: Surroundings) -> None:
    assert place_of(path, around) == Site("removable")


def test_no_clinic_is_made_where_a_cloud_copies_it(tmp_path: Path) -> None:
    where = ClinicFolder(tmp_path / "Dropbox" / "clinic")
    with pytest.raises(StoreTrouble, match="would lie in Dropbox"):
        founding.check(where)
    assert not where.path.exists()
    assert whereabouts.refusal(tmp_path / "clinic") == ""
    (tmp_path / ".stfolder").mkdir()
    assert "Syncthing" in whereabouts.refusal(tmp_path / "clinic")
    assert "Syncthing" in whereabouts.warning(tmp_path / "clinic")


def test_backups_may_go_there_with_a_sentence(tmp_path: Path) -> None:
    assert "encrypted" in whereabouts.second_place_words(tmp_path / "Nextcloud")
    assert whereabouts.second_place_words(tmp_path) == ""


def test_folders_of_one_disk_are_told(tmp_path: Path) -> None:
    assert whereabouts.is_same_disk(tmp_path, tmp_path / "not there yet" / "x")
    assert not whereabouts.is_same_disk(tmp_path, Path("/proc"))
