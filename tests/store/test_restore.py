"""Restoring: what was backed up stands there again, what stood there is kept, and an interrupted one is finished."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3
from conftest import Opener
from factories import PRACTICE
from fixed import CHEAP, NOW, PASSWORD

from clinic_desktop.clinic import Clinic, NewClinic, make
from clinic_desktop.errors import NotAllowed, StoreTrouble, TooNew, WrongPassword
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft, TherapistDraft
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.staff.commands import AddPerson, RetirePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.staff.queries import people_page
from clinic_desktop.store import backup, restore, vault
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.copies import file_mark, opened
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.manifest import Backup, backups_in, write_manifest

LATER = Clock(NOW + timedelta(hours=1))


def add(clinic: Clinic, name: str) -> None:
    clinic.do(AddService(ServiceDraft(name, "MT009", True, "unit", "35")))


def has(clinic: Clinic, name: str) -> bool:
    return bool(clinic.read.all("SELECT id FROM services WHERE name = ?", name))


def backed_up(clinic: Clinic) -> Backup:
    made = backup.back_up(clinic.keys.folder, clinic.keys.key, NOW, Progress())
    assert made
    return made


def put_back(folder: ClinicFolder, one: Backup, secret: str = PASSWORD, slot: str = "") -> Clinic:
    slot = slot or vault.read(one.folder.vault).people()[0].id
    key, slot = restore_backup(folder, Restoring(one, slot, secret), CHEAP, LATER, Progress())
    return Clinic.open(folder, key, slot, LATER, CHEAP)


@pytest.fixture
def saved(folder: ClinicFolder, open_clinic: Opener) -> Backup:
    """A backup with a service, and after it the clinic lost that and got another one; closed."""
    clinic = open_clinic(folder)
    add(clinic, "Before")
    made = backed_up(clinic)
    add(clinic, "After")
    clinic.close()
    return made


@pytest.fixture
def replaced(folder: ClinicFolder, saved: Backup) -> Iterator[Clinic]:
    clinic = put_back(folder, saved)
    yield clinic
    clinic.close()


def test_the_record_is_as_it_was_and_works(replaced: Clinic, folder: ClinicFolder) -> None:
    assert has(replaced, "Before")
    assert not has(replaced, "After")
    add(replaced, "Again")
    assert has(replaced, "Again")
    with opened(folder.database, replaced.keys.key, "read") as database:
        assert database.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert {path.name for path in folder.path.iterdir()} <= {
        "clinic.db", "clinic.db-wal", "clinic.db-shm", "vault.json", "vault.copy.json", "backups"}  # fmt: skip


def test_what_stood_there_is_kept_and_can_be_put_back(replaced: Clinic, folder: ClinicFolder) -> None:
    replaced.close()
    kept = next(one for one in backups_in(folder.backups) if one.manifest.kind == "replaced")
    again = put_back(folder, kept)
    assert has(again, "After")
    again.close()


def test_what_was_not_folded_into_the_file_yet_is_kept(folder: ClinicFolder, saved: Backup) -> None:
    """A crash leaves commits in the log: they belong to what is kept, and never to what is put in its place."""
    key = vault.unwrap(vault.read(folder.vault), vault.read(folder.vault).people()[0].id, PASSWORD)
    with opened(folder.database, key, "write") as database:
        database.execute("PRAGMA wal_autocheckpoint = 0")
        database.execute("UPDATE services SET name = 'In the log' WHERE name = 'After'")
        crashed = {name: (folder.path / name).read_bytes() for name in ("clinic.db", "clinic.db-wal")}
    for name, content in crashed.items():
        (folder.path / name).write_bytes(content)
    clinic = put_back(folder, saved)
    assert has(clinic, "Before")
    assert not has(clinic, "In the log")
    clinic.close()
    kept = next(one for one in backups_in(folder.backups) if one.manifest.kind == "replaced")
    with opened(kept.folder.database, key, "write") as database:
        assert database.execute("SELECT count(*) FROM services WHERE name = 'In the log'").fetchone()[0] == 1


def test_a_damaged_record_is_replaced_and_kept(folder: ClinicFolder, saved: Backup) -> None:
    folder.database.write_bytes(b"not a clinic")
    log = folder.path / "clinic.db-wal"
    log.write_bytes(b"its log")
    clinic = put_back(folder, saved)
    assert has(clinic, "Before")
    clinic.close()
    kept = next(one for one in backups_in(folder.backups) if one.manifest.kind == "replaced")
    assert kept.folder.database.read_bytes() == b"not a clinic"
    # The log of one file beside another would be played into it.
    assert (kept.folder.path / log.name).read_bytes() == b"its log"
    assert kept.manifest.rows == {}
    with pytest.raises(StoreTrouble):
        put_back(folder, kept)
    assert folder.database.exists()


def test_a_new_computer_has_nothing_to_keep(tmp_path: Path, saved: Backup) -> None:
    fresh = ClinicFolder(tmp_path / "new" / "clinic")
    clinic = put_back(fresh, saved)
    assert has(clinic, "Before")
    clinic.close()
    assert backups_in(fresh.backups) == ()


def test_the_recovery_key_gives_a_new_password(tmp_path: Path, folder: ClinicFolder, open_clinic: Opener) -> None:
    clinic = open_clinic(folder)
    printed, slot = clinic.keys.recovery_slot()
    clinic.keys.put(slot)
    one = backed_up(clinic)
    clinic.close()
    fresh, letters = ClinicFolder(tmp_path / "new"), vault.recovery_letters(printed)
    person = vault.read(one.folder.vault).people()[0].id
    asked = Restoring(one, vault.RECOVERY_SLOT, letters, person, "another four words")
    key, slot_id = restore_backup(fresh, asked, CHEAP, LATER, Progress())
    assert vault.unwrap(vault.read(fresh.vault), slot_id, "another four words") == key
    assert vault.unwrap(vault.read(fresh.vault), vault.RECOVERY_SLOT, letters) == key
    with pytest.raises(WrongPassword):
        vault.unwrap(vault.read(fresh.vault), slot_id, PASSWORD)


def test_a_wrong_password_changes_nothing(folder: ClinicFolder, saved: Backup) -> None:
    before = {path: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}
    with pytest.raises(WrongPassword):
        put_back(folder, saved, "not this one at all")
    assert {path: path.read_bytes() for path in folder.path.iterdir() if path.is_file()} == before


def test_the_password_of_today_counts(folder: ClinicFolder, saved: Backup) -> None:
    """Whoever has a new password since then, or none any more, does not come in with the old one."""
    known = vault.read(folder.vault)
    person = known.people()[0]
    key = vault.unwrap(known, person.id, PASSWORD)
    vault.write(folder.vault, known.with_slot(vault.wrap(key, known.clinic, person.id, "M", "new four words", CHEAP)))
    with pytest.raises(WrongPassword):
        put_back(folder, saved)
    clinic = put_back(folder, saved, "new four words")
    assert has(clinic, "Before")
    clinic.close()
    vault.write(folder.vault, vault.read(folder.vault).without_slot(person.id))
    with pytest.raises(WrongPassword, match="no longer"):
        put_back(folder, saved)


def test_people_who_came_or_went_since(folder: ClinicFolder, open_clinic: Opener) -> None:
    clinic = open_clinic(folder)
    left = clinic.keys.slot_for("left", "Lena", PASSWORD)
    clinic.do(AddPerson(PersonDraft("Lena"), left))
    one = backed_up(clinic)
    lena = next(person for person in people_page(clinic.read).rows if person.name == "Lena")
    clinic.do(RetirePerson(lena.id, lena.version, lena.slot))
    clinic.do(AddPerson(PersonDraft("Noor"), clinic.keys.slot_for("came", "Noor", PASSWORD)))
    clinic.close()
    with pytest.raises(NotAllowed, match="not on the staff"):
        put_back(folder, one, slot="came")
    assert not folder.is_restoring()
    again = put_back(folder, one)
    assert {slot.id for slot in vault.read(folder.vault).people()} == {again.person.slot}
    again.close()


def test_keys_that_cannot_be_read_are_taken_from_the_backup(folder: ClinicFolder, saved: Backup) -> None:
    folder.vault.write_text("broken")
    vault.second_copy(folder.vault).unlink()
    clinic = put_back(folder, saved)
    assert has(clinic, "Before")
    clinic.close()


@pytest.mark.parametrize("name", ["clinic.db", "vault.json", "vault.copy.json"])
def test_a_damaged_backup_is_said_and_changes_nothing(folder: ClinicFolder, saved: Backup, name: str) -> None:
    path = saved.folder.path / name
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(StoreTrouble, match="damaged"):
        put_back(folder, saved)
    path.unlink()
    with pytest.raises(StoreTrouble):
        put_back(folder, saved)
    assert not folder.is_restoring()
    assert folder.database.exists()


def test_a_backup_of_a_newer_program_is_refused(folder: ClinicFolder, open_clinic: Opener) -> None:
    clinic = open_clinic(folder)
    one = backed_up(clinic)
    key = clinic.keys.key
    clinic.close()
    with opened(one.folder.database, key, "write") as database:
        database.execute("PRAGMA user_version = 9999")
    marks = dict(one.manifest.files) | {"clinic.db": file_mark(one.folder.database)}
    write_manifest(one.folder.path, one.manifest._replace(files=marks))
    (again,) = backups_in(folder.backups)
    with pytest.raises(TooNew, match="9999"):
        put_back(folder, again)


def test_it_can_be_stopped(folder: ClinicFolder, saved: Backup) -> None:
    progress = Progress()
    progress.stop()
    slot = vault.read(saved.folder.vault).people()[0].id
    with pytest.raises(Cancelled):
        restore_backup(folder, Restoring(saved, slot, PASSWORD), CHEAP, LATER, progress)
    assert {path.name for path in folder.path.iterdir()} == {"backups", "clinic.db", "vault.copy.json", "vault.json"}


# Every call that changes something on the disk while files are swapped, whoever makes it.
STEPS = ("rename", "replace", "mkdir", "rmdir", "unlink")


class Killed(BaseException):
    """The power goes off."""


@pytest.mark.parametrize("step", range(10))
def test_whenever_it_is_interrupted_it_is_finished_at_the_next_start(
    folder: ClinicFolder, saved: Backup, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = 0
    was_killed = False
    with monkeypatch.context() as patched:
        for name in STEPS:
            real = getattr(os, name)

            def counting(*args: object, real: Callable[..., object] = real, **kwargs: object) -> object:
                nonlocal counted
                if folder.restoring.is_dir():
                    counted += 1
                    if counted > step:
                        raise Killed
                return real(*args, **kwargs)

            patched.setattr(os, name, counting)
        try:
            put_back(folder, saved).close()
        except Killed:
            was_killed = True
    # The last step of all is the one after which nothing is left to be done.
    assert was_killed == (step < 9)
    restore.finish(folder)
    assert not folder.is_restoring()
    assert not folder.restoring.exists()
    known = vault.read(folder.vault)
    person = known.people()[0].id
    clinic = Clinic.open(folder, vault.unwrap(known, person, PASSWORD), person, LATER, CHEAP)
    assert has(clinic, "Before")
    assert clinic.read.all("SELECT id FROM audit WHERE label = 'Restore a backup'")
    clinic.close()
    kept = [one for one in backups_in(folder.backups) if one.manifest.kind == "replaced"]
    assert len(kept) == 1
    assert {"clinic.db", "vault.json", "vault.copy.json"} <= {path.name for path in kept[0].folder.path.iterdir()}


def test_what_the_disk_refuses_is_said_and_nothing_is_lost(
    folder: ClinicFolder, saved: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "The file is in use")

    with monkeypatch.context() as patched:
        patched.setattr(restore, "_move", refused)
        with pytest.raises(StoreTrouble, match=r"not finished: The file is in use. Nothing is lost"):
            put_back(folder, saved)
    assert folder.is_restoring()
    restore.finish(folder)
    assert not folder.is_restoring()


def test_two_restores_within_a_second_keep_both(folder: ClinicFolder, saved: Backup) -> None:
    for name in ("First", "Second"):
        clinic = put_back(folder, saved)
        add(clinic, name)
        clinic.close()
    kept = [one for one in backups_in(folder.backups) if one.manifest.kind == "replaced"]
    found = []
    for one in kept:
        clinic = put_back(folder, one)
        found.append([name for name in ("After", "First", "Second") if has(clinic, name)])
        clinic.close()
    assert found == [["First"], ["After"]]


def test_what_fails_after_the_copy_says_that_nothing_changed(
    folder: ClinicFolder, saved: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreTrouble("The file manifest.json could not be written: No space left on device.")

    with monkeypatch.context() as patched:
        patched.setattr(restore, "write_manifest", full)
        with pytest.raises(StoreTrouble, match=r"was not restored: .*No space left on device\. What is there was left"):
            put_back(folder, saved)
    assert {path.name for path in folder.path.iterdir()} == {"backups", "clinic.db", "vault.copy.json", "vault.json"}


def test_a_full_disk_while_it_is_copied_is_said(
    folder: ClinicFolder, saved: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        cause = sqlcipher3.OperationalError("database or disk is full")
        cause.sqlite_errorname = "SQLITE_FULL"
        raise StoreTrouble("The disk is full. What you typed is still here.") from cause

    monkeypatch.setattr(restore, "copied_into", full)
    with pytest.raises(StoreTrouble, match=r"not restored: the disk is full\. What is there was left as it is"):
        put_back(folder, saved)
    assert not folder.restored_in_part.exists()


def test_what_a_kill_left_is_in_nobodys_way(tmp_path: Path, folder: ClinicFolder, saved: Backup) -> None:
    fresh = ClinicFolder(tmp_path / "fresh")
    (fresh.restored_in_part / "deep").mkdir(parents=True)
    make(fresh, NewClinic(PRACTICE, TherapistDraft("Maya", "Ortiz"), PASSWORD), CHEAP, LATER)
    assert fresh.exists()
    (folder.restored_in_part / "deep").mkdir(parents=True)
    put_back(folder, saved).close()
    assert not folder.restored_in_part.exists()


def test_a_file_that_is_no_clinic_is_said_of_the_backup(folder: ClinicFolder, saved: Backup) -> None:
    saved.folder.database.write_bytes(b"not a clinic")
    marks = dict(saved.manifest.files) | {"clinic.db": file_mark(saved.folder.database)}
    write_manifest(saved.folder.path, saved.manifest._replace(files=marks))
    (again,) = backups_in(folder.backups)
    with pytest.raises(StoreTrouble, match=r"This backup is damaged, or of another clinic. Nothing was changed"):
        put_back(folder, again)


def test_an_older_schema_is_brought_up_to_date_on_the_way(folder: ClinicFolder, saved: Backup) -> None:
    """The newest migration is taken back, as far as its number goes: applying it again must be tried, and fail."""
    key = vault.unwrap(vault.read(folder.vault), vault.read(folder.vault).people()[0].id, PASSWORD)
    newest = saved.manifest.schema
    with opened(saved.folder.database, key, "write") as database:
        database.execute(f"PRAGMA user_version = {newest - 1}")
    marks = dict(saved.manifest.files) | {"clinic.db": file_mark(saved.folder.database)}
    write_manifest(saved.folder.path, saved.manifest._replace(files=marks))
    (again,) = backups_in(folder.backups)
    before = folder.database.read_bytes()
    with pytest.raises(sqlcipher3.OperationalError, match="already exists"):
        put_back(folder, again)
    # Whatever a migration stumbles over: what is there was not touched.
    assert folder.database.read_bytes() == before
    assert not folder.restored_in_part.exists()


def test_the_owner_of_that_day_gets_in_by_the_recovery_key(folder: ClinicFolder, open_clinic: Opener) -> None:
    clinic = open_clinic(folder)
    printed, slot = clinic.keys.recovery_slot()
    clinic.keys.put(slot)
    one = backed_up(clinic)
    gone = clinic.person.slot
    clinic.close()
    vault.write(folder.vault, vault.read(folder.vault).without_slot(gone))
    letters = vault.recovery_letters(printed)
    asked = Restoring(one, vault.RECOVERY_SLOT, letters, gone, "another four words")
    key, slot_id = restore_backup(folder, asked, CHEAP, LATER, Progress())
    assert vault.unwrap(vault.read(folder.vault), slot_id, "another four words") == key
