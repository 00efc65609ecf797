"""Backups: whole, verified, skipped when nothing changed, thinned by day, and never in the way of the record."""

import errno
import json
import os
import random
import shutil
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import Opener
from fixed import NOW

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.store.backups import backup, copies, thinning
from clinic_desktop.store.backups.copies import copied_into, opened, verify
from clinic_desktop.store.backups.manifest import Backup, Manifest, backups_at, backups_in, read_backup, write_manifest
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder


def change(clinic: Clinic, number: int = 1) -> None:
    clinic.do(AddService(ServiceDraft(f"Sentinel {number}", "MT009", True, "unit", "35")))


def back_up(clinic: Clinic, now: datetime = NOW) -> Backup | None:
    return backup.back_up(clinic.keys.folder, clinic.keys.key, now, Progress())


def made(clinic: Clinic, now: datetime = NOW) -> Backup:
    found = back_up(clinic, now)
    assert found
    return found


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_a_backup_is_the_record_its_keys_and_a_manifest(clinic: Clinic) -> None:
    change(clinic)
    one = made(clinic)
    assert names(one.folder.path) == ["clinic.db", "manifest.json", "vault.copy.json", "vault.json"]
    assert vault.read(one.folder.vault) == vault.read(clinic.keys.folder.vault)
    assert one.manifest.clinic == clinic.keys.clinic
    assert one.manifest.rows["services"] == len(clinic.read.all("SELECT id FROM services"))
    assert one.manifest.rows["audit"] == clinic.read.one("SELECT count(*) AS n FROM audit")["n"]
    assert read_backup(one.folder.path) == one
    with opened(one.folder.database, clinic.keys.key, "read") as copy:
        assert copy.execute("SELECT name FROM services WHERE name LIKE 'Sentinel%'").fetchall() == [("Sentinel 1",)]
        # As a file that may lie on a stick that nobody can write to: without a log beside it.
        assert copy.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_no_word_of_the_clinic_lies_in_plain_in_a_backup(clinic: Clinic) -> None:
    clinic.do(AddService(ServiceDraft("Quartermain sentinel", "MT009", True, "unit", "35")))
    clinic.drafts.keep("service:new", {"name": "Quartermain sentinel"})
    for path in made(clinic).folder.path.iterdir():
        assert b"Quartermain" not in path.read_bytes()


def test_nothing_changed_makes_no_backup(clinic: Clinic) -> None:
    change(clinic)
    made(clinic)
    assert back_up(clinic, NOW + timedelta(hours=1)) is None
    change(clinic, 2)
    assert back_up(clinic, NOW + timedelta(hours=2))


def test_what_is_typed_and_not_saved_is_a_change(clinic: Clinic) -> None:
    made(clinic)
    clinic.drafts.keep("service:new", {"name": "Hot stones"})
    assert back_up(clinic, NOW + timedelta(hours=1))


def test_a_new_key_is_a_change(clinic: Clinic) -> None:
    made(clinic)
    clinic.keys.put(clinic.keys.recovery_slot()[1])
    assert back_up(clinic, NOW + timedelta(hours=1))


@pytest.mark.parametrize("name", ["clinic.db", "vault.json", "manifest.json"])
def test_a_backup_that_lost_a_file_is_made_again(clinic: Clinic, name: str) -> None:
    one = made(clinic)
    (one.folder.path / name).unlink()
    assert back_up(clinic, NOW + timedelta(hours=1))


def test_older_ones_are_thinned_and_those_of_the_last_day_are_all_kept(clinic: Clinic) -> None:
    moments = [NOW + timedelta(days=day, hours=hour) for day in (0, 1, 2, 5, 6, 9, 10, 11, 40) for hour in (0, 3)]
    for number, moment in enumerate(moments):
        change(clinic, number)
        made(clinic, moment)
    kept = [one.manifest.made() for one in backups_in(clinic.keys.folder.backups)]
    # Those of the last day, and of seven days the newest; that of 29 Nov is the newest of an earlier week, too.
    assert kept == sorted([*moments[5::2], moments[-2]], reverse=True)
    assert len(kept) == thinning.DAYS + 1


def test_the_one_just_made_is_kept_though_the_clock_was_set_back(clinic: Clinic) -> None:
    for day in range(9):
        change(clinic, day)
        made(clinic, NOW + timedelta(days=day))
    change(clinic, 10)
    one = made(clinic, NOW - timedelta(days=300))
    assert one in backups_in(clinic.keys.folder.backups)


def test_those_of_days_to_come_stand_for_none_and_none_for_them(clinic: Clinic) -> None:
    """The clock was a year ahead for a while, and was put right."""
    ahead = [NOW + timedelta(days=365 + day) for day in range(thinning.DAYS)]
    right = [NOW + timedelta(days=day) for day in range(3)]
    for number, moment in enumerate((*ahead, *right)):
        change(clinic, number)
        made(clinic, moment)
    kept = [one.manifest.made() for one in backups_in(clinic.keys.folder.backups)]
    assert kept == sorted((*ahead, *right), reverse=True)


