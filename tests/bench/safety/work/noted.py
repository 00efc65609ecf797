"""What the program notes of itself: who came and looked, what left, what was found and put right; and past visits that
came with an import. Most of it changes no row: what is asked of it is that the trail holds."""

import contextlib
import os
from datetime import timedelta
from functools import partial
from pathlib import Path

from bench.safety.desk import ONE, OTHER, Desk, export_of, prepared, stick_of
from bench.safety.work.course import Workload, newest
from fixed import CHEAP, NOW
from imported import imported

from clinic_desktop.audit.commands import NoteBackup, NoteClose, NoteHandOut, NoteLock, NoteLook, NoteLooks, SettleTrail
from clinic_desktop.checkup.commands import NoteCheckup, NoteMending, RebuildSearch, put_right
from clinic_desktop.checkup.model import Repair
from clinic_desktop.checkup.queries.course import check
from clinic_desktop.clients.commands import AddAlert
from clinic_desktop.clients.model import AlertDraft, ClientId
from clinic_desktop.clinic import Clinic, bring_up_to_date
from clinic_desktop.drills.commands import ChooseSecondPlace, NoteDrill
from clinic_desktop.drills.model import CameBack, Drill
from clinic_desktop.exports.commands import BeginExport, NoteExport, NoteRecord
from clinic_desktop.exports.loader.exporting import export_beside
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups import backup, second_place
from clinic_desktop.store.beside import outside
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.chain import Head
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.trail import anchors_of, end_of, greet, note_proof, read_whole


def _alert(desk: Desk, words: str) -> None:
    """A row between what changes none: it does not get lost."""
    desk.clinic.do(AddAlert(ClientId(ONE), AlertDraft("desk", words)))


def _greet(desk: Desk) -> None:
    greet(desk.clinic, desk.folder.path.with_name("person"))


_sitting = Workload(
    "a sitting: signed in, looked, printed, locked, closed",
    (
        _greet,
        lambda desk: desk.clinic.do(NoteLook(ONE, "health")),
        lambda desk: desk.clinic.do(NoteLooks((NoteLook(ONE, "bill", prepared().bill), NoteLook(OTHER)))),
        partial(_alert, words="Asked for a copy"),
        lambda desk: desk.clinic.do(NoteHandOut("print", "Superbill", "bills", prepared().bill)),
        lambda desk: desk.clinic.do(NoteRecord(ONE, "client", ("health", "notes"), "2026-11-01", "2026-11-24")),
        lambda desk: desk.clinic.do(NoteLock()),
        lambda desk: desk.clinic.do(NoteClose()),
    ),
)


