"""Exports everything without a window: a way out also where the window cannot be opened."""

import argparse
import json
from contextlib import closing
from typing import TYPE_CHECKING

from clinic_desktop.errors import ClinicError, NotAllowed, StoreTrouble, WrongPassword
from clinic_desktop.headless.out import BAD_INPUT, DONE, STOPPED, put, tell
from clinic_desktop.headless.unlocking import Unlocked, unlocked
from clinic_desktop.jobs import Progress
from clinic_desktop.store.clock import Clock
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from clinic_desktop.exports.model import ExportRun
    from clinic_desktop.staff.model import Person
    from clinic_desktop.store.command import Command
    from clinic_desktop.store.keys.keyring import ClinicFolder


def export(given: argparse.Namespace) -> int:
    """Ask for the password of an owner, or for the recovery key, and write everything into a new folder."""
    from clinic_desktop.exports.commands import BeginExport, NoteExport
    from clinic_desktop.exports.loader.exporting import export_beside
    from clinic_desktop.exports.rules.places import place_words
    from clinic_desktop.paths import user_folder
    from clinic_desktop.store.beside.outside import sweep_outside
    from clinic_desktop.store.beside.whereabouts import place_of_folder
    from clinic_desktop.store.keys.keyring import ClinicFolder

    clock = Clock()
    try:
        opened = _opened(ClinicFolder(given.database or user_folder()), given.person)
    except (WrongPassword, NotAllowed) as wrong:
        tell(wrong.words)
        return BAD_INPUT
    tell(say("What is written is not encrypted: whoever can read it can read every client’s record."))
    if words := place_words(place_of_folder(given.to), has_backups=False):
        tell(words)
    sweep_outside(opened.folder)
    is_noted = _noted(opened, clock, BeginExport())
    try:
        run = export_beside(opened.folder, opened.key, given.to, clock.today(), Progress())
    except KeyboardInterrupt:
        tell(say("Stopped. Nothing was left there."))
        return STOPPED
    if not (_noted(opened, clock, NoteExport.of(run)) and is_noted):
        tell(say("The audit trail could not take a note of it."))
    _answer(run, in_json=given.json)
    return STOPPED if run.lost else DONE


def _opened(folder: "ClinicFolder", person: str) -> Unlocked:
    """Of an owner, or by the recovery key, which asks for no role. Raises WrongPassword, NotAllowed or StoreTrouble."""
    from clinic_desktop.store.keys.vault import RECOVERY_SLOT

    opened = unlocked(folder, person)
    if opened.slot != RECOVERY_SLOT:
        _refuse_others(*opened)
    return opened


def _refuse_others(folder: "ClinicFolder", key: bytes, slot: str) -> None:
    from clinic_desktop.exports.commands import BeginExport
    from clinic_desktop.staff.rules.roles import may, why_not

    try:
        person = _person(folder, key, slot)
    except StoreTrouble as trouble:
        words = say("Who may do this cannot be read any more. Use the recovery key in place of the password.")
        raise NotAllowed(words) from trouble
    if person is None:
        raise NotAllowed(say("This person is no longer on the staff of this clinic."))
    if not may(person, BeginExport.permission):
        raise NotAllowed(why_not(person.role, BeginExport.permission))


def _person(folder: "ClinicFolder", key: bytes, slot: str) -> "Person | None":
    from clinic_desktop.staff.queries import person_of_slot
    from clinic_desktop.store.writer import open_reader

    with closing(open_reader(folder, key)) as read:
        return person_of_slot(read, slot)


def _noted(opened: Unlocked, clock: Clock, command: "Command") -> bool:
    """Note it in the audit trail; False where the clinic takes nothing any more, or is of an earlier version."""
    from clinic_desktop.clinic import is_behind
    from clinic_desktop.origins import origin_of
    from clinic_desktop.store.writer import Writer

    folder, key, slot = opened
    try:
        if is_behind(folder, key):
            return False
        origin = origin_of(command.label, _person(folder, key, slot), clock)
        with closing(Writer(folder, key, clock)) as writer:
            writer.perform(command, origin)
    except ClinicError:
        return False
    return True


def _answer(run: "ExportRun", *, in_json: bool) -> None:
    from clinic_desktop.exports.rules.words import lost_words, written_words

    if in_json:
        counts = {"clients": run.clients, "papers": run.papers, "files": run.files, "bytes": run.size}
        lost = [{"what": one.what, "rows": one.rows} for one in run.lost]
        put(json.dumps({"folder": str(run.folder), "rows": dict(run.rows), **counts, "lost": lost}))
        return
    put(say("{what} written to {path}.", what=written_words(run), path=run.folder))
    for line in lost_words(run):
        put(line)
