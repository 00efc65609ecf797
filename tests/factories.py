"""The only place where tests invent people and clinics."""

from datetime import UTC, datetime
from pathlib import Path

from clinic_desktop.clinic import Clinic, NewClinic
from clinic_desktop.practice.model import PracticeDraft, ServiceDraft, TherapistDraft
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.vault import KeyCost

NOW = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
# One pass over 1 MiB: what a key costs in tests.
CHEAP = KeyCost(memory_kib=1024, passes=1, lanes=1)
PASSWORD = "four words in a row"
PRACTICE = PracticeDraft("Alder & Rowe Massage", "14 Elm Street", "", "Tacoma", "WA", "98402", "2535550142")
THERAPIST = TherapistDraft("Maya", "Ortiz", "LMT", "2999999990", "225700000X")
SERVICE = ServiceDraft("Massage", "MT001", True, "unit", "35.00")


def new_clinic() -> NewClinic:
    """What a first run would have asked for."""
    return NewClinic(PRACTICE, THERAPIST, PASSWORD)


def make_clinic(path: Path) -> tuple[Clinic, str]:
    """A small clinic and its recovery key."""
    return Clinic.create(ClinicFolder(path), new_clinic(), CHEAP, Clock(NOW))
