"""A second place that comes and goes: known again by a file, never half, never a stranger's."""

import errno
import os
import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from fixed import NOW
from restored import add

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups import backup, second_place, tidying
from clinic_desktop.store.backups.manifest import Backup, backups_in
from clinic_desktop.store.backups.second_place import MARKER, SecondPlace


def chosen(clinic: Clinic, path: Path) -> SecondPlace:
    path.mkdir(parents=True)
    return second_place.choose(clinic.keys.folder, clinic.keys.clinic, path, NOW)


def kept(clinic: Clinic, path: Path, hours: int = 0) -> Backup | None:
    return backup.keep_second(clinic.keys.folder, clinic.keys.key, path, NOW + timedelta(hours=hours), Progress())


def test_it_is_remembered_and_known_again_elsewhere(clinic: Clinic, tmp_path: Path) -> None:
    stick = tmp_path / "media" / "E" / "backups"
    place = chosen(clinic, stick)
    assert second_place.read(clinic.keys.folder) == place
    assert second_place.find(place, clinic.keys.clinic, ()) == stick
    # Under another letter.
    other = tmp_path / "media" / "F"
    stick.parent.rename(other)
    roots = [tmp_path / "media" / "D", other]
    assert second_place.find(place, clinic.keys.clinic, roots) == other / "backups"
    assert second_place.find(place, clinic.keys.clinic, roots[:1]) is None
    # Another stick under the old letter is not taken for it.
    stick.mkdir(parents=True)
    assert second_place.find(place, clinic.keys.clinic, [stick.parent]) is None
    (stick / MARKER).write_text('{"clinic": "another"}')
    assert second_place.find(place, clinic.keys.clinic, [stick.parent]) is None
    second_place.forget(clinic.keys.folder)
    assert second_place.read(clinic.keys.folder) is None
    assert (other / "backups" / MARKER).exists()


def test_nowhere_else_is_looked(clinic: Clinic, tmp_path: Path) -> None:
    place = chosen(clinic, tmp_path / "media" / "E" / "backups")
    (tmp_path / "media" / "E" / "backups").rename(tmp_path / "media" / "E" / "other")
    assert second_place.find(place, clinic.keys.clinic, [tmp_path / "media" / "E"]) is None


def test_a_place_that_is_none_is_said(clinic: Clinic, tmp_path: Path) -> None:
    folder, name = clinic.keys.folder, clinic.keys.clinic
    for inside in (folder.path, folder.backups, folder.path.parent):
        with pytest.raises(StoreTrouble, match="in one another"):
            second_place.choose(folder, name, inside, NOW)
    other = tmp_path / "other"
    other.mkdir()
    (other / MARKER).write_text('{"clinic": "another"}')
    with pytest.raises(StoreTrouble, match="another clinic"):
        second_place.choose(folder, name, other, NOW)
    with pytest.raises(StoreTrouble, match="Nothing can be written there"):
        second_place.choose(folder, name, tmp_path / "not there", NOW)
    assert second_place.read(folder) is None


def test_what_cannot_be_read_is_no_place(clinic: Clinic, tmp_path: Path) -> None:
    chosen(clinic, tmp_path / "a" / "b")
    path = second_place.path_of(clinic.keys.folder)
    for text in ("", "[]", "{}", "[" * 99_999, '{"path": 3, "chosen_at": ""}', '{"path": "x", "chosen_at": "soon"}'):
        path.write_text(text)
        assert second_place.read(clinic.keys.folder) is None


def test_how_long_it_is_away(clinic: Clinic, tmp_path: Path) -> None:
    place = chosen(clinic, tmp_path / "a" / "b")
    today = NOW.astimezone().date()
    assert place.days_unseen(today) == 0
    assert place.days_unseen(today + timedelta(days=9)) == 9
    # A clock that was set back.
    assert place.days_unseen(today - timedelta(days=9)) == 0


