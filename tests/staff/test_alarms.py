"""What is loud: emergency access that goes on, and for an owner what happened since they looked."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from fixed import CHEAP, NOW
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.staff.commands.emergencies import BeginEmergency, NoteFailedTries
from clinic_desktop.staff.commands.keys import give_notice
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import NoticeKind, PersonDraft
from clinic_desktop.staff.rules import emergencies as rules
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.command import Command
from clinic_desktop.store.keys.attempts import attempts_at
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import Transaction
from ui.kit.banner import Banner
from ui.session import Session
from ui.staff.alarms import AlarmBar

WHY = "Client fell in the room, Maya cannot be reached"


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("clinic_desktop.clinic.MINUTES_LEFT", rules.Minutes(lambda: now[0]))
    return now


def bar_of(qtbot: QtBot, clinic: Clinic) -> AlarmBar:
    made = AlarmBar(Session(clinic))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_quiet_clinic_has_none(qtbot: QtBot, clinic: Clinic) -> None:
    bar = bar_of(qtbot, clinic)
    bar.reload()
    assert seen(bar) == ""
    assert not bar._layout.count()


def test_emergency_access_is_told_with_its_minutes_and_ended(
    qtbot: QtBot, clinic: Clinic, folder: ClinicFolder, ticks: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.do(
        AddPerson(PersonDraft("Ana Desk", "", "front_desk"), clinic.keys.slot_for("desk", "Ana Desk", "plain lamp"))
    )
    desk = Clinic.open(folder, clinic.keys.key, "desk", Clock(NOW), CHEAP)
    bar, owners = bar_of(qtbot, desk), bar_of(qtbot, clinic)
    desk.do(BeginEmergency(WHY))
    assert "60 minutes left" in seen(bar)
    assert WHY in seen(bar)
    # Nobody closes it.
    assert "Close" not in [made.text() for made in bar.findChildren(type(bar.lasting._close)) if made.isVisible()]  # type: ignore[union-attr]
    ticks[0] += 59 * 60 + 1
    bar._count()
    assert "1 minute left" in seen(bar)
    ticks[0] += 60
    bar._count()
    assert seen(bar) == ""
    assert desk.emergency is None
    owners.reload()
    assert "Emergency access by" in seen(owners)
    assert "Ana Desk" in seen(owners)
    assert WHY in seen(owners)
    press(qtbot, owners, "I have seen this")
    assert seen(owners) == ""
    desk.do(BeginEmergency(WHY))
    owners.reload()
    assert "and it goes on" in seen(owners)
    press(qtbot, bar, "End now")
    assert seen(bar) == ""
    desk.do(BeginEmergency(WHY))
    with monkeypatch.context() as full:
        full.setattr(bar._session, "attempt", lambda _: False)
        ticks[0] += 3600
        bar._count()
    assert seen(bar) == "" and desk.emergency is not None
    desk.close()


def test_failed_tries_are_told_to_an_owner_and_to_nobody_else(
    qtbot: QtBot, clinic: Clinic, folder: ClinicFolder
) -> None:
    attempts = attempts_at(folder.attempts)
    for _ in range(3):
        attempts.begin(clinic.person.slot, NOW - timedelta(hours=2))
    attempts.begin("recovery", NOW)
    bar = bar_of(qtbot, clinic)
    assert "3 failed tries to sign in as \u2068Maya Ortiz\u2069, the last on 24 Nov 2026" in seen(bar)
    assert "1 failed try with the recovery key, on 24 Nov 2026" in seen(bar)
    clinic.person = replace(clinic.person, role="therapist")
    bar.reload()
    assert seen(bar) == ""


def test_what_happened_to_keys_and_the_record_is_told_to_an_owner(
    qtbot: QtBot, clinic: Clinic, folder: ClinicFolder
) -> None:
    kinds: tuple[NoticeKind, ...] = ("recovery", "other key", "key of gone", "restore", "old owner", "tries")
    clinic.do(_Tell(tuple((kind, clinic.person.id) for kind in kinds[:3])))
    clinic.do(AddPerson(PersonDraft("Bo Lund", "", "owner"), clinic.keys.slot_for("bo", "Bo Lund", "plain lamp")))
    clinic.do(_Tell((("restore", 2), ("old owner", 2), ("tries", None), ("other key", None))))
    bar = bar_of(qtbot, clinic)
    said = seen(bar)
    for words in (
        "The recovery key gave \u2068Maya Ortiz\u2069 a new password on 24 Nov 2026",
        "another key for \u2068Maya Ortiz\u2069 than the last one that was given",
        "\u2068Maya Ortiz\u2069 is disabled, and had a key in the key file again",
        "\u2068Bo Lund\u2069 restored a backup on 24 Nov 2026",
        "so an owner of that day was let in",
        "The count of failed tries to sign in was taken away",
        "another recovery key than the last one",
    ):
        assert words in said
    for _ in range(len(kinds) + 1):
        press(qtbot, bar, "I have seen this")
    assert seen(bar) == ""
    clinic.person = replace(clinic.person, role="therapist")
    clinic.do(_Tell((("tries", None),)))
    bar.reload()
    assert seen(bar) == ""


@dataclass(frozen=True)
class _Tell(Command):
    told: tuple[tuple[NoticeKind, int | None], ...]
    label = "Tell"
    permission = "anyone"

    def perform(self, tx: Transaction) -> int:
        return [give_notice(tx, kind, person, NOW.isoformat()) for kind, person in self.told][-1]


def test_what_one_person_failed_at_on_several_days_is_one_line_and_seen_at_once(qtbot: QtBot, clinic: Clinic) -> None:
    bar = bar_of(qtbot, clinic)
    slot = clinic.person.slot
    clinic.do(NoteFailedTries(slot, 1, (NOW - timedelta(days=2)).isoformat()))
    # A slip is told quietly.
    assert [one.property("banner") for one in bar.findChildren(Banner) if one.isVisible()] == ["note"]
    clinic.do(NoteFailedTries(slot, 2, NOW.isoformat()))
    assert "3 failed tries to sign in as \u2068Maya Ortiz\u2069, the last on 24 Nov 2026" in seen(bar)
    assert [one.property("banner") for one in bar.findChildren(Banner) if one.isVisible()] == ["warning"]
    press(qtbot, bar, "I have seen this")
    assert seen(bar) == ""


def test_a_full_disk_says_so_and_lets_in(qtbot: QtBot, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Clinic) -> None:
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr("ui.staff.alarms.note_sign_in", full)
    session, told = Session(clinic), list[str]()
    session.fault.connect(told.append)
    bar = AlarmBar(session)
    qtbot.addWidget(bar)
    qtbot.waitUntil(lambda: told == ["The disk is full."])
