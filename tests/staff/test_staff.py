"""People: a key of their own, taken away with the row; only the owner changes the staff."""

import json
from dataclasses import dataclass

import pytest
from factories import SERVICE
from fixed import CHEAP, NOW, PASSWORD
from waited import wait_is_over

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import NotAllowed, Refused, WrongPassword
from clinic_desktop.practice.commands import AddService
from clinic_desktop.staff import queries
from clinic_desktop.staff.commands.people import AddPerson, ChangeKey, ChangePerson, DisablePerson, EnablePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.command import Command
from clinic_desktop.store.connection import driver
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import Transaction

DESK = "desk password one"


def add(clinic: Clinic, name: str = "Front Desk", role: str = "therapist") -> int:
    slot = clinic.keys.slot_for(vault.new_slot_id(), name, DESK)
    return clinic.do(AddPerson(PersonDraft(name, "", role), slot)).row


def sign_in(folder: ClinicFolder, name: str, password: str) -> Clinic:
    known = vault.read(folder.vault)
    slot = next(one.id for one in known.people() if one.name == name)
    return Clinic.open(folder, vault.unwrap(known, slot, password), slot, Clock(NOW), CHEAP)


def test_a_new_person_signs_in_and_does_only_daily_work(clinic: Clinic, folder: ClinicFolder) -> None:
    add(clinic)
    desk = sign_in(folder, "Front Desk", DESK)
    with pytest.raises(NotAllowed, match="owner"):
        desk.do(AddService(SERVICE))
    desk.close()


def test_who_left_the_staff_cannot_sign_in_even_with_an_old_vault(clinic: Clinic, folder: ClinicFolder) -> None:
    person = queries.person(clinic.read, add(clinic))
    old = folder.vault.read_bytes()
    clinic.do(DisablePerson(person.id, person.version, person.slot))
    assert [slot.name for slot in vault.read(folder.vault).people()] == ["Maya Ortiz"]
    folder.vault.write_bytes(old)
    with pytest.raises(NotAllowed, match="no longer on the staff"):
        sign_in(folder, "Front Desk", DESK)


def test_the_owner_stays(clinic: Clinic) -> None:
    owner = clinic.person
    with pytest.raises(Refused, match="At least one owner stays"):
        clinic.do(DisablePerson(owner.id, owner.version, owner.slot))


def test_the_same_name_twice_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Refused) as refused:
        add(clinic, "maya ortiz")
    assert refused.value.problems[0].field == "name"
    assert len(vault.read(clinic.keys.folder.vault).people()) == 1


def test_a_new_name_is_shown_at_sign_in(clinic: Clinic, folder: ClinicFolder) -> None:
    person = queries.person(clinic.read, add(clinic))
    clinic.do(ChangePerson(person.id, person.version, person.slot, PersonDraft("Ann & Co <b>")))
    sign_in(folder, "Ann & Co <b>", DESK).close()


def test_a_new_password_replaces_the_old_one(clinic: Clinic, folder: ClinicFolder) -> None:
    clinic.do(ChangeKey(clinic.keys.slot_for(clinic.person.slot, clinic.person.name, "another good one")))
    sign_in(folder, "Maya Ortiz", "another good one").close()
    with pytest.raises(WrongPassword):
        sign_in(folder, "Maya Ortiz", PASSWORD)


def test_nobody_but_the_owner_sets_somebody_elses_password(clinic: Clinic, folder: ClinicFolder) -> None:
    add(clinic)
    desk = sign_in(folder, "Front Desk", DESK)
    with pytest.raises(Refused):
        desk.do(ChangeKey(desk.keys.slot_for(clinic.person.slot, "Maya Ortiz", "mine from now on")))
    desk.do(ChangeKey(desk.keys.slot_for(desk.person.slot, "Front Desk", "a better desk word")))
    desk.close()
    sign_in(folder, "Maya Ortiz", PASSWORD).close()


def test_no_secret_shows_in_a_repr(clinic: Clinic) -> None:
    slot = clinic.keys.slot_for("x", "Ann", DESK)
    shown = repr(AddPerson(PersonDraft("Ann"), slot)) + repr(clinic.keys)
    assert slot.wrapped not in shown
    assert clinic.keys.key.hex() not in shown
    assert repr(clinic.keys.key) not in shown


def test_an_owner_stays_whoever_takes_the_role_away(clinic: Clinic) -> None:
    owner = clinic.person
    with pytest.raises(Refused) as refused:
        clinic.do(ChangePerson(owner.id, owner.version, owner.slot, PersonDraft(owner.name, "1", "therapist")))
    assert [one.field for one in refused.value.problems] == ["role"]
    # Also by a write that no command of ours would do.
    with pytest.raises(driver().IntegrityError, match="at least one owner stays"):
        clinic.do(_Demote(owner.id))