def test_when_it_is_to_get_one(clinic: Clinic, tmp_path: Path) -> None:
    place = chosen(clinic, tmp_path / "a" / "b")
    assert place.is_due(NOW, is_light=False)
    made = place._replace(made_at=NOW.isoformat())
    assert not made.is_due(NOW + timedelta(minutes=59), is_light=True)
    assert made.is_due(NOW + timedelta(minutes=60), is_light=True)
    # A clock that was set back: nobody knows how long it really is.
    assert made.is_due(NOW - timedelta(minutes=1), is_light=True)
    assert not made.is_due(NOW + timedelta(hours=3), is_light=False)
    assert made.is_due(NOW + timedelta(days=1), is_light=False)


def test_a_clinic_with_many_files_is_not_light(clinic: Clinic) -> None:
    folder = clinic.keys.folder
    assert second_place.is_light(folder)
    (folder.blobs / "00").mkdir(parents=True)
    with (folder.blobs / "00" / "long").open("wb") as file:
        file.truncate(100_000_000)
    assert not second_place.is_light(folder)


def test_it_gets_one_when_something_changed_and_is_thinned(clinic: Clinic, tmp_path: Path) -> None:
    stick = tmp_path / "E" / "backups"
    chosen(clinic, stick)
    for day in range(13):
        add(clinic, f"Sentinel {day}")
        assert kept(clinic, stick, day * 24)
        assert kept(clinic, stick, day * 24 + 1) is None
    assert 7 <= len(backups_in(stick)) < 10
    assert backups_in(clinic.keys.folder.backups) == ()


@pytest.mark.parametrize("call", ["fsync", "mkdir", "replace", "rename"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.ENODEV])
def test_whatever_happens_to_it_none_is_half(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    stick = tmp_path / "E" / "backups"
    chosen(clinic, stick)
    first = kept(clinic, stick)
    assert first
    before = {path: path.read_bytes() for path in first.folder.path.iterdir()}
    add(clinic, "More")

    def broken(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, broken)
        with pytest.raises(StoreTrouble, match="No backup was made"):
            kept(clinic, stick, 1)
    assert [one.folder for one in backups_in(stick)] == [first.folder]
    assert {path: path.read_bytes() for path in first.folder.path.iterdir()} == before
    assert kept(clinic, stick, 2)


def test_one_that_is_pulled_out_is_not_made_anew_where_it_was(clinic: Clinic, tmp_path: Path) -> None:
    stick = tmp_path / "E" / "backups"
    place = chosen(clinic, stick)
    shutil.rmtree(tmp_path / "E")
    assert second_place.find(place, clinic.keys.clinic, ()) is None
    with pytest.raises(StoreTrouble):
        kept(clinic, stick)
    assert not stick.exists()


def test_what_another_computer_is_making_there_is_left_alone(clinic: Clinic, tmp_path: Path) -> None:
    stick = tmp_path / "E" / "backups"
    chosen(clinic, stick)
    young, old = (stick / f"2026112{number}T100000Z-work.part" for number in (3, 4))
    young.mkdir()
    old.mkdir()
    os.utime(young, (NOW.timestamp(),) * 2)
    os.utime(old, ((NOW - timedelta(days=2)).timestamp(),) * 2)
    kept(clinic, stick)
    assert young.exists()
    assert not old.exists()


def test_where_all_was_encrypted_nothing_is_thrown_away(clinic: Clinic, tmp_path: Path) -> None:
    """Ransomware: the record is as it was, the backups there are noise."""
    stick = tmp_path / "E" / "backups"
    place = chosen(clinic, stick)
    for day in range(4):
        add(clinic, f"Sentinel {day}")
        kept(clinic, stick, day * 24)
    noise = sorted(path for path in stick.rglob("*") if path.is_file())
    for path in noise:
        path.write_bytes(os.urandom(path.stat().st_size))
    assert second_place.is_altered(stick)
    assert second_place.find(place, clinic.keys.clinic, ()) is None
    now = NOW + timedelta(days=40)
    assert "can no longer be read" in tidying.alarm_at(stick, clinic.keys.clinic, now)
    add(clinic, "More")
    assert backup.back_up_to(clinic.keys.folder, clinic.keys.key, stick, now, Progress())
    assert all(path.exists() for path in noise)
    assert stat.S_ISREG(noise[0].lstat().st_mode)
