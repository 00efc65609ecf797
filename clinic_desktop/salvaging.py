"""Saves what can be read of a damaged clinic, as a clinic does: for its owner, and noted in its audit trail."""

from dataclasses import dataclass, field

from clinic_desktop.checkup.commands import FinishSalvage
from clinic_desktop.errors import NotAllowed
from clinic_desktop.jobs import Progress
from clinic_desktop.origins import origin_of
from clinic_desktop.staff.commands.keys import MarkKeys
from clinic_desktop.staff.queries import person_of_slot
from clinic_desktop.staff.rules.roles import may
from clinic_desktop.store.backups import restore
from clinic_desktop.store.backups.copies import verify
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.salvage.course import salvage
from clinic_desktop.store.salvage.model import Salvaged
from clinic_desktop.store.writer import open_reader, writing_aside
from clinic_desktop.wording import say

# What triggers add up from other rows.
_RECKONED = frozenset({"balances"})


@dataclass(frozen=True, slots=True)
class Saved:
    """A clinic that was saved anew and waits beside the damaged one, until its owner takes it or leaves it."""

    folder: ClinicFolder
    key: bytes = field(repr=False)
    part: ClinicFolder
    salvaged: Salvaged

    def take(self, clock: Clock) -> None:
        """Put it in the place of the damaged one, which is kept among the backups; raises StoreTrouble."""
        keys, now = vault.read(self.folder.vault), clock.now()
        restore.put_in_place(self.folder, self.part, keys, now, keeps_files=True)

    def leave(self) -> None:
        """Throw it away: the damaged one stays as it is."""
        restore.forget_part(self.folder)


def save_anew(folder: ClinicFolder, key: bytes, slot: str, clock: Clock, progress: Progress) -> Saved:
    """Build a whole record beside the damaged one out of what can be read, and say what that is.

    Who owns it is asked of what was saved, for nothing else tells it. Where the rows of the staff came from an older
    backup, so does a role: whoever was an owner then may save it anew, and is one again. That opens nothing: roles are
    rules of the program, each key opens the whole file, and of whom it was taken away the key is gone too. The trail
    says who saved it anew, and how many rows may be older.

    Slow, so a window runs it in a job; no clinic is open there meanwhile. Raises NotAllowed where the person of this
    slot does not own what was saved, Damaged where nothing can be read, StoreTrouble and Cancelled: then nothing was
    changed.
    """
    made = salvage(folder, key, _RECKONED, progress)
    try:
        with writing_aside(made.folder, key, clock) as writer:
            read = open_reader(made.folder, key)
            try:
                person = person_of_slot(read, slot)
            finally:
                read.close()
            if person is None or not may(person, FinishSalvage.permission):
                raise NotAllowed(say("Only an owner can save it anew. Nothing was changed. A backup can be restored."))
            command = FinishSalvage(made.saved, made.aside)
            writer.perform(command, origin_of(command.label, person, clock))
            known = MarkKeys(vault.read(folder.vault).slots)
            writer.perform(known, origin_of(known.label, person, clock))
        verify(made.folder.database, key, progress)
    except BaseException:
        restore.forget_part(folder)
        raise
    return Saved(folder, key, made.folder, made.saved)
