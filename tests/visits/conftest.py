"""A second therapist, at a second computer."""

from collections.abc import Iterator

import pytest
from fixed import CHEAP, NOW

from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder

DESK = "desk password one"


@pytest.fixture
def colleague(clinic: Clinic, folder: ClinicFolder) -> Iterator[Clinic]:
    """Bo Lund, another therapist, at another computer."""
    bo = clinic.do(AddTherapist(TherapistDraft("Bo", "Lund"))).row
    slot = clinic.keys.slot_for(vault.new_slot_id(), "Bo Lund", DESK)
    clinic.do(AddPerson(PersonDraft("Bo Lund", str(bo)), slot))
    opened = Clinic.open(folder, vault.unwrap(vault.read(folder.vault), slot.id, DESK), slot.id, Clock(NOW), CHEAP)
    yield opened
    opened.close()
