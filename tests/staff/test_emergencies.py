"""Emergency access and failed sign-ins: for a reason, for an hour, never silently."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from conftest import Opener
from fixed import CHEAP, NOW, PASSWORD
from role_matrix import as_role

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import NotAllowed, Refused, WrongPassword
from clinic_desktop.phrases.commands import AddPhrase
from clinic_desktop.phrases.model import PhraseDraft
from clinic_desktop.signing_in import note_sign_in
from clinic_desktop.staff import queries
from clinic_desktop.staff.commands.emergencies import (
    BeginEmergency,
    EndEmergency,
    NoteFailedTries,
    SeeEmergency,
    SeeFailedTries,
)
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.staff.rules import emergencies as rules
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.attempts import attempts_at, opened
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.values.problems import Problems

WHY = "Client fell in the room, Maya cannot be reached"
PHRASE = PhraseDraft("Neck", "Neck feels looser")


class Ticking(Clock):
    """A clock that a test sets."""

    at = NOW

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that nobody can set, but a test."""
    now = [1000.0]
    minutes = rules.Minutes(lambda: now[0])
    monkeypatch.setattr("clinic_desktop.clinic.MINUTES_LEFT", minutes)
    return now


@pytest.fixture
def desk(clinic: Clinic, folder: ClinicFolder, seconds: list[float]) -> Iterator[Clinic]:
    """Somebody at the front desk is signed in beside the owner; the clock is their own."""
    slot = clinic.keys.slot_for("desk", "Ana Desk", "a plain desk lamp")
    clinic.do(AddPerson(PersonDraft("Ana Desk", "", "front_desk"), slot))
    made = Clinic.open(folder, clinic.keys.key, "desk", Ticking(), CHEAP)
    yield made
    made.close()


