"""Into a clinic without a window: nobody else has it meanwhile, its folder is as it was left, and whoever asks has a
password or the recovery key."""

import contextlib
import getpass
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from clinic_desktop.errors import CannotWrite, NotAllowed, StoreTrouble, WrongPassword
from clinic_desktop.headless.out import tell
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from clinic_desktop.staff.model import Person
    from clinic_desktop.store.beside.standing import Finding
    from clinic_desktop.store.keys.keyring import ClinicFolder
    from clinic_desktop.store.keys.vault import Slot, Vault


class Holding(Protocol):
    """What keeps a clinic's folder for one program."""

    def take(self, folder: "ClinicFolder") -> None:
        """Take it; raises StoreTrouble where another program has it, CannotWrite where nothing can be made there."""

    def let_go(self) -> None:
        """Let another program have it."""


class NoHolding:
    """Keeps nothing: for the core alone, without the window that others would have the clinic open in."""

    def take(self, folder: "ClinicFolder") -> None:
        """Everything is free."""

    def let_go(self) -> None:
        """Nothing was taken."""


@contextlib.contextmanager
def held(folder: "ClinicFolder", holding: Holding) -> Iterator[None]:
    """Have the clinic for oneself inside; it stands as it is known afterwards, closed in order. Raises StoreTrouble
    where another program has it open, or where opening it would do harm."""
    try:
        holding.take(folder)
        is_taken = True
    except CannotWrite:
        # Nobody can write there, so nobody is in the way, and nothing is left by who reads.
        is_taken = False
    try:
        with _known_to_be_open(folder) if is_taken else contextlib.nullcontext():
            yield
    finally:
        holding.let_go()


@contextlib.contextmanager
def _known_to_be_open(folder: "ClinicFolder") -> Iterator[None]:
    """What stands beside the folder tells that it is open inside, and closed in order afterwards: else a log that is
    folded in here would be missed at the next start."""
    from clinic_desktop.store.backups.restore import finish
    from clinic_desktop.store.beside import standing

    # As at the window, before anything is opened: what is there may be half of each.
    finish(folder)
    finding = standing.look(folder)
    if finding in ("no keys of it", "no file", "other log"):
        raise StoreTrouble(_refused_words(finding))
    if finding and finding != "moved":
        # The window has to say it still.
        tell(say("The folder is not as the program left it, so the last changes may be missing in it."))
        yield
        return
    standing.note_opening(folder)
    try:
        yield
    finally:
        standing.note_closing(folder)


def key_of(folder: "ClinicFolder", known: "Vault", slot: str, secret: str) -> bytes:
    """The database key, with the try counted as at the window; a person must be on the staff today, where that can be
    read. Raises WrongPassword, NotAllowed or StoreTrouble."""
    from clinic_desktop.store.clock import Clock
    from clinic_desktop.store.keys import vault
    from clinic_desktop.store.keys.attempts import attempts_at, opened

    key = opened(attempts_at(folder.attempts), known, slot, secret, Clock().now())
    if slot != vault.RECOVERY_SLOT:
        with contextlib.suppress(StoreTrouble):
            if person_of(folder, key, slot) is None:
                raise NotAllowed(say("This person is no longer on the staff of this clinic."))
    return key


def person_of(folder: "ClinicFolder", key: bytes, slot: str) -> "Person | None":
    """Who has this slot, None for nobody on the staff; raises StoreTrouble where the file cannot be read."""
    from clinic_desktop.staff.queries import person_of_slot
    from clinic_desktop.store.writer import open_reader

    with contextlib.closing(open_reader(folder, key)) as read:
        return person_of_slot(read, slot)


def chosen(known: "Vault", name: str) -> "Slot":
    """Whoever is meant; without a name the only one. Raises WrongPassword."""
    people = [one for one in known.people() if name in ("", one.name)]
    if len(people) == 1:
        return people[0]
    names = ", ".join(one.name for one in known.people())
    raise WrongPassword(say("Say who you are: --person and one of {names}.", names=names))


def asked(words: str) -> str:
    """A secret as typed, unseen; where nobody sits there, the first line that is handed over. It is no argument: those
    stand in lists that others can read."""
    if sys.stdin.isatty():
        return getpass.getpass(words)
    return sys.stdin.readline().rstrip("\r\n")


def _refused_words(finding: "Finding") -> str:
    if finding == "no keys of it":
        return say("The key file in this folder is of another clinic. Nothing was opened or changed.")
    if finding == "no file":
        return say("The clinic’s file is missing, only its log is there. Nothing was opened or changed.")
    return say(
        "Beside the clinic’s file lies a log that this program did not write there. Nothing was opened or changed. "
        "Start the program: it can put that log aside."
    )
