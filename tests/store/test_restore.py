"""Restoring: what was backed up stands there again, and what stood there is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Opener
from fixed import CHEAP, NOW, PASSWORD
from old_clinics import FILES, Old
from restored import LATER, add, backed_up, has, put_back
from waited import wait_is_over

from clinic_desktop.clinic import Clinic, bring_up_to_date, is_behind
from clinic_desktop.errors import NotAllowed, StoreTrouble, TooNew, WrongPassword
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.staff.commands.people import AddPerson, DisablePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.staff.queries import people_page
from clinic_desktop.store import schema
from clinic_desktop.store.backups import backup
from clinic_desktop.store.backups.copies import file_mark, opened
from clinic_desktop.store.backups.manifest import Backup, backups_in, write_manifest
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import recovery_letters


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
    before = {path.name: path.read_bytes() for path in kept.folder.path.iterdir()}
    assert "clinic.db-wal" in before
    again = put_back(folder, kept)
    assert has(again, "In the log")
    again.close()
    # Read from a copy: opened in its place it would be changed by that, or not open where nobody can write.
    assert {path.name: path.read_bytes() for path in kept.folder.path.iterdir()} == before


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
    fresh, letters = ClinicFolder(tmp_path / "new"), recovery_letters(printed)
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
    after = {path: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}
    # But for the try that was counted.
    assert "failures" in after.pop(folder.attempts).decode()
    assert after == before


def test_the_password_of_today_counts(folder: ClinicFolder, saved: Backup) -> None:
    """Whoever has a new password since then, or none any more, does not come in with the old one."""
    known = vault.read(folder.vault)
    person = known.people()[0]
    key = vault.unwrap(known, person.id, PASSWORD)
    vault.write(folder.vault, known.with_slot(vault.wrap(key, known.clinic, person.id, "M", "new four words", CHEAP)))
    with pytest.raises(WrongPassword):
        put_back(folder, saved)
    wait_is_over(folder)
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
    clinic.do(DisablePerson(lena.id, lena.version, lena.slot))
    clinic.do(AddPerson(PersonDraft("Noor", "", "owner"), clinic.keys.slot_for("came", "Noor", PASSWORD)))
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


def test_an_older_schema_is_brought_up_to_date_on_the_way(tmp_path: Path) -> None:
    old, there = Old(FILES[-2], tmp_path / "old.db"), ClinicFolder(tmp_path / "old")
    old.encrypt(there)
    old.database.close()
    known = vault.read(there.vault)
    owner = known.people()[0].id
    made = backup.back_up_to(there, vault.unwrap(known, owner, PASSWORD), tmp_path / "stick", NOW, Progress())
    assert made.manifest.schema == old.number < len(schema.migrations())
    fresh = ClinicFolder(tmp_path / "new")
    key, slot = restore_backup(fresh, Restoring(made, owner, PASSWORD), CHEAP, LATER, Progress())
    # Already: nothing is left to be done when it is opened.
    assert not is_behind(fresh, key)
    clinic = Clinic.open(fresh, key, slot, LATER, CHEAP)
    assert clinic.read.one("SELECT count(*) AS n FROM clients")["n"] == made.manifest.rows["clients"] > 0
    clinic.close()
    assert backups_in(fresh.backups) == ()


def test_the_owner_of_that_day_gets_in_by_the_recovery_key(folder: ClinicFolder, open_clinic: Opener) -> None:
    clinic = open_clinic(folder)
    printed, slot = clinic.keys.recovery_slot()
    clinic.keys.put(slot)
    one = backed_up(clinic)
    gone = clinic.person.slot
    clinic.close()
    vault.write(folder.vault, vault.read(folder.vault).without_slot(gone))
    letters = recovery_letters(printed)
    asked = Restoring(one, vault.RECOVERY_SLOT, letters, gone, "another four words")
    key, slot_id = restore_backup(folder, asked, CHEAP, LATER, Progress())
    assert vault.unwrap(vault.read(folder.vault), slot_id, "another four words") == key


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


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[7:11])
def test_a_clinic_of_every_release_is_laid_out_as_its_migrations_say(file: Path, tmp_path: Path) -> None:
    old, there = Old(file, tmp_path / "old.db"), ClinicFolder(tmp_path / "old")
    old.encrypt(there)
    old.database.close()
    known = vault.read(there.vault)
    key = vault.unwrap(known, known.people()[0].id, PASSWORD)
    with opened(there.database, key, "read") as database:
        assert schema.is_ours(database)
    bring_up_to_date(there, key, LATER)
    with opened(there.database, key, "read") as database:
        assert schema.is_ours(database)
        database.execute("PRAGMA query_only = OFF")
        for harmless in ("ANALYZE", "CREATE INDEX mine ON clients (version)", "CREATE TABLE ours (id INTEGER)"):
            database.execute(harmless)
        assert schema.is_ours(database)


def test_only_an_owner_restores_or_who_has_the_recovery_key(
    folder: ClinicFolder, template: tuple[Path, str], open_clinic: Opener
) -> None:
    clinic = open_clinic(folder)
    desk = clinic.keys.slot_for("desk", "Ana Desk", "a plain desk lamp")
    clinic.do(AddPerson(PersonDraft("Ana Desk", "", "front_desk"), desk))
    made = backup.back_up(folder, clinic.keys.key, NOW, Progress())
    assert made
    clinic.close()
    asked = Restoring(made, "desk", "a plain desk lamp")
    with pytest.raises(NotAllowed, match="Only an owner restores"):
        restore_backup(folder, asked, CHEAP, Clock(NOW), Progress())
    assert not folder.restored_in_part.exists()
    by_key = Restoring(made, vault.RECOVERY_SLOT, recovery_letters(template[1]), "desk", "another desk lamp")
    assert restore_backup(folder, by_key, CHEAP, Clock(NOW), Progress())[1] == "desk"
