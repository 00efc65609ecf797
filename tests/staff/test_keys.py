"""Which key is which: a key file that comes back from an older copy is seen, and the trail tells of no key that was not
given."""

import pytest
from fixed import NOW, PASSWORD

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.practice.commands import CheckRecoveryKey
from clinic_desktop.practice.queries import practice
from clinic_desktop.signing_in import note_sign_in
from clinic_desktop.staff import queries
from clinic_desktop.staff.commands.keys import NoteKeys, SeeNotice
from clinic_desktop.staff.commands.people import AddPerson, ChangeKey, ChangePerson, DisablePerson, EnablePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.attempts import attempts_at
from clinic_desktop.store.keys.given import note_given
from clinic_desktop.store.keys.keyring import ClinicFolder, strengthen
from clinic_desktop.store.keys.vault import KeyCost, Slot

NEW = "quite another one"


def told(clinic: Clinic) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in queries.notices_unseen(clinic.read, clinic.person.id)]


def entries(clinic: Clinic) -> list[str]:
    found = clinic.read.all("SELECT label, verb FROM audit ORDER BY id")
    return [f"{one['label']}: {one['verb']}" for one in found]


def new_password(clinic: Clinic) -> Slot:
    return clinic.keys.slot_for(clinic.person.slot, clinic.person.name, NEW)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The disk takes rows and no key file; `undo` makes room."""

    def refuse(*_: object) -> None:
        raise StoreTrouble("full")

    monkeypatch.setattr("clinic_desktop.store.keys.vault.write_beside", refuse)
    return monkeypatch


def test_a_sign_in_where_all_is_as_it_was_notes_nothing(clinic: Clinic) -> None:
    note_sign_in(clinic)
    # Where the count of failed tries stands, once.
    assert entries(clinic)[-1] == "Note the count of failed sign-ins: update"
    before = entries(clinic)
    note_sign_in(clinic)
    assert entries(clinic) == before
    assert told(clinic) == []


def test_an_older_key_file_is_seen_by_every_owner_once(clinic: Clinic, folder: ClinicFolder) -> None:
    old = folder.vault.read_bytes()
    _, recovery = clinic.keys.recovery_slot()
    clinic.do(ChangeKey(new_password(clinic)))
    clinic.do(CheckRecoveryKey(recovery))
    note_sign_in(clinic)
    assert told(clinic) == []
    for copy in (folder.vault, vault.second_copy(folder.vault)):
        copy.write_bytes(old)
    # The old password opens it: the cipher knows no time. But not unseen.
    assert vault.unwrap(vault.read(folder.vault), clinic.person.slot, PASSWORD) == clinic.keys.key
    for _ in range(2):
        note_sign_in(clinic)
        assert told(clinic) == [("other key", "Maya Ortiz"), ("other key", "")]
        # What was typed back was another one.
        assert practice(clinic.read).recovery_key_checked_at is None
    for one in queries.notices_unseen(clinic.read, clinic.person.id):
        clinic.do(SeeNotice(one.id))
        clinic.do(SeeNotice(one.id))
    assert told(clinic) == []


def test_a_key_that_the_recovery_key_gave_is_told_as_that(clinic: Clinic, folder: ClinicFolder) -> None:
    slot = new_password(clinic)
    clinic.keys.put(slot)
    note_given(folder.vault, slot, "recovery")
    note_sign_in(clinic)
    note_sign_in(clinic)
    assert told(clinic) == [("recovery", "Maya Ortiz")]


def test_a_dearer_guess_is_no_news(clinic: Clinic) -> None:
    clinic.keys.cost = KeyCost(2048, 1, 1)
    known = vault.read(clinic.keys.folder.vault)
    strengthen(clinic.keys, known.slot(clinic.person.slot), PASSWORD)
    note_sign_in(clinic)
    assert told(clinic) == []
    assert entries(clinic)[-1] == "Note keys: update"
    assert [one for one in entries(clinic) if one.startswith("Note keys")] == ["Note keys: update"]


def test_what_was_there_before_keys_were_marked_is_taken_as_it_is(clinic: Clinic) -> None:
    clinic._writer._database.execute("UPDATE staff SET key_mark = ''")
    clinic._writer._database.execute("UPDATE practice SET recovery_mark = ''")
    note_sign_in(clinic)
    assert told(clinic) == []
    assert all(queries.key_marks(clinic.read).values())
    assert queries.recovery_mark(clinic.read)


def test_a_key_of_somebody_disabled_is_taken_out_and_told(clinic: Clinic, folder: ClinicFolder) -> None:
    slot = clinic.keys.slot_for("ann", "Ann Poe", PASSWORD)
    row = clinic.do(AddPerson(PersonDraft("Ann Poe"), slot)).row
    old = folder.vault.read_bytes()
    clinic.do(DisablePerson(row, queries.person(clinic.read, row).version, "ann"))
    folder.vault.write_bytes(old)
    note_sign_in(clinic)
    assert told(clinic) == [("key of gone", "Ann Poe")]
    assert not clinic.keys.has("ann")
    note_sign_in(clinic)
    assert len(told(clinic)) == 1


def test_no_password_was_changed_that_the_disk_did_not_take(clinic: Clinic, full: pytest.MonkeyPatch) -> None:
    before, mark = entries(clinic), queries.key_marks(clinic.read)
    with pytest.raises(StoreTrouble, match="full"):
        clinic.do(ChangeKey(new_password(clinic)))
    full.undo()
    assert entries(clinic) == [*before, "Change password: update", "Take back what the key file did not take: update"]
    assert queries.key_marks(clinic.read) == mark
    note_sign_in(clinic)
    assert told(clinic) == []
    assert vault.unwrap(vault.read(clinic.keys.folder.vault), clinic.person.slot, PASSWORD) == clinic.keys.key
    # And done again it counts.
    clinic.do(ChangeKey(new_password(clinic)))
    assert vault.unwrap(vault.read(clinic.keys.folder.vault), clinic.person.slot, NEW) == clinic.keys.key


def test_a_recovery_key_that_the_disk_did_not_take_is_not_called_checked(
    clinic: Clinic, full: pytest.MonkeyPatch
) -> None:
    mark = queries.recovery_mark(clinic.read)
    with pytest.raises(StoreTrouble):
        clinic.do(CheckRecoveryKey(clinic.keys.recovery_slot()[1]))
    assert practice(clinic.read).recovery_key_checked_at is None
    assert queries.recovery_mark(clinic.read) == mark


def test_somebody_without_a_key_is_given_one_in_one_step(clinic: Clinic, full: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreTrouble):
        clinic.do(AddPerson(PersonDraft("Ann Poe"), clinic.keys.slot_for("ann", "Ann Poe", PASSWORD)))
    full.undo()
    ann = queries.person_of_slot(clinic.read, "ann")
    assert ann is not None
    assert not clinic.keys.has("ann")
    note_sign_in(clinic)
    assert told(clinic) == []
    clinic.do(ChangeKey(clinic.keys.slot_for("ann", "Ann Poe", NEW)))
    known = vault.read(clinic.keys.folder.vault)
    assert vault.unwrap(known, "ann", NEW) == clinic.keys.key


def test_names_and_people_are_as_the_key_file_has_them(clinic: Clinic, full: pytest.MonkeyPatch) -> None:
    full.undo()
    row = clinic.do(AddPerson(PersonDraft("Ann Poe"), clinic.keys.slot_for("ann", "Ann Poe", PASSWORD))).row
    ann = queries.person(clinic.read, row)
    with full.context() as again:
        again.setattr(vault, "write", lambda *_: (_ for _ in ()).throw(StoreTrouble("full")))
        with pytest.raises(StoreTrouble):
            clinic.do(ChangePerson(row, ann.version, "ann", PersonDraft("Ann Roe")))
        ann = queries.person(clinic.read, row)
        assert ann.name == "Ann Poe"
        # Whoever has to go is gone all the same.
        with pytest.raises(StoreTrouble):
            clinic.do(DisablePerson(row, ann.version, "ann"))
        ann = queries.person(clinic.read, row)
        assert ann.disabled_at
        with pytest.raises(StoreTrouble):
            clinic.do(EnablePerson(row, ann.version, clinic.keys.slot_for("anew", "Ann Poe", NEW)))
        assert queries.person(clinic.read, row).disabled_at
        assert queries.person(clinic.read, row).slot == "ann"


def test_an_old_name_at_sign_in_follows_the_record(clinic: Clinic) -> None:
    known = vault.read(clinic.keys.folder.vault)
    slot = known.slot(clinic.person.slot)
    vault.write(clinic.keys.folder.vault, known.with_slot(vault.renamed(known.clinic, slot, "Maya O.")))
    note_sign_in(clinic)
    assert vault.read(clinic.keys.folder.vault) == known


def test_where_the_disk_takes_nothing_it_is_noted_another_time(
    clinic: Clinic, folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = new_password(clinic)
    clinic.keys.put(slot)
    note_given(folder.vault, slot, "recovery")

    def full(*_: object) -> int:
        raise StoreTrouble("full")

    with monkeypatch.context() as patched:
        patched.setattr(NoteKeys, "perform", full)
        with pytest.raises(StoreTrouble):
            note_sign_in(clinic)
    note_sign_in(clinic)
    assert told(clinic) == [("recovery", "Maya Ortiz")]


def test_a_count_of_tries_that_was_taken_away_is_told(
    clinic: Clinic, folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts_at(folder.attempts).begin("ann", NOW)
    note_sign_in(clinic)
    before = entries(clinic)
    note_sign_in(clinic)
    assert entries(clinic) == before
    assert told(clinic) == []
    folder.attempts.unlink()
    # Another run of the program.
    monkeypatch.setattr("clinic_desktop.store.keys.attempts._KNOWN", {})
    note_sign_in(clinic)
    note_sign_in(clinic)
    assert told(clinic) == [("tries", "")]
