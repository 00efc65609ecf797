"""A move to another computer, and emergency access, with a fault at calls that write: the clinic goes on here or there,
never in both and never in neither, and what is on the stick is whole."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest
from bench.safety import kernel
from bench.safety.desk import LATER, Desk, copied, opened, prepared, stick_of
from bench.safety.holding import found_in, is_whole
from bench.safety.trials import DONE, Fault, calls_of, course, judged, states_of, trial
from bench.safety.watching import Fate, run_watched
from bench.safety.work.course import Workload
from factories import new_client
from fixed import NOW, PASSWORD

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.drills.commands import GoOnHere, MoveAway
from clinic_desktop.jobs import Progress
from clinic_desktop.staff.commands.emergencies import BeginEmergency, EndEmergency
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.beside import standing
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder

_CANNOT = kernel.why_not()
pytestmark = pytest.mark.skipif(bool(_CANNOT), reason=_CANNOT or "writes can be watched here")
_FATES: dict[Fault, Fate] = {"killed": "killed", "torn": "torn", "no_room": "full"}
_DESK_SLOT = "fedcba9876543210"


def somebody(desk: Desk) -> None:
    new_client(desk.clinic, ClientDraft("Ida", "", "Larkin"))


def taken(desk: Desk) -> None:
    back_up_to(desk.folder, prepared().key, stick_of(desk.folder), NOW, Progress())


def away(desk: Desk) -> None:
    desk.clinic.do(MoveAway(NOW))


MOVE = Workload("a move", (somebody, taken, away))


def points(work: Workload, at_each: int, last: int) -> Iterator[tuple[int, Fault]]:
    """Some of the calls, by turns with each fault, and every one of the last few."""
    calls = calls_of(work)
    some = [at for at in range(calls) if at % at_each == 0 or at >= calls - last]
    for number, at in enumerate(some):
        yield at, ("killed", "no_room", "torn")[number % 3]


def test_a_move_is_done_or_not_at_all() -> None:
    states = states_of(MOVE)
    came = set()
    for at, fault in points(MOVE, 131, 5):
        folder = copied()
        fate = _FATES[fault]

        def decide(number: int, *_: object, at: int = at, fate: Fate = fate) -> Fate:
            return fate if number == at or (number > at and fate == "full") else "made"

        ended = run_watched(partial(course, MOVE, folder), (folder.path.parent,), decide)
        assert ended.is_hit
        what = f"{fault} at {at}: {ended.told}"
        is_moved, told = bool(standing.read(folder).moved_at), sum(one.startswith(DONE) for one in ended.told)
        # Acknowledged it lasts; and nobody is kept out before there is a whole one to go on from.
        assert is_moved or told < len(MOVE.steps), what
        if is_moved:
            assert [is_whole(one, prepared().key) for one in backups_in(stick_of(folder))] == [True], what
        judgement = judged(ended, found_in(folder), states, what)
        assert judgement.is_well, judgement.words
        if is_moved:
            go_on(folder)
        came.add(is_moved)
    assert came == {True, False}


def go_on(folder: ClinicFolder) -> None:
    """An owner says that it goes on here; the trail has why it did not."""
    with closing(opened(folder, Clock(LATER))) as clinic:
        assert clinic.is_moved
        assert clinic.read.all("SELECT id FROM audit WHERE label = ?", MoveAway.label)
        clinic.do(GoOnHere())
    standing.begin_anew(folder)


def at_the_desk(desk: Desk) -> Clinic:
    """The front desk, whose role reads no notes."""
    keys = desk.clinic.keys
    desk.close()
    return Clinic.open(desk.folder, keys.key, _DESK_SLOT, Clock(NOW), keys.cost)


def joins(desk: Desk) -> None:
    draft = PersonDraft("Night Desk", "", "front_desk")
    desk.clinic.do(AddPerson(draft, desk.clinic.keys.slot_for(_DESK_SLOT, "Night Desk", PASSWORD)))


def begins(desk: Desk) -> None:
    with closing(at_the_desk(desk)) as clinic:
        clinic.do(BeginEmergency("Client fainted; Maya is not in"))
        assert clinic.allows("clinical")


def ends(desk: Desk) -> None:
    with closing(at_the_desk(desk)) as clinic:
        clinic.do(EndEmergency(1))


def test_emergency_access_is_begun_and_ended_or_not_at_all() -> None:
    work = Workload("emergency access", (joins, begins, ends))
    states = states_of(work)
    assert len({one.rows for one in states}) == len(states)
    for at, fault in points(work, 19, 3):
        found = trial(work, states, at, fault)
        assert found.is_hit
        assert found.is_well, found.words
