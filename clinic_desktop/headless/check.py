"""Looks a clinic over without a window, for whoever helps it: every part with what it counted, and the exit code says
whether all is well."""

import argparse
import json
from typing import TYPE_CHECKING

from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.headless.entering import asked, chosen, held, key_of
from clinic_desktop.headless.out import BAD_INPUT, DONE, STOPPED, put, tell
from clinic_desktop.paths import user_folder
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from clinic_desktop.checkup.model import Checkup
    from clinic_desktop.store.keys.keyring import ClinicFolder


def check(given: argparse.Namespace) -> int:
    """Check the clinic in a folder; whoever asks has a password or the recovery key of it. Nothing is changed. Raises
    StoreTrouble where another program has it open."""
    from clinic_desktop.store.keys.keyring import ClinicFolder

    folder = ClinicFolder(given.database or user_folder())
    if not folder.exists():
        tell(say("There is no clinic in {folder}.", folder=folder.path))
        return BAD_INPUT
    with held(folder, given.holding):
        return _checked(folder, given)


def _checked(folder: "ClinicFolder", given: argparse.Namespace) -> int:
    from clinic_desktop.checkup.queries.course import check as look_over
    from clinic_desktop.jobs import Progress
    from clinic_desktop.store.clock import Clock

    try:
        key = _key(folder, given)
    except ClinicError as wrong:
        tell(wrong.words)
        return BAD_INPUT
    try:
        made = look_over(folder, key, Clock().now(), Progress(), is_quick=given.quick)
    except StoreTrouble as trouble:
        tell(trouble.words)
        return STOPPED
    _answer(made, in_json=given.json)
    return STOPPED if made.wrong else DONE


def _key(folder: "ClinicFolder", given: argparse.Namespace) -> bytes:
    """The database key; raises WrongPassword, NotAllowed, or StoreTrouble where the key file cannot be read."""
    from clinic_desktop.store.keys import vault
    from clinic_desktop.store.keys.recovery_key import recovery_letters

    known = vault.read(folder.vault)
    if given.recovery_key:
        return key_of(folder, known, vault.RECOVERY_SLOT, recovery_letters(asked(say("Recovery key: "))))
    return key_of(folder, known, chosen(known, given.person).id, asked(say("Password: ")))


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
