"""The clinic's file: encrypted or not opened, whole or refused, never made anew in silence."""

import random
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3
from conftest import Opener
from fixed import NOW, PASSWORD
from sqlite_utils import Database

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble, TooNew
from clinic_desktop.jobs import Progress
from clinic_desktop.paths import MIGRATIONS
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.store import schema
from clinic_desktop.store.audit import Origin
from clinic_desktop.store.backups.copies import opened, verify
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.writer import writing_aside

ORIGIN = Origin("1", "Add service", None, "here", NOW.isoformat())


def key_of(folder: ClinicFolder) -> bytes:
    known = vault.read(folder.vault)
    return vault.unwrap(known, known.people()[0].id, PASSWORD)


def test_no_word_of_the_clinic_lies_in_plain_on_the_disk(clinic: Clinic, folder: ClinicFolder) -> None:
    clinic.do(AddService(ServiceDraft("Quartermain sentinel", "MT009", True, "unit", "35")))
    clinic.drafts.keep("service:new", {"name": "Quartermain sentinel"})
    files = [path for path in folder.path.rglob("*") if path.is_file()]
    assert {"clinic.db", "clinic.db-wal", "vault.json"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        assert b"Quartermain" not in content
        assert b"Elm Street" not in content


def test_a_plain_file_is_refused_and_left_as_it_is(folder: ClinicFolder) -> None:
    key = key_of(folder)
    folder.database.unlink()
    plain = sqlcipher3.connect(str(folder.database))
    plain.execute("CREATE TABLE clients (name)")
    plain.close()
    before = folder.database.read_bytes()
    with pytest.raises(StoreTrouble, match="not encrypted"):
        open_encrypted(folder.database, key, "write")
    assert folder.database.read_bytes() == before


def test_a_missing_file_is_not_made_anew(folder: ClinicFolder, open_clinic: Opener) -> None:
    folder.database.unlink()
    with pytest.raises(StoreTrouble, match="missing"):
        open_clinic(folder)
    assert not folder.database.exists()


@pytest.mark.parametrize("content", [b"", b"hello", bytes(8192), b"SQLite format 3\x00" + bytes(5000)])
def test_a_file_that_is_no_clinic_is_said(folder: ClinicFolder, open_clinic: Opener, content: bytes) -> None:
    folder.database.write_bytes(content)
    with pytest.raises(StoreTrouble):
        open_clinic(folder)
    assert folder.database.read_bytes() == content


def test_every_flipped_byte_is_found(folder: ClinicFolder) -> None:
    whole = folder.database.read_bytes()
    chance = random.Random(7)
    for _ in range(25):
        at = chance.randrange(len(whole))
        folder.database.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        key = key_of(folder)
        with pytest.raises(StoreTrouble):
            database = open_encrypted(folder.database, key, "read")
            damaged = database.execute("PRAGMA cipher_integrity_check").fetchall()
            database.close()
            if damaged:
                raise StoreTrouble("found by the check")


def test_a_newer_file_is_refused_untouched(folder: ClinicFolder, open_clinic: Opener) -> None:
    database = open_encrypted(folder.database, key_of(folder), "write")
    database.execute("PRAGMA user_version = 9999")
    database.close()
    before = folder.database.read_bytes()
    with pytest.raises(TooNew, match="9999"):
        open_clinic(folder)
    assert folder.database.read_bytes() == before


def test_the_pragmas_hold(clinic: Clinic, folder: ClinicFolder) -> None:
    database = open_encrypted(folder.database, clinic.keys.key, "write")

    def pragma(name: str) -> object:
        return database.execute(f"PRAGMA {name}").fetchone()[0]

    assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == ("wal", 2, 1)
    assert (pragma("trusted_schema"), pragma("cell_size_check"), pragma("temp_store")) == (0, 1, 2)
    database.close()


def test_a_query_is_parsed_once(clinic: Clinic) -> None:
    queries = [f"SELECT {number}" for number in range(100)]
    connection, parsed = clinic.read._database.conn, []

    def hear(*what: object) -> int:
        parsed.append(what)
        return 0

    # SQLite asks while it parses, and only then.
    connection.set_authorizer(hear)
    for read in range(2):
        for sql in queries:
            clinic.read.all(sql)
        assert len(parsed) == (0 if read else len(queries))
        parsed.clear()
    connection.set_authorizer(None)


def test_a_reader_cannot_write(clinic: Clinic) -> None:
    with pytest.raises(StoreTrouble, match="read-only"):
        clinic.read.all("DELETE FROM services RETURNING id")


def migration(folder: Path, number: int, sql: str) -> None:
    (folder / f"{number:04d}_test.sql").write_text(sql, encoding="utf-8")


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    migration(folder, 1, (MIGRATIONS / "0001_store.sql").read_text("utf-8"))
    return folder


@pytest.fixture
def bare(tmp_path: Path, migrations: Path) -> Iterator[tuple[ClinicFolder, bytes, Database]]:
    """A file with the first migration alone, with its keys beside it."""
    folder, key = ClinicFolder(tmp_path / "bare"), vault.new_key()
    folder.path.mkdir()
    vault.write(folder.vault, vault.Vault("c", ()))
    database = open_encrypted(folder.database, key, "create")
    schema.create(database, migrations)
    yield folder, key, database
    database.close()


def test_a_pending_migration_is_applied_after_a_verified_backup(
    bare: tuple[ClinicFolder, bytes, Database], migrations: Path
) -> None:
    folder, key, database = bare
    migration(migrations, 2, "CREATE TRIGGER t AFTER INSERT ON audit BEGIN SELECT 1; SELECT 2; END;\n-- the end\n")
    schema.migrate(database, key, folder, NOW, migrations)
    assert database.execute("PRAGMA user_version").fetchone()[0] == 2
    (made,) = backups_in(folder.backups)
    assert made.folder.path.name == "20261124T173000Z-migration"
    assert (made.manifest.kind, made.manifest.schema) == ("migration", 1)
    with opened(made.folder.database, key, "read") as copy:
        assert copy.execute("PRAGMA user_version").fetchone()[0] == 1


def test_one_backup_a_migration_is_kept(bare: tuple[ClinicFolder, bytes, Database], migrations: Path) -> None:
    folder, key, database = bare
    migration(migrations, 2, "CREATE TABLE two (id INTEGER) STRICT;")
    for hour in range(3):
        # Restored again and again, as by somebody who looks for the right one.
        database.execute("PRAGMA user_version = 1")
        database.execute("DROP TABLE IF EXISTS two")
        schema.migrate(database, key, folder, NOW + timedelta(hours=hour), migrations)
    migration(migrations, 3, "CREATE TABLE three (id INTEGER) STRICT;")
    schema.migrate(database, key, folder, NOW + timedelta(days=1), migrations)
    kept = [(one.manifest.schema, one.folder.path.name[:11]) for one in backups_in(folder.backups)]
    assert kept == [(2, "20261125T17"), (1, "20261124T19")]


def test_a_failing_migration_changes_nothing(bare: tuple[ClinicFolder, bytes, Database], migrations: Path) -> None:
    folder, key, database = bare
    migration(migrations, 2, "CREATE TABLE two (id INTEGER) STRICT;")
    migration(migrations, 3, "INSERT INTO nowhere VALUES (1);")
    with pytest.raises(sqlcipher3.OperationalError):
        schema.migrate(database, key, folder, NOW, migrations)
    assert database.execute("PRAGMA user_version").fetchone()[0] == 1
    assert database.table_names() == ["audit", "drafts"]


def test_without_a_backup_there_is_no_migration(bare: tuple[ClinicFolder, bytes, Database], migrations: Path) -> None:
    folder, key, database = bare
    migration(migrations, 2, "CREATE TABLE two (id INTEGER) STRICT;")
    folder.backups.write_text("a file where the folder should be")
    with pytest.raises(StoreTrouble, match="No backup was made"):
        schema.migrate(database, key, folder, NOW, migrations)
    assert database.execute("PRAGMA user_version").fetchone()[0] == 1


def test_a_gap_in_the_numbers_is_a_bug(migrations: Path) -> None:
    migration(migrations, 3, "SELECT 1;")
    with pytest.raises(LookupError):
        schema.migrations(migrations)


def test_what_was_written_aside_needs_no_log(folder: ClinicFolder, tmp_path: Path) -> None:
    key, clock = key_of(folder), Clock(NOW)
    with writing_aside(folder, key, clock) as writer:
        writer.perform(AddService(ServiceDraft("Swedish", "MT009", True, "unit", "35")), ORIGIN)
        assert folder.log.stat().st_size > 0
        writer.fold_in()
        # As it is put in a place, by itself: to close may fail to fold it in, and says nothing.
        alone = tmp_path / "alone.db"
        shutil.copyfile(folder.database, alone)
    verify(alone, key, Progress())
    with opened(alone, key, "read") as copy:
        assert copy.execute("SELECT count(*) FROM services WHERE name = 'Swedish'").fetchone() == (1,)


def test_a_log_that_somebody_holds_back_is_told(folder: ClinicFolder) -> None:
    key = key_of(folder)
    with writing_aside(folder, key, Clock(NOW)) as writer, opened(folder.database, key, "read") as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM services").fetchone()
        writer.perform(AddService(ServiceDraft("Swedish", "MT009", True, "unit", "35")), ORIGIN)
        writer._database.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(StoreTrouble, match="holds"):
            writer.fold_in()
        reader.execute("ROLLBACK")
