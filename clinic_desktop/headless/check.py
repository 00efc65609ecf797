"""Looks a clinic over without a window, for whoever helps it: every part with what it counted, and the exit code says
whether all is well."""

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desktop.errors import ClinicError
from clinic_desktop.headless.out import BAD_INPUT, DONE, STOPPED, put, tell
from clinic_desktop.paths import user_folder
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from clinic_desktop.checkup.model import Checkup


def check(given: argparse.Namespace) -> int:
    """Check the clinic in a folder; whoever asks has a password or the recovery key of it. Nothing is changed."""
    from clinic_desktop.checkup.queries.course import check as look_over
    from clinic_desktop.jobs import Progress
    from clinic_desktop.store.beside.standing import note_opening
    from clinic_desktop.store.clock import Clock
    from clinic_desktop.store.keys.keyring import ClinicFolder

    folder = ClinicFolder(given.database or user_folder())
    if not folder.exists():
        tell(say("There is no clinic in {folder}.", folder=folder.path))
        return BAD_INPUT
    try:
        key = _key(folder.vault, given)
    except ClinicError as wrong:
        tell(wrong.words)
        return BAD_INPUT
    # Whoever opens it folds its log in: that is not to be missed at the next start of the window.
    note_opening(folder)
    try:
        made = look_over(folder, key, Clock().now(), Progress(), is_quick=given.quick)
    except ClinicError as trouble:
        tell(trouble.words)
        return STOPPED
    _answer(made, in_json=given.json)
    return STOPPED if made.wrong else DONE


def _key(vault_file: Path, given: argparse.Namespace) -> bytes:
    """The database key; raises WrongPassword, or StoreTrouble where the key file cannot be read."""
    from clinic_desktop.store.keys import vault

    known = vault.read(vault_file)
    if given.recovery_key:
        return vault.unwrap(known, vault.RECOVERY_SLOT, vault.recovery_letters(_asked(say("Recovery key: "))))
    people = [slot for slot in known.people() if given.person in ("", slot.name)]
    if len(people) != 1:
        names = ", ".join(slot.name for slot in known.people())
        raise ClinicError(say("Say who you are with --person, one of: {names}.", names=names))
    return vault.unwrap(known, people[0].id, _asked(say("Password: ")))


def _asked(words: str) -> str:
    """A secret, which is no argument: those stand in lists that others can read. A script hands it in."""
    if sys.stdin.isatty():
        return getpass.getpass(words)
    return sys.stdin.readline().rstrip("\n")


def _answer(made: "Checkup", *, in_json: bool) -> None:
    from clinic_desktop.checkup.model import PARTS
    from clinic_desktop.checkup.rules import counted, outcome, where

    if in_json:
        names = ("key", "checked", "wrong", "notes", "where", "is_unread")
        parts = [{name: getattr(one, name) for name in names} for one in made.found]
        put(json.dumps({"well": not made.wrong, "quick": made.is_quick, "parts": parts}))
        return
    for one in made.found:
        put(f"{say(PARTS[one.key].title):<26} {counted(one)}")
        if one.wrong:
            put(f"    {say(PARTS[one.key].meaning)} {say(PARTS[one.key].todo)}")
        if where(one):
            put(f"    {where(one)}")
    put(outcome(made))