@dataclass(frozen=True)
class _Demote(Command):
    id: int
    label = "Demote"
    permission = "owner"

    def perform(self, tx: Transaction) -> int:
        return tx.update("staff", self.id, {"role": "therapist"}, None)


def test_an_owner_may_step_back_once_there_is_another(clinic: Clinic) -> None:
    second, owner = queries.person(clinic.read, add(clinic, "Bo Lund")), clinic.person
    clinic.do(ChangePerson(second.id, second.version, second.slot, PersonDraft("Bo Lund", "", "owner")))
    clinic.do(ChangePerson(owner.id, owner.version, owner.slot, PersonDraft(owner.name, "1", "biller")))
    # From now on, and not from the next sign-in.
    with pytest.raises(NotAllowed, match="The role Biller may not"):
        clinic.do(AddService(SERVICE))
    said = clinic.read.all("SELECT before, after FROM audit WHERE label = 'Change person' ORDER BY id")
    assert [(json.loads(one["before"])["role"], json.loads(one["after"])["role"]) for one in said] == [
        ("therapist", "owner"),
        ("owner", "biller"),
    ]


def test_a_role_that_is_none_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Refused) as refused:
        add(clinic, "Bo Lund", "king")
    assert [one.field for one in refused.value.problems] == ["role"]


def test_who_is_disabled_stays_listed_and_comes_back_with_a_new_password(clinic: Clinic, folder: ClinicFolder) -> None:
    person = queries.person(clinic.read, add(clinic))
    before = folder.vault.read_bytes()
    clinic.do(DisablePerson(person.id, person.version, person.slot))
    assert [one.name for one in queries.people_page(clinic.read).rows] == ["Maya Ortiz", "Front Desk"]
    gone = queries.person(clinic.read, person.id)
    assert gone.disabled_at == NOW
    # From both copies of the key file.
    for copy in (folder.vault, vault.second_copy(folder.vault)):
        assert person.slot not in copy.read_text()
    with pytest.raises(Refused, match="A disabled person has this name"):
        add(clinic, "FRONT DESK")
    clinic.do(
        EnablePerson(gone.id, gone.version, clinic.keys.slot_for(vault.new_slot_id(), gone.name, "quite another"))
    )
    sign_in(folder, "Front Desk", "quite another").close()
    with pytest.raises(WrongPassword):
        sign_in(folder, "Front Desk", DESK)
    # The key file of before comes back: what it holds opens nothing, though they are on the staff again.
    for copy in (folder.vault, vault.second_copy(folder.vault)):
        copy.write_bytes(before)
    with pytest.raises(NotAllowed, match="no longer on the staff"):
        sign_in(folder, "Front Desk", DESK)


def test_nobody_disables_themselves_nor_enables_who_is_not_disabled(clinic: Clinic, folder: ClinicFolder) -> None:
    second = queries.person(clinic.read, add(clinic, "Bo Lund", "owner"))
    owner = clinic.person
    with pytest.raises(Refused, match="You are signed in as this person"):
        clinic.do(DisablePerson(owner.id, owner.version, owner.slot))
    with pytest.raises(Refused, match="not disabled"):
        clinic.do(EnablePerson(second.id, second.version, clinic.keys.slot_for("new", "Bo Lund", DESK)))
    assert {one.name for one in vault.read(folder.vault).people()} == {"Maya Ortiz", "Bo Lund"}


def test_a_name_is_the_same_in_all_letters(clinic: Clinic) -> None:
    add(clinic, "Élan Ñuñez")
    with pytest.raises(Refused, match="has this name"):
        add(clinic, "ÉLAN ÑUÑEZ")


def test_ones_own_new_password_asks_for_the_old_one(clinic: Clinic, folder: ClinicFolder) -> None:
    with pytest.raises(WrongPassword):
        clinic.keys.slot_for_new(clinic.person.slot, "not the old one", "another good one", NOW)
    with pytest.raises(WrongPassword, match="try again in 1 second"):
        clinic.keys.slot_for_new(clinic.person.slot, PASSWORD, "another good one", NOW)
    wait_is_over(folder)
    clinic.do(ChangeKey(clinic.keys.slot_for_new(clinic.person.slot, PASSWORD, "another good one", NOW)))
    sign_in(folder, "Maya Ortiz", "another good one").close()


def test_a_wrong_password_never_opens(clinic: Clinic, folder: ClinicFolder) -> None:
    known, slot = vault.read(folder.vault), clinic.person.slot
    tried = [PASSWORD[:-1], PASSWORD + " ", PASSWORD.upper(), "", *(f"{PASSWORD}{number}" for number in range(200))]
    for one in tried:
        with pytest.raises(WrongPassword):
            vault.unwrap(known, slot, one)
