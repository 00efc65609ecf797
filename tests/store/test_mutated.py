"""Whatever happened to the files of a clinic, opening says what it is, and never makes a new one in its place."""

from pathlib import Path

import pytest
from conftest import Opener
from factories import make_clinic
from fixed import PASSWORD
from mutating import MUTATIONS, Opened, opened_many

from clinic_desktop.errors import Damaged, StoreTrouble, WrongPassword
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder

# Each way three times; the scorecard does 1,000 (`opened_many`).
SAMPLE = 3 * len(MUTATIONS)


def test_whatever_happened_is_told_as_what_it_is(folder: ClinicFolder, tmp_path: Path) -> None:
    found: list[Opened] = list(opened_many(folder, PASSWORD, tmp_path / "away", SAMPLE))
    assert [one for one in found if not one.is_right] == []


WORDS = {
    "an empty file": "is empty",
    "16 random bytes": "Only the beginning",
    "as long, of anything": "belongs to another clinic, or is damaged from end to end",
    "a plain database": "is not encrypted",
    "no file": "is missing. Nothing was created",
    "its first page": "The beginning of the clinic’s file is damaged. The rest of it is this clinic’s",
    "no key file": "key file is missing, and so is its second copy",
    "empty key files": "key file is damaged, and its second copy is damaged or missing",
}


def test_each_has_a_sentence_of_its_own(folder: ClinicFolder, tmp_path: Path) -> None:
    told = {one.name: one.words for one in opened_many(folder, PASSWORD, tmp_path / "away", len(MUTATIONS))}
    assert {name: words for name, words in WORDS.items() if words not in told[name]} == {}
    assert len({told[name] for name in WORDS}) == len(WORDS)


def test_the_file_of_another_clinic_is_told_from_a_damaged_one(
    folder: ClinicFolder, tmp_path: Path, clinic: object
) -> None:
    other, _ = make_clinic(tmp_path / "other")
    other.close()
    with pytest.raises(Damaged, match="belongs to another clinic"):
        open_encrypted(other.keys.folder.database, vault.new_key(), "read")


def damaged_slot(folder: ClinicFolder, *copies: Path) -> None:
    known = vault.read(folder.vault)
    slot = known.people()[0]
    text = folder.vault.read_text(encoding="utf-8")
    for copy in copies:
        copy.write_text(text.replace(slot.wrapped, slot.wrapped[:-4]), encoding="utf-8")


def test_a_damaged_slot_is_taken_from_the_second_copy(folder: ClinicFolder, open_clinic: Opener) -> None:
    damaged_slot(folder, folder.vault)
    assert open_clinic(folder).person.role == "owner"


def test_a_damaged_slot_is_no_wrong_password(folder: ClinicFolder) -> None:
    damaged_slot(folder, folder.vault, vault.second_copy(folder.vault))
    known = vault.read(folder.vault)
    with pytest.raises(Damaged, match="key of this person is damaged"):
        vault.unwrap(known, known.people()[0].id, PASSWORD)


def test_a_wrong_password_is_no_damage(folder: ClinicFolder) -> None:
    known = vault.read(folder.vault)
    with pytest.raises(WrongPassword) as wrong:
        vault.unwrap(known, known.people()[0].id, "another four words")
    assert not isinstance(wrong.value, StoreTrouble)


def test_a_key_file_of_a_newer_program_is_not_called_damaged(folder: ClinicFolder) -> None:
    text = folder.vault.read_text(encoding="utf-8")
    assert '"version": 2' in text
    text = text.replace('"version": 2', '"version": 9')
    for copy in (folder.vault, vault.second_copy(folder.vault)):
        copy.write_text(text, encoding="utf-8")
    with pytest.raises(StoreTrouble, match="newer Clinic Desktop"):
        vault.read(folder.vault)