def test_backups_of_another_clinic_are_not_thrown_away(clinic: Clinic) -> None:
    change(clinic)
    other = made(clinic)
    text = (other.folder.path / "manifest.json").read_text("utf-8")
    (other.folder.path / "manifest.json").write_text(text.replace(clinic.keys.clinic, "another"), "utf-8")
    for day in range(9):
        change(clinic, day + 2)
        made(clinic, NOW + timedelta(days=day, hours=1))
    assert other.folder in [one.folder for one in backups_in(clinic.keys.folder.backups)]


def test_two_within_a_second_are_two(clinic: Clinic, tmp_path: Path) -> None:
    folder, key = clinic.keys.folder, clinic.keys.key
    places = {backup.back_up_to(folder, key, tmp_path / "stick", NOW, Progress()).folder.path for _ in range(3)}
    assert len(places) == 3
    assert len(backups_in(tmp_path / "stick")) == 3
    # One that is pointed at itself is found as well.
    assert [one.folder.path for one in backups_at(min(places))] == [min(places)]
    assert len(backups_at(tmp_path / "stick")) == 3


def test_what_a_kill_left_behind_is_never_listed_and_cleared(clinic: Clinic) -> None:
    one = made(clinic)
    left = one.folder.path.with_name(one.folder.path.name + "0.part")
    shutil.copytree(one.folder.path, left)
    assert [found.folder.path for found in backups_in(left.parent)] == [one.folder.path]
    change(clinic)
    made(clinic, NOW + timedelta(hours=1))
    assert not left.exists()


