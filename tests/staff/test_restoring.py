"""Who may restore a backup: an owner of today, as far as the record that is there can tell; and never unseen."""

import json
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories import make_clinic, opened
from fixed import CHEAP, PASSWORD
from left_open import killed
from restored import LATER, backed_up, put_back

from clinic_desktop.audit.rules.noted import noted_words
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import NotAllowed
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import NoteRestore
from clinic_desktop.restoring import Agreement, NotAgreed, Restoring, clinic_in_the_way, restore_backup
from clinic_desktop.signing_in import note_sign_in
from clinic_desktop.staff import queries
from clinic_desktop.staff.commands.people import AddPerson, ChangeKey, ChangePerson, DisablePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.beside import standing
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.attempts import attempts_at
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import recovery_letters
from clinic_desktop.store.writer import open_onlooker, open_reader

BO = "an owner of old days"


@pytest.fixture
def of_old_days(clinic: Clinic) -> Backup:
    """A backup from when Bo was an owner beside Maya; since then he is at the front desk. The clinic is closed."""
    row = clinic.do(AddPerson(PersonDraft("Bo Lund", "", "owner"), clinic.keys.slot_for("bo", "Bo Lund", BO))).row
    made = backed_up(clinic)
    version = queries.person(clinic.read, row).version
    clinic.do(ChangePerson(row, version, "bo", PersonDraft("Bo Lund", "", "front_desk")))
    clinic.close()
    return made


def told(clinic: Clinic) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in queries.notices_unseen(clinic.read, clinic.person.id)]


def noted(clinic: Clinic) -> dict[str, Any]:
    found = clinic.read.one("SELECT after FROM audit WHERE label = 'Restore a backup' ORDER BY id DESC LIMIT 1")
    facts: dict[str, Any] = json.loads(found["after"])
    return facts


def asked(clinic: Clinic) -> str:
    return str(noted(clinic)["asked"])


def trail_words(folder: ClinicFolder, slot: str, key: bytes) -> str:
    clinic = signed_in(folder, slot, key)
    try:
        return noted_words(NoteRestore.label, noted(clinic), "", "")
    finally:
        clinic.close()


def signed_in(folder: ClinicFolder, slot: str, key: bytes) -> Clinic:
    made = Clinic.open(folder, key, slot, LATER, CHEAP)
    note_sign_in(made)
    return made


def test_who_is_an_owner_today_is_asked_without_a_log(folder: ClinicFolder, of_old_days: Backup) -> None:
    """A disk that is full would not take one, and the word of the backup alone would count."""
    key = vault.unwrap(vault.read(folder.vault), "bo", BO)
    with closing(open_onlooker(folder, key)) as read:
        person = queries.person_of_slot(read, "bo")
        assert person and person.role == "front_desk"
        assert not folder.log.exists()
    with closing(open_reader(folder, key)) as read:
        assert queries.person_of_slot(read, "bo") == person
        assert folder.log.exists()


def test_an_owner_of_old_days_restores_nothing(folder: ClinicFolder, of_old_days: Backup) -> None:
    before = folder.database.read_bytes()
    with pytest.raises(NotAllowed, match="Only an owner restores"):
        put_back(folder, of_old_days, BO, "bo")
    assert folder.database.read_bytes() == before
    assert not folder.restored_in_part.exists()


def test_that_holds_where_it_is_in_the_log_alone(folder: ClinicFolder, of_old_days: Backup) -> None:
    # Who is what today may not have been folded into the file; a look leaves the log where it is.
    killed(folder)
    log = folder.log.read_bytes()
    with pytest.raises(NotAllowed, match="Only an owner restores"):
        put_back(folder, of_old_days, BO, "bo")
    assert folder.log.read_bytes() == log


def test_the_key_file_of_the_backup_lets_nobody_in_who_is_gone(folder: ClinicFolder, of_old_days: Backup) -> None:
    clinic = opened(folder)
    bo = queries.person_of_slot(clinic.read, "bo")
    assert bo
    clinic.do(DisablePerson(bo.id, bo.version, "bo"))
    clinic.close()
    for copy in (folder.vault, vault.second_copy(folder.vault)):
        copy.unlink()
    with pytest.raises(NotAllowed, match="not on the staff of the clinic that is here now"):
        put_back(folder, of_old_days, BO, "bo")