@pytest.mark.parametrize("reason", ["", "   ", "urgent", "..............", "12345 67890 12", "x" * 501])
def test_without_a_reason_in_words_there_is_none(desk: Clinic, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.do(BeginEmergency(reason))
    assert [one.field for one in refused.value.problems] == ["reason"]
    assert not desk.read.all("SELECT 1 FROM emergencies")
    assert not desk.allows("read_clinical")


def test_it_gives_clinical_records_for_an_hour_and_nothing_else(desk: Clinic, seconds: list[float]) -> None:
    assert not desk.allows("read_clinical")
    with pytest.raises(NotAllowed):
        desk.do(AddPhrase(PHRASE))
    desk.do(BeginEmergency(WHY))
    assert desk.emergency_seconds() == rules.MINUTES * 60
    assert desk.allows("read_clinical")
    assert desk.allows("clinical")
    assert not desk.allows("owner")
    assert not desk.allows("billing")
    desk.do(AddPhrase(PHRASE))
    with pytest.raises(Refused, match="goes on already"):
        desk.do(BeginEmergency(WHY))
    seconds[0] += rules.MINUTES * 60
    # By the seconds alone: the clock on the wall stands still.
    assert not desk.allows("read_clinical")
    with pytest.raises(NotAllowed):
        desk.undo()


@pytest.mark.parametrize(
    ("passed", "clock", "left"),
    [(0, 0, 3600), (600, -600, 0), (600, 0, 3000), (0, 1800, 1800), (3000, -1, 0), (0, 3600, 0), (3600, 0, 0)],
)
def test_setting_the_clock_never_prolongs_it(
    desk: Clinic, seconds: list[float], passed: int, clock: int, left: int
) -> None:
    desk.do(BeginEmergency(WHY))
    seconds[0] += passed
    desk.clock.at = NOW + timedelta(seconds=clock)  # type: ignore[attr-defined]
    assert desk.emergency_seconds() == left


def test_a_lock_does_not_stop_it_and_the_end_of_the_program_ends_it(
    desk: Clinic, folder: ClinicFolder, seconds: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.do(BeginEmergency(WHY))
    seconds[0] += 60
    again = Clinic.open(folder, desk.keys.key, "desk", desk.clock, CHEAP)
    assert again.emergency_seconds() == 3540
    note_sign_in(again)
    assert again.emergency is not None
    again.close()
    # Another run of the program knows nothing of its seconds.
    monkeypatch.setattr("clinic_desktop.clinic.MINUTES_LEFT", rules.Minutes())
    later = Clinic.open(folder, desk.keys.key, "desk", desk.clock, CHEAP)
    assert not later.allows("read_clinical")
    note_sign_in(later)
    assert later.emergency is None
    later.do(BeginEmergency(WHY))
    later.close()


def test_one_whose_end_could_not_be_written_is_in_nobodys_way(
    desk: Clinic, clinic: Clinic, folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.do(BeginEmergency(WHY)).row
    # Killed; and the sign-in after that could write nothing.
    monkeypatch.setattr("clinic_desktop.clinic.MINUTES_LEFT", rules.Minutes())
    later = Clinic.open(folder, desk.keys.key, "desk", desk.clock, CHEAP)
    assert later.emergency and not later.emergency_seconds()
    with pytest.raises(Refused, match="somebody else"):
        clinic.do(EndEmergency(before))
    later.do(BeginEmergency(WHY, later.emergency.id))
    assert later.allows("read_clinical")
    assert queries.emergency(later.read, before).ended == NOW
    with pytest.raises(Refused, match="goes on already"):
        later.do(BeginEmergency(WHY, before))
    later.close()


def test_it_is_ended_by_who_began_it(desk: Clinic, clinic: Clinic) -> None:
    row = desk.do(BeginEmergency(WHY)).row
    with pytest.raises(Refused, match="somebody else"):
        clinic.do(EndEmergency(row))
    desk.do(EndEmergency(row))
    assert not desk.allows("read_clinical")
    ended = queries.emergency(desk.read, row).ended
    desk.do(EndEmergency(row))
    assert queries.emergency(desk.read, row).ended == ended == NOW
    labels = [one["label"] for one in desk.read.all("SELECT label FROM audit WHERE table_name = 'emergencies'")]
    assert labels == ["Begin emergency access", "End emergency access"]


def test_who_may_anyway_needs_none(clinic: Clinic) -> None:
    with pytest.raises(Refused, match="anyway"):
        clinic.do(BeginEmergency(WHY))


def test_each_owner_is_told_until_they_say_that_they_saw(desk: Clinic, clinic: Clinic, folder: ClinicFolder) -> None:
    row = desk.do(BeginEmergency(WHY)).row
    second = clinic.keys.slot_for("second", "Bo Lund", PASSWORD)
    clinic.do(AddPerson(PersonDraft("Bo Lund", "", "owner"), second))
    other = Clinic.open(folder, clinic.keys.key, "second", Clock(NOW), CHEAP)
    told = queries.emergencies_unseen(clinic.read, clinic.person.id)
    assert [(one.name, one.reason, one.role) for one in told] == [("Ana Desk", WHY, "front_desk")]
    clinic.do(SeeEmergency(row))
    clinic.do(SeeEmergency(row))
    assert not queries.emergencies_unseen(clinic.read, clinic.person.id)
    assert queries.emergencies_unseen(other.read, other.person.id) == told
    with pytest.raises(NotAllowed):
        desk.do(SeeEmergency(row))
    other.close()


def test_what_happened_is_never_said_otherwise(desk: Clinic) -> None:
    row = desk.do(BeginEmergency(WHY)).row
    for change in ("reason = 'nothing of note here'", "until_at = '2027-01-01'", "retired_at = 'x'", "staff_id = 1"):
        with pytest.raises(Exception, match="only ended"):
            desk._writer._database.execute(f"UPDATE emergencies SET {change} WHERE id = ?", (row,))


def test_failed_tries_are_written_down_at_the_next_sign_in(
    clinic: Clinic, folder: ClinicFolder, open_clinic: Opener
) -> None:
    known, attempts = vault.read(folder.vault), attempts_at(folder.attempts)
    for _ in range(3):
        with pytest.raises(WrongPassword):
            opened(attempts, known, clinic.person.slot, "a wrong one", NOW)
        attempts._begun = attempts._since[clinic.person.slot] = -1000.0
    attempts.begin("recovery", NOW)
    opened(attempts, known, clinic.person.slot, PASSWORD, NOW)
    note_sign_in(clinic)
    told = queries.failed_tries_unseen(clinic.read, clinic.person.id)
    assert [(one.name, one.many, one.last) for one in told] == [("Maya Ortiz", 3, NOW), ("", 1, NOW)]
    entries = clinic.read.all("SELECT label, actor FROM audit WHERE table_name = 'failed_tries'")
    assert [tuple(one.values()) for one in entries] == [("Note failed sign-ins", clinic.person.id)] * 2
    # Once: the next sign-in has nothing to add.
    note_sign_in(clinic)
    assert len(queries.failed_tries_unseen(clinic.read, clinic.person.id)) == 2
    for one in told:
        clinic.do(SeeFailedTries(one.id))
    assert not queries.failed_tries_unseen(clinic.read, clinic.person.id)


def test_who_signs_in_notes_it_whatever_their_role(clinic: Clinic) -> None:
    as_role(clinic, "read_only")
    clinic.do(NoteFailedTries("recovery", 2, NOW.isoformat()))
    # A key of nobody is not told as the recovery key’s; the trail has it.
    clinic.do(NoteFailedTries("nobody's", 3, NOW.isoformat()))
    clinic.person = replace(clinic.person, role="owner")
    told = queries.failed_tries_unseen(clinic.read, clinic.person.id)
    assert [(one.name, one.many) for one in told] == [("", 2)]
    (noted,) = clinic.read.all("SELECT after FROM audit WHERE label = 'Note failed sign-ins' AND verb = 'note'")
    assert '"many": 3' in noted["after"].replace(":3", ": 3")


def test_ten_letters_are_a_reason_and_nine_are_none() -> None:
    for reason, fields in (("Client fell", []), ("Clientfell", []), ("Client fel", ["reason"])):
        problems = Problems()
        assert rules.read_reason(problems, reason) == reason
        assert [one.field for one in problems.found] == fields
