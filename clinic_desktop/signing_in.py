"""What is written down when somebody has signed in: that it was with the recovery key, failed tries since the last
time, and an emergency that is over."""

from pathlib import Path

from clinic_desktop.audit.commands import NoteRecovered
from clinic_desktop.clinic import Clinic
from clinic_desktop.staff.commands.emergencies import EndEmergency, NoteFailedTries
from clinic_desktop.store.keys.attempts import attempts_at
from clinic_desktop.store.keys.keyring import ClinicFolder

# Who got a new password by the recovery key, by folder and slot, and has not been seen inside yet.
_RECOVERED: set[tuple[Path, str]] = set()


def came_by_recovery_key(folder: ClinicFolder, slot: str) -> None:
    """The person of this slot gets a new password by the recovery key: noted as soon as they are inside, also where the
    file is brought up to date, or put right, before."""
    _RECOVERED.add((folder.path, slot))


def note_sign_in(clinic: Clinic) -> None:
    """Write it down, in the name of whoever signed in; raises StoreTrouble, and then the next sign-in does it."""
    here = clinic.keys.folder.path, clinic.person.slot
    if here in _RECOVERED:
        clinic.do(NoteRecovered())
        _RECOVERED.discard(here)
    attempts = attempts_at(clinic.keys.folder.attempts)
    for slot, tries in attempts.not_noted().items():
        clinic.do(NoteFailedTries(slot, tries.failures, tries.last))
    # Row first, file second: what is written twice is read twice, and what is written nowhere is lost.
    attempts.note_all()
    if clinic.emergency and not clinic.emergency_seconds():
        clinic.do(EndEmergency(clinic.emergency.id))
