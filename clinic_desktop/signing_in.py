"""What is written down when somebody has signed in: failed tries since the last time, an emergency that is over, and
keys in the key file that are not those that the record knows."""

import contextlib
from collections.abc import Iterator

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.staff.commands.emergencies import EndEmergency, NoteFailedTries
from clinic_desktop.staff.commands.keys import NoteKeys, NoteTries
from clinic_desktop.staff.model import KeyFound
from clinic_desktop.staff.queries import key_marks, names_of_slots, recovery_mark, tries_mark
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.attempts import attempts_at
from clinic_desktop.store.keys.given import forget_given, given, mark_of


def note_sign_in(clinic: Clinic) -> None:
    """Write it down, in the name of whoever signed in; raises StoreTrouble, and then the next sign-in does it."""
    attempts, known = attempts_at(clinic.keys.folder.attempts), tries_mark(clinic.read)
    attempts.keep()
    if attempts.mark != known:
        clinic.do(NoteTries(attempts.mark, attempts.is_behind(known)))
    for slot, tries in attempts.not_noted().items():
        clinic.do(NoteFailedTries(slot, tries.failures, tries.last))
    # Row first, file second: what is written twice is read twice, and what is written nowhere is lost.
    attempts.note_all()
    _note_keys(clinic)
    if clinic.emergency and not clinic.emergency_seconds():
        clinic.do(EndEmergency(clinic.emergency.id))


def _note_keys(clinic: Clinic) -> None:
    """Compare the key file with the record, and let it follow the record where that is no matter of a password."""
    file = clinic.keys.folder.vault
    found = tuple(_unknown_keys(clinic))
    if found:
        clinic.do(NoteKeys(found))
    forget_given(file)
    for slot in vault.read(file).people():
        name, is_gone = names_of_slots(clinic.read).get(slot.id, ("", False))
        # What a full disk kept from it, or an older copy that came back. It waits where the disk takes nothing.
        with contextlib.suppress(StoreTrouble):
            if is_gone:
                clinic.keys.remove(slot.id)
            elif name and name != slot.name:
                clinic.keys.rename(slot.id, name)


def _unknown_keys(clinic: Clinic) -> Iterator[KeyFound]:
    file = clinic.keys.folder.vault
    known = key_marks(clinic.read) | {vault.RECOVERY_SLOT: recovery_mark(clinic.read)}
    names, new = names_of_slots(clinic.read), given(file)
    for slot in vault.read(file).slots:
        key, how = mark_of(slot), new.get(slot.id)
        if names.get(slot.id, ("", False))[1]:
            yield KeyFound(slot.id, None, "key of gone")
        elif key == known.get(slot.id, key):
            # It is as it should be, or of nobody.
            continue
        elif how and how.mark == key:
            yield KeyFound(slot.id, key, "recovery" if how.how == "recovery" else "")
        else:
            # One that was there before keys were marked is taken as it is.
            yield KeyFound(slot.id, key, "other key" if known[slot.id] else "")