def test_where_nobody_can_tell_every_owner_is_told(folder: ClinicFolder, of_old_days: Backup) -> None:
    # Whoever may throw files away cannot be kept out; but not unseen.
    folder.database.unlink()
    restored = put_back(folder, of_old_days, BO, "bo")
    assert asked(restored) == "the backup"
    assert told(restored) == []
    maya = vault.read(folder.vault).people()[0].id
    owner = signed_in(folder, maya, restored.keys.key)
    assert told(owner) == [("old owner", "Bo Lund")]
    restored.close()
    owner.close()


def test_an_owner_of_today_restores_and_the_others_are_told(folder: ClinicFolder, of_old_days: Backup) -> None:
    restored = put_back(folder, of_old_days)
    assert asked(restored) == "today"
    assert told(restored) == []
    bo = signed_in(folder, "bo", restored.keys.key)
    assert told(bo) == [("restore", "Maya Ortiz")]
    restored.close()
    bo.close()


def test_a_password_that_is_newer_than_the_backup_is_no_news(folder: ClinicFolder, of_old_days: Backup) -> None:
    clinic = opened(folder)
    clinic.do(ChangeKey(clinic.keys.slot_for(clinic.person.slot, clinic.person.name, "quite another one")))
    clinic.close()
    restored = put_back(folder, of_old_days, "quite another one")
    note_sign_in(restored)
    assert told(restored) == []
    restored.close()


def test_the_recovery_key_is_told_to_all(
    folder: ClinicFolder, of_old_days: Backup, template: tuple[object, str]
) -> None:
    maya = vault.read(folder.vault).people()[0].id
    letters = recovery_letters(template[1])
    restoring = Restoring(of_old_days, vault.RECOVERY_SLOT, letters, maya, "quite another one")
    key, slot = restore_backup(folder, restoring, CHEAP, LATER, Progress())
    clinic = signed_in(folder, slot, key)
    assert asked(clinic) == "recovery key"
    assert told(clinic) == [("recovery", "Maya Ortiz")]
    clinic.close()


def test_another_computer_asks_the_backup(folder: ClinicFolder, of_old_days: Backup) -> None:
    shutil.copytree(of_old_days.folder.path, folder.path.with_name("new") / "backups" / of_old_days.folder.path.name)
    restored = put_back(ClinicFolder(folder.path.with_name("new")), of_old_days, PASSWORD)
    assert asked(restored) == "the backup"
    restored.close()


def test_a_backup_of_another_clinic_is_agreed_to_by_an_owner_here(
    folder: ClinicFolder, of_old_days: Backup, template: tuple[object, str], tmp_path: Path
) -> None:
    made, _ = make_clinic(tmp_path / "other")
    other, before = backed_up(made), folder.database.read_bytes()
    made.close()
    maya, stranger = (vault.read(one.vault).people()[0].id for one in (folder, other.folder))
    asked = Restoring(other, stranger, PASSWORD)
    # Who opens it is nobody here; and what its manifest says of itself does not help.
    told = json.loads((other.folder.path / "manifest.json").read_text())["clinic"]
    assert told != vault.read(folder.vault).clinic
    for agreement, error in (
        (None, NotAgreed),
        (Agreement(stranger, PASSWORD), NotAgreed),
        (Agreement(maya, "a guess"), NotAgreed),
        (Agreement("bo", BO), NotAllowed),
    ):
        with pytest.raises(error):
            restore_backup(folder, replace(asked, agreement=agreement), CHEAP, LATER, Progress())
        assert folder.database.read_bytes() == before
    # Once the program knows which clinic lies here, the key file of another one is in nobody’s way: files were mixed.
    assert clinic_in_the_way(folder, other) and not clinic_in_the_way(folder, of_old_days)
    own = folder.vault.read_bytes()
    standing.note_open(folder)
    assert clinic_in_the_way(folder, other)
    folder.vault.write_bytes(other.folder.vault.read_bytes())
    assert not clinic_in_the_way(folder, of_old_days)
    folder.vault.write_bytes(own)
    agreed = replace(asked, agreement=Agreement(vault.RECOVERY_SLOT, recovery_letters(template[1])))
    key, slot = restore_backup(folder, agreed, CHEAP, LATER, Progress())
    assert slot == stranger
    assert vault.read(folder.vault).clinic == told
    assert trail_words(folder, slot, key).endswith("Whoever had the recovery key of the other one agreed to that.")
    # And back, agreed to by an owner of that one; the guess above made this person wait.
    attempts_at(folder.attempts).drop(maya, has_opened=True)
    back = Restoring(of_old_days, maya, PASSWORD, agreement=Agreement(stranger, PASSWORD))
    key, slot = restore_backup(folder, back, CHEAP, LATER, Progress())
    assert trail_words(folder, slot, key).endswith("another clinic. Maya Ortiz agreed to that for the other one.")
