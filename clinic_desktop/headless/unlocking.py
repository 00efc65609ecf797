"""Opens a clinic for the command line: by a secret that is asked for, with each try counted as at the window."""

import getpass
import sys
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.errors import WrongPassword
from clinic_desktop.store.clock import Clock
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from clinic_desktop.store.keys.keyring import ClinicFolder
    from clinic_desktop.store.keys.vault import Slot, Vault


class Unlocked(NamedTuple):
    """A clinic whose key is known, and the slot that it came of."""

    folder: "ClinicFolder"
    key: bytes
    slot: str

    def __repr__(self) -> str:
        """Never show a key, not even in a crash report."""
        return "Unlocked()"


def unlocked(folder: "ClinicFolder", person: str) -> Unlocked:
    """Ask for the password of the person of this name ("" where only one signs in), or for the recovery key in its
    place. Raises WrongPassword, also while the next try still waits, and StoreTrouble."""
    from clinic_desktop.store.keys import vault

    known = vault.read(folder.vault)
    slot = _slot_of(known, person)
    secret = asked_secret(say("Password of {name}, or the recovery key: ", name=slot.name))
    try:
        letters = vault.recovery_letters(secret)
    except WrongPassword:
        return _opened(folder, known, slot.id, secret)
    return _opened(folder, known, vault.RECOVERY_SLOT, letters)


def unlocked_by_recovery_key(folder: "ClinicFolder") -> Unlocked:
    """Ask for the recovery key alone: what is wrong with its letters is said. Raises as `unlocked`."""
    from clinic_desktop.store.keys import vault

    letters = vault.recovery_letters(asked_secret(say("Recovery key: ")))
    return _opened(folder, vault.read(folder.vault), vault.RECOVERY_SLOT, letters)


def asked_secret(words: str) -> str:
    """A secret as typed, unseen; where nobody sits there, the first line that is handed over. It is no argument: those
    stand in lists that others can read."""
    if sys.stdin.isatty():
        return getpass.getpass(words)
    return sys.stdin.readline().rstrip("\r\n")


def _opened(folder: "ClinicFolder", known: "Vault", slot: str, secret: str) -> Unlocked:
    from clinic_desktop.store.keys.attempts import attempts_at, opened

    return Unlocked(folder, opened(attempts_at(folder.attempts), known, slot, secret, Clock().now()), slot)


def _slot_of(known: "Vault", person: str) -> "Slot":
    people = [one for one in known.people() if person in ("", one.name)]
    if not people:
        raise WrongPassword(say("Nobody of that name signs in to this clinic."))
    if len(people) > 1:
        names = ", ".join(one.name for one in people)
        raise WrongPassword(say("Say whose password it is: --person and one of {names}.", names=names))
    return people[0]