def _remove(path: Path) -> None:
    """What somebody does outside the program: where the disk does not let them, it is not done."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _without_anchor(desk: Desk) -> None:
    """Somebody removed it between two sign-ins."""
    _remove(desk.folder.path.with_name(f"{desk.folder.path.name}.trail.json"))
    _greet(desk)


def _with_a_later_end(desk: Desk) -> None:
    """The trail went on once, and its end is not there any more."""
    keys, end = desk.clinic.keys, end_of(desk.clinic.read)
    anchors_of(keys, desk.folder.path.with_name("person")).write(Head(end.entries + 4, "ab" * 32), NOW)
    _greet(desk)


def _an_hour_before(desk: Desk) -> None:
    """The clock of the computer was set back."""
    desk.close()
    clinic = Clinic.open(desk.folder, prepared().key, prepared().slot, Clock(NOW - timedelta(hours=1)), CHEAP)
    try:
        greet(clinic, None)
    finally:
        clinic.close()


def _prove(desk: Desk) -> None:
    note_proof(desk.clinic, read_whole(desk.clinic.keys, Progress()))


def _bring_up_to_date(desk: Desk) -> None:
    """As at the start of a later version. What that changes in files of earlier ones is asked of those."""
    desk.close()
    bring_up_to_date(desk.folder, prepared().key, Clock(NOW))


_trail = Workload(
    "the trail: an anchor gone, its end cut off, the clock set back, all read, settled, a later version",
    (
        _greet,
        _without_anchor,
        _with_a_later_end,
        _an_hour_before,
        _prove,
        lambda desk: desk.clinic.do(SettleTrail("The old computer broke.")),
        partial(_alert, words="After the trail was settled"),
        _bring_up_to_date,
    ),
)


def _check(desk: Desk) -> None:
    made = check(desk.folder, prepared().key, NOW, Progress())
    desk.clinic.do(NoteCheckup(made.checked, sum(one.wrong for one in made.found)))


def _put_right(desk: Desk, repair: Repair, minutes: int) -> int:
    return put_right(desk.folder, prepared().key, repair, NOW + timedelta(minutes=minutes), Progress())


def _rebuild(desk: Desk) -> None:
    _put_right(desk, "index", 3)
    desk.clinic.do(RebuildSearch())


def _mend_vault(desk: Desk) -> None:
    _remove(vault.second_copy(desk.folder.vault))
    desk.clinic.do(NoteMending("vault", _put_right(desk, "vault", 2)))


def _mend_orphans(desk: Desk) -> None:
    """Of two backups the second would remove it before this could."""
    name = Blobs(desk.folder.blobs, prepared().key).put(b"what a form that was given up left")
    long_ago = (NOW - timedelta(days=9)).timestamp()
    os.utime(next(desk.folder.blobs.rglob(name)), (long_ago, long_ago))
    desk.clinic.do(NoteMending("orphans", _put_right(desk, "orphans", 1)))


_checks = Workload(
    "the record looked over, and put right",
    (_check, _mend_orphans, _mend_vault, partial(_alert, words="After the key file was put right"), _rebuild),
)


def _choose(desk: Desk) -> None:
    place = stick_of(desk.folder)
    with contextlib.suppress(OSError):
        place.mkdir(exist_ok=True)
    second_place.check(desk.folder, desk.clinic.keys.clinic, place)
    desk.clinic.do(ChooseSecondPlace(str(place)))
    second_place.choose(desk.folder, desk.clinic.keys.clinic, place, NOW)


def _keep_second(desk: Desk) -> None:
    desk.clinic.do(NoteBackup(NOW.isoformat(timespec="seconds")))
    backup.keep_second(desk.folder, prepared().key, stick_of(desk.folder), NOW, Progress())


def _give_up(desk: Desk) -> None:
    desk.clinic.do(ChooseSecondPlace(""))
    second_place.forget(desk.folder)


# Of one that is really tried the entries and the time would be others in every trial.
_DRILL = Drill(NOW, NOW, "second", 3, 3, 9, 2, 2, 80_000, 5, 0, 1_234, "", 4, 4, CameBack(2, 6, 1, 84_000, 70_000))
_second_place = Workload(
    "a second place: chosen, used, tried, given up",
    (_choose, _keep_second, lambda desk: desk.clinic.do(NoteDrill(_DRILL)), _give_up),
)


def _export(desk: Desk) -> None:
    outside.sweep_outside(desk.folder, prepared().key)
    export_beside(desk.folder, prepared().key, export_of(desk.folder), NOW.date(), Progress())


_export_noted = Workload(
    "an export of everything, with its notes",
    (
        lambda desk: desk.clinic.do(BeginExport()),
        _export,
        lambda desk: desk.clinic.do(NoteExport(420, 2, 1, 6, 90_000)),
        partial(_alert, words="After the export"),
    ),
)
_VISITS = (
    "Client,DOB,Date,Start,Duration,Service,Provider,Price,Paid,SOAP\n"
    '"Nguyễn, Rosalind",3/4/1985,3/20/2025,2:30 PM,60 min,Massage,Sam Rowe,$120.00,100,Neck tight\n'
    '"Nguyễn, Rosalind",3/4/1985,3/27/2025,2:30 PM,60 min,Massage,Sam Rowe,$120.00,120,Neck eased\n'
)


def _import(desk: Desk) -> None:
    imported(desk.clinic, _VISITS, "visits")


# Past visits come and go with their import alone.
_past_visits = Workload(
    "past visits: imported, taken back, imported again",
    (_import, lambda desk: desk.clinic.do(TakeBackImport(*newest(desk, "imports"))), _import),
)

NOTED = (_sitting, _trail, _checks, _second_place, _export_noted, _past_visits)