def test_a_full_disk_makes_no_backup_and_says_so(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(database: object, target: Path, _: Progress) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    first = made(clinic)
    change(clinic)
    monkeypatch.setattr(backup, "copied_into", full)
    with pytest.raises(StoreTrouble, match=r"No backup was made. No space left on device. The record"):
        back_up(clinic, NOW + timedelta(hours=1))
    assert [path.name for path in clinic.keys.folder.backups.iterdir()] == [first.folder.path.name]


def test_a_full_disk_of_the_database_is_said_too(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def small(database: object, target: Path, progress: Progress) -> None:
        with opened(target, clinic.keys.key, "create") as limited:
            limited.execute("PRAGMA max_page_count = 2")
            from clinic_desktop.store.connection import store_trouble

            with store_trouble():
                limited.execute("CREATE TABLE a (b)")
                limited.execute("INSERT INTO a VALUES (zeroblob(99999))")

    monkeypatch.setattr(backup, "copied_into", small)
    with pytest.raises(StoreTrouble, match=r"No backup was made. The disk is full. The record"):
        back_up(clinic)
    assert not list(clinic.keys.folder.backups.iterdir())


def test_a_place_that_cannot_be_written_is_said(clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("a file")
    with pytest.raises(StoreTrouble, match="No backup was made"):
        backup.back_up_to(clinic.keys.folder, clinic.keys.key, tmp_path / "stick", NOW, Progress())


def test_a_backup_can_be_stopped_and_leaves_nothing(clinic: Clinic) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        backup.back_up(clinic.keys.folder, clinic.keys.key, NOW, progress)
    assert not list(clinic.keys.folder.backups.iterdir())


def test_the_copying_itself_can_be_stopped(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(Progress):
        looks = 0

        @property
        def is_stopped(self) -> bool:
            self.looks += 1
            return self.looks > 1

    for number in range(200):
        clinic.drafts.keep(f"form:{number}", {"words": "x" * 9_000})
    progress = Stopped()
    # A clinic of tests is copied in a few hundred steps.
    monkeypatch.setattr(copies, "_STEPS_BETWEEN_LOOKS", 50)
    with opened(clinic.keys.folder.database, clinic.keys.key, "write") as database, pytest.raises(Cancelled):
        copied_into(database, tmp_path / "copy.db", progress)
    assert progress.looks > 1
    with pytest.raises(Cancelled):
        verify(clinic.keys.folder.database, clinic.keys.key, Stopped())


def test_an_empty_copy_is_not_whole(clinic: Clinic, tmp_path: Path) -> None:
    with opened(tmp_path / "empty.db", clinic.keys.key, "create"):
        pass
    with pytest.raises(StoreTrouble, match="not whole"):
        verify(tmp_path / "empty.db", clinic.keys.key, Progress())


def test_every_flipped_byte_of_a_backup_is_found(clinic: Clinic) -> None:
    one = made(clinic)
    whole = one.folder.database.read_bytes()
    chance = random.Random(11)
    for _ in range(25):
        at = chance.randrange(len(whole))
        one.folder.database.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with pytest.raises(StoreTrouble):
            verify(one.folder.database, clinic.keys.key, Progress())
    one.folder.database.write_bytes(whole)
    assert verify(one.folder.database, clinic.keys.key, Progress()).rows == one.manifest.rows


def test_a_manifest_among_the_backups_themselves_harms_none(clinic: Clinic) -> None:
    """Somebody copied the files of a backup beside the others, and not its folder."""
    first = made(clinic)
    for path in first.folder.path.iterdir():
        shutil.copy(path, clinic.keys.folder.backups)
    for hour in range(1, 4):
        change(clinic, hour)
        made(clinic, NOW + timedelta(days=hour))
    assert len(backups_in(clinic.keys.folder.backups)) == 4
    assert (clinic.keys.folder.backups / "clinic.db").exists()


def test_what_was_backed_up_before_a_restore_is_not_thinned_by_what_comes_after(clinic: Clinic) -> None:
    change(clinic)
    good = made(clinic)
    replaced = clinic.keys.folder.backups / "20261124T174000Z-replaced"
    replaced.mkdir()
    at = (NOW + timedelta(minutes=10)).isoformat()
    write_manifest(replaced, Manifest("replaced", at, "0.1.0", clinic.keys.clinic, 0, "", {}, {}))
    for day in range(1, 10):
        change(clinic, day + 1)
        made(clinic, NOW + timedelta(days=day))
    kept = backups_in(clinic.keys.folder.backups)
    assert [one.manifest.kind for one in kept][-2:] == ["replaced", "work"]
    assert kept[-1].folder == good.folder
    assert len(kept) < 11


def test_the_same_numbers_with_another_content_are_a_change(folder: ClinicFolder, open_clinic: Opener) -> None:
    """After a restore the audit trail counts on from where it was that day."""
    saved = shutil.copytree(folder.path, folder.path.with_name("that day"))
    clinic = open_clinic(folder)
    change(clinic, 1)
    made(clinic)
    clinic.close()
    for name in ("clinic.db", "clinic.db-wal", "clinic.db-shm"):
        (folder.path / name).unlink(missing_ok=True)
    shutil.copy(saved / "clinic.db", folder.database)
    clinic = open_clinic(folder)
    change(clinic, 2)
    assert back_up(clinic, NOW + timedelta(hours=1))


def test_a_folder_that_nobody_may_look_into_hides_no_backup(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    one = made(clinic)
    locked = one.folder.path.with_name("System Volume Information")
    locked.mkdir()
    real = Path.is_file

    def is_file(self: Path) -> bool:
        if locked in self.parents:
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "is_file", is_file)
    assert backups_in(one.folder.path.parent) == (one,)


def test_a_place_that_cannot_flush_a_folder_takes_a_backup(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    assert made(clinic)


HOSTILE: dict[str, list[object]] = {
    "kind": ["other", "", None, 3],
    "made_at": ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-24T17:30:00", "soon", 5, None],
    "rows": [{"clients": "many"}, {"clients": -1}, {"clients": 1e99}, [], None, {"clients": {}}],
    "schema": ["15", -1, None, 1 << 99],
    "state": [None, 4],
    "files": [
        {}, {"../../x": {"size": 1, "sha256": ""}}, {"/etc/passwd": {"size": 1, "sha256": ""}}, None, [],
        {"clinic.db": {"size": -1, "sha256": ""}}, {"clinic.db": {"size": 1}}, {"clinic.db": 4},
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [(name, one) for name, many in HOSTILE.items() for one in many])
def test_nothing_of_a_manifest_is_taken_on_trust(clinic: Clinic, name: str, value: object) -> None:
    one = made(clinic)
    manifest = one.folder.path / "manifest.json"
    body = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(body | {name: value}), "utf-8")
    assert backups_in(clinic.keys.folder.backups) == ()
    change(clinic)
    assert made(clinic, NOW + timedelta(hours=1))


@pytest.mark.parametrize("text", ["[" * 100_000, "", "{}", "[]", '{"format": 1}', '{"files": {"a": 3}}', "\ud800"])
def test_a_manifest_that_cannot_be_read_is_left_out(clinic: Clinic, text: str) -> None:
    one = made(clinic)
    (one.folder.path / "manifest.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert backups_in(clinic.keys.folder.backups) == ()
    with pytest.raises(StoreTrouble, match="no backup"):
        read_backup(one.folder.path)


def test_a_manifest_of_a_newer_program_is_said(clinic: Clinic) -> None:
    one = made(clinic)
    manifest = one.folder.path / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"format": 3', '"format": 4'), "utf-8")
    with pytest.raises(StoreTrouble, match="newer"):
        read_backup(one.folder.path)


def test_work_goes_on_while_a_backup_is_made(clinic: Clinic, folder: ClinicFolder) -> None:
    """The copy is what was committed when it began; the writer is not kept from writing."""
    with opened(folder.database, clinic.keys.key, "write") as database:
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM audit").fetchone()
        change(clinic)
        database.execute("COMMIT")
    assert made(clinic).manifest.rows["services"] == len(clinic.read.all("SELECT id FROM services"))
