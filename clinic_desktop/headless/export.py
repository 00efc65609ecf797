"""Exports everything without a window: a way out also where the window cannot be opened."""

import argparse
import json
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.errors import ClinicError, NotAllowed, StoreTrouble, WrongPassword
from clinic_desktop.headless.entering import asked, chosen, held, key_of, person_of
from clinic_desktop.headless.out import BAD_INPUT, DONE, STOPPED, put, tell
from clinic_desktop.jobs import Progress
from clinic_desktop.store.clock import Clock
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from clinic_desktop.exports.model import ExportRun
    from clinic_desktop.store.command import Command
    from clinic_desktop.store.keys.keyring import ClinicFolder


class _Opened(NamedTuple):
    """A clinic whose key is known, and the slot that it came of."""

    folder: "ClinicFolder"
    key: bytes
    slot: str


def export(given: argparse.Namespace) -> int:
    """Ask for the password of an owner, or for the recovery key, and write everything into a new folder. Raises
    StoreTrouble, also where another program has the clinic open."""
    from clinic_desktop.paths import user_folder
    from clinic_desktop.store.keys import vault
    from clinic_desktop.store.keys.keyring import ClinicFolder

    folder = ClinicFolder(given.database or user_folder())
    # Where there is none, nothing is taken, and nothing made beside it.
    vault.read(folder.vault)
    with held(folder, given.holding):
        try:
            opened = _opened(folder, given.person)
        except (WrongPassword, NotAllowed) as wrong:
            tell(wrong.words)
            return BAD_INPUT
        return _written(opened, given)


def _written(opened: _Opened, given: argparse.Namespace) -> int:
    from clinic_desktop.exports.commands import BeginExport, NoteExport
    from clinic_desktop.exports.loader.exporting import export_beside
    from clinic_desktop.exports.rules.places import place_words
    from clinic_desktop.store.beside.outside import sweep_outside
    from clinic_desktop.store.beside.whereabouts import place_of_folder

    clock = Clock()
    tell(say("What is written is not encrypted: whoever can read it can read every client’s record."))
    if words := place_words(place_of_folder(given.to), has_backups=False):
        tell(words)
    sweep_outside(opened.folder, opened.key)
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


def _opened(folder: "ClinicFolder", person: str) -> _Opened:
    """With the tries counted as at the window. Raises WrongPassword, NotAllowed or StoreTrouble."""
    from clinic_desktop.store.keys import vault
    from clinic_desktop.store.keys.recovery_key import recovery_letters

    known = vault.read(folder.vault)
    who = chosen(known, person)
    secret = asked(say("Password of {name}, or the recovery key: ", name=who.name))
    try:
        letters = recovery_letters(secret)
    except WrongPassword:
        key = key_of(folder, known, who.id, secret)
        _refuse_others(folder, key, who.id)
        return _Opened(folder, key, who.id)
    return _Opened(folder, key_of(folder, known, vault.RECOVERY_SLOT, letters), vault.RECOVERY_SLOT)


def _refuse_others(folder: "ClinicFolder", key: bytes, slot: str) -> None:
    from clinic_desktop.exports.commands import BeginExport
    from clinic_desktop.staff.rules.roles import may, why_not

    try:
        person = person_of(folder, key, slot)
    except StoreTrouble as trouble:
        words = say("Who may do this cannot be read any more. Use the recovery key in place of the password.")
        raise NotAllowed(words) from trouble
    assert person is not None
    if not may(person, BeginExport.permission):
        raise NotAllowed(why_not(person.role, BeginExport.permission))


def _noted(opened: "_Opened", clock: Clock, command: "Command") -> bool:
    """Note it in the audit trail; False where the clinic takes nothing any more, or is of an earlier version."""
    from clinic_desktop.clinic import is_behind
    from clinic_desktop.origins import origin_of
    from clinic_desktop.store.writer import Writer

    folder, key, slot = opened
    try:
        if is_behind(folder, key):
            return False
        origin = origin_of(command.label, person_of(folder, key, slot), clock)
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
