"""A restore in a bad world: killed at every step, a full disk, files that are no clinic; old or new, never half."""

from pathlib import Path

import pytest
import sqlcipher3
from factories import PRACTICE
from fixed import CHEAP, PASSWORD
from restored import LATER, has, is_cut_off, put_back

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.making import NewClinic, make
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.store import files, schema
from clinic_desktop.store.backups import restore
from clinic_desktop.store.backups.copies import file_mark, opened
from clinic_desktop.store.backups.manifest import Backup, backups_in, write_manifest
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.mark.parametrize("step", range(11))
def test_whenever_it_is_interrupted_it_is_finished_at_the_next_start(
    folder: ClinicFolder, saved: Backup, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The last step of all is the one after which nothing is left to be done.
    assert is_cut_off(folder, saved, step, monkeypatch) == (step < 10)
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


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER hidden AFTER UPDATE ON clients BEGIN UPDATE clients SET family_name = 'x'; END",
        "CREATE VIEW hidden AS SELECT * FROM clients",
        "CREATE TRIGGER also AFTER INSERT ON visits BEGIN SELECT 1; END",
        "DROP TRIGGER practice_stays_demo_or_not",
    ],
)
def test_what_this_program_did_not_put_there_is_not_taken_over(folder: ClinicFolder, saved: Backup, sql: str) -> None:
    key = vault.unwrap(vault.read(folder.vault), vault.read(folder.vault).people()[0].id, PASSWORD)
    with opened(saved.folder.database, key, "write") as database:
        database.execute(sql)
    marks = dict(saved.manifest.files) | {"clinic.db": file_mark(saved.folder.database)}
    write_manifest(saved.folder.path, saved.manifest._replace(files=marks))
    (again,) = backups_in(folder.backups)
    before = folder.database.read_bytes()
    with pytest.raises(StoreTrouble, match=r"that this program did not put there. Nothing was changed"):
        put_back(folder, again)
    assert folder.database.read_bytes() == before


def test_a_disk_that_does_not_read_is_no_word_against_the_backup(
    folder: ClinicFolder, saved: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(_: object) -> bool:
        raise StoreTrouble("The disk could not be read.")

    monkeypatch.setattr(schema, "is_ours", unread)
    before = folder.database.read_bytes()
    with pytest.raises(StoreTrouble, match="The disk could not be read"):
        put_back(folder, saved)
    assert folder.database.read_bytes() == before


def test_where_a_migration_fails_nothing_is_changed(
    tmp_path: Path, folder: ClinicFolder, saved: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program is one migration newer than the backup: applying that one must be tried, and fails in its middle."""
    broken = tmp_path / "broken.sql"
    broken.write_text("CREATE TABLE beside (id INTEGER);\nCREATE TABLE clients (id INTEGER);\n", encoding="utf-8")
    newer = (*schema.migrations(), schema.Migration(saved.manifest.schema + 1, broken))
    monkeypatch.setattr(schema, "migrations", lambda *_: newer)
    before = folder.database.read_bytes()
    with pytest.raises(sqlcipher3.OperationalError, match="table clients already exists"):
        put_back(folder, saved)
    assert folder.database.read_bytes() == before
    assert not folder.restored_in_part.exists()


def test_a_disk_that_does_not_flush_leaves_it_to_be_finished(
    folder: ClinicFolder, saved: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.sync_folder

    def broken(path: Path) -> None:
        if folder.is_restoring():
            raise OSError(5, "Input/output error")
        real(path)

    with monkeypatch.context() as patched:
        patched.setattr(files, "sync_folder", broken)
        # It is ready by then: what is there is not left as it is.
        with pytest.raises(StoreTrouble, match="not finished: Input/output error"):
            put_back(folder, saved)
    assert folder.is_restoring()
    restore.finish(folder)
    assert not folder.is_restoring()
