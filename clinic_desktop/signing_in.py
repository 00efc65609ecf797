"""What is written down when somebody has signed in: failed tries since the last time, and an emergency that is over."""

from clinic_desktop.clinic import Clinic
from clinic_desktop.staff.commands.emergencies import EndEmergency, NoteFailedTries
from clinic_desktop.store.keys.attempts import attempts_at


def note_sign_in(clinic: Clinic) -> None:
    """Write it down, in the name of whoever signed in; raises StoreTrouble, and then the next sign-in does it."""
    attempts = attempts_at(clinic.keys.folder.attempts)
    for slot, tries in attempts.not_noted().items():
        clinic.do(NoteFailedTries(slot, tries.failures, tries.last))
    # Row first, file second: what is written twice is read twice, and what is written nowhere is lost.
    attempts.note_all()
    if clinic.emergency and not clinic.emergency_seconds():
        clinic.do(EndEmergency(clinic.emergency.id))
