"""A slot that was made when a guess cost less is made dearer at sign-in, and never cheaper."""

import pytest
from fixed import CHEAP, PASSWORD

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import KeyRing, strengthen
from clinic_desktop.store.keys.vault import KeyCost

DEARER = KeyCost(memory_kib=2048, passes=1, lanes=1)


def ring(clinic: Clinic, cost: KeyCost) -> KeyRing:
    return KeyRing(clinic.keys.folder, clinic.keys.clinic, clinic.keys.key, cost)


def test_it_is_made_dearer_with_the_same_password(clinic: Clinic) -> None:
    file, slot_id = clinic.keys.folder.vault, clinic.person.slot
    before = vault.read(file).slot(slot_id)
    strengthen(ring(clinic, DEARER), before, PASSWORD)
    known = vault.read(file)
    assert known.slot(slot_id).memory_kib == DEARER.memory_kib
    assert known.slot(slot_id).name == before.name
    assert vault.unwrap(known, slot_id, PASSWORD) == clinic.keys.key
    # Both copies, and nobody else's slot.
    assert vault.second_copy(file).read_bytes() == file.read_bytes()
    assert {one.id for one in known.slots if one.memory_kib == CHEAP.memory_kib} == {"recovery"}
    # A computer that makes cheaper keys takes nothing back.
    strengthen(ring(clinic, CHEAP), known.slot(slot_id), PASSWORD)
    assert vault.read(file) == known


def test_a_disk_that_does_not_take_it_keeps_nobody_out(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreTrouble("full")

    monkeypatch.setattr(vault, "write", full)
    before = vault.read(clinic.keys.folder.vault)
    strengthen(ring(clinic, DEARER), before.slot(clinic.person.slot), PASSWORD)
    assert vault.read(clinic.keys.folder.vault) == before


def test_a_slot_from_before_there_were_sums_gets_its_own(clinic: Clinic) -> None:
    file, slot_id = clinic.keys.folder.vault, clinic.person.slot
    known = vault.read(file)
    vault.write(file, known.with_slot(known.slot(slot_id)._replace(check="")))
    strengthen(clinic.keys, vault.read(file).slot(slot_id), PASSWORD)
    assert vault.read(file) == known
