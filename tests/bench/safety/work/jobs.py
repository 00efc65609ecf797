"""What runs long or replaces much: backups, thinning, imports, restores, a move; as courses like the others."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

from bench.safety.desk import Desk, export_of, prepared, stick_of
from bench.safety.work.course import Workload
from bench.safety.work.daily import FRONT_DESK, add_person
from factories import new_client
from fixed import CHEAP, NOW, PASSWORD
from imported import imported

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.drills.commands import GoOnHere, MoveAway
from clinic_desktop.exports.loader.exporting import export_beside
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import CheckRecoveryKey
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.salvaging import save_anew
from clinic_desktop.staff.commands.emergencies import BeginEmergency, EndEmergency, SeeEmergency
from clinic_desktop.store.backups import backup, drill, restore, second_place
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.beside import outside, standing
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.attempts import Attempts
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.model import VisitNoteDraft


def _back_up(desk: Desk, days: int) -> None:
    backup.back_up(desk.folder, prepared().key, NOW + timedelta(days=days), Progress())


def _to_a_stick(desk: Desk) -> None:
    backup.back_up_to(desk.folder, prepared().key, stick_of(desk.folder), NOW, Progress())


def _restore(desk: Desk, at: int) -> None:
    """The backup of that number, the newest first, over what is there; the clinic is closed meanwhile. One that came
    as far as its last steps is only ended, as the window does it."""
    desk.close()
    if desk.folder.is_restoring():
        restore.finish(desk.folder)
        return
    one = [found for found in backups_in(desk.folder.backups) if found.manifest.kind == "work"][at]
    clock = Clock(NOW + timedelta(hours=1))
    restore_backup(desk.folder, Restoring(one, prepared().slot, PASSWORD), CHEAP, clock, Progress())


def _somebody(desk: Desk, name: str) -> None:
    new_client(desk.clinic, ClientDraft(name, "", "Larkin"))


def _choose_second(desk: Desk) -> None:
    place = stick_of(desk.folder)
    # What somebody does outside the program: where the disk does not let them, it is not done.
    with suppress(OSError):
        place.mkdir(exist_ok=True)
    second_place.choose(desk.folder, desk.clinic.keys.clinic, place, NOW)


def _to_second(desk: Desk, days: int) -> None:
    backup.keep_second(desk.folder, prepared().key, stick_of(desk.folder), NOW + timedelta(days=days), Progress())


def _before_risk(desk: Desk) -> None:
    backup.back_up_before(desk.clinic.keys, "import", NOW, Progress())


def _import(desk: Desk) -> None:
    lines = "".join(f"Ada {number},Lovelace,3/4/198{number % 10}\n" for number in range(20))
    imported(desk.clinic, "First name,Last name,Date of birth\n" + lines)


def _take_back(desk: Desk) -> None:
    desk.clinic.do(TakeBackImport(1, 1))


def _practise(desk: Desk) -> None:
    drill.practise(desk.folder, prepared().key, backups_in(desk.folder.backups)[0], Progress())


def _save_anew(desk: Desk) -> None:
    """A salvage, of a file that has nothing wrong, looked at and given up."""
    desk.close()
    save_anew(desk.folder, prepared().key, prepared().slot, Clock(NOW), Progress())
    restore.forget_part(desk.folder)


def _emergency(desk: Desk, done: Callable[[Clinic], object]) -> None:
    """Somebody of the front desk signs in, whose role reads no clinical records."""
    desk.close()
    clinic = Clinic.open(desk.folder, prepared().key, FRONT_DESK, Clock(NOW), CHEAP)
    try:
        done(clinic)
    finally:
        clinic.close()


def _note_it(clinic: Clinic) -> None:
    """What that role may not do otherwise."""
    clinic.do(WriteNote(prepared().other_visits[2], 0, VisitNoteDraft("Fell in the room")))


def _see(desk: Desk) -> None:
    desk.clinic.do(SeeEmergency(1))


def _new_recovery_key(desk: Desk) -> None:
    desk.clinic.do(CheckRecoveryKey(prepared().other_recovery[1]))


def _move_away(desk: Desk) -> None:
    desk.clinic.do(MoveAway(NOW))
    desk.close()


def _go_on_here(desk: Desk) -> None:
    """An owner says so at the start, as `ui.start.standing` does it."""
    desk.clinic.do(GoOnHere())
    desk.close()
    standing.note_here(desk.folder)


def _export(desk: Desk) -> None:
    """Everything, into a folder outside; what an earlier try left half written goes first, as at a start."""
    outside.sweep_outside(desk.folder, prepared().key)
    export_beside(desk.folder, prepared().key, export_of(desk.folder), NOW.date(), Progress())


def _stray_tries(desk: Desk) -> None:
    """Somebody who does not know the password, twice; then somebody who does. Nobody is kept out by a full disk."""
    tries = Attempts(desk.folder.attempts)
    for _ in range(2):
        tries.begin(prepared().slot, NOW)
    tries.drop(prepared().slot, has_opened=True)


JOBS = (
    Workload(
        "emergency access: begun, used, ended, seen",
        (
            add_person,
            partial(_emergency, done=lambda clinic: clinic.do(BeginEmergency("Client fell, nobody can be reached"))),
            partial(_emergency, done=_note_it),
            partial(_emergency, done=lambda clinic: clinic.do(EndEmergency(1))),
            _see,
        ),
    ),
    Workload("a new recovery key", (_new_recovery_key, partial(_somebody, name="Ida"))),
    Workload("a move to another computer, and back", (_to_a_stick, _move_away, _go_on_here)),
    Workload("an export of everything", (_export, partial(_somebody, name="Ida"))),
    Workload("passwords that are wrong", (_stray_tries, partial(_somebody, name="Ida"))),
    Workload("a second place", (_choose_second, partial(_to_second, days=1))),
    Workload("an import, after a backup, taken back", (_before_risk, _import, _take_back)),
    Workload("a restore that is only tried", (_practise,), backups=True),
    Workload("a salvage that is given up", (_save_anew,)),
    Workload(
        "backups, thinned",
        (
            *(partial(_somebody, name="Ida"), partial(_back_up, days=1)),
            *(partial(_somebody, name="Ada"), partial(_back_up, days=8)),
        ),
        backups=True,
    ),
    Workload("a backup on a stick", (partial(_somebody, name="Ida"), _to_a_stick)),
    Workload("a restore", (partial(_somebody, name="Ida"), partial(_restore, at=1)), backups=True),
)
