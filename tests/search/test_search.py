"""One search over every room: clients, then payers, then prescribers."""

from datetime import date

from factories import new_client, new_payer, new_prescriber

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.referrals.commands.prescribers import RetirePrescriber
from clinic_desktop.referrals.model import PrescriberDraft
from clinic_desktop.search.queries import MOST_OF_A_ROOM, hits

TODAY = date(2026, 11, 24)


def test_prescribers_stand_behind_clients_and_payers(clinic: Clinic) -> None:
    row = new_prescriber(clinic)
    new_payer(clinic, PayerDraft("Leeward Health"))
    new_client(clinic, ClientDraft("Bo", "", "Lee"))
    found = hits(clinic.read, "lee", TODAY)
    assert [hit.kind for hit in found] == ["client", "payer", "prescriber"]
    assert (found[2].row, found[2].title) == (row, "Maria Lee, MD")
    assert found[2].detail == "Hilltop Family Medicine · (253) 555-0170"
    clinic.do(RetirePrescriber(row, 1))
    assert [hit.kind for hit in hits(clinic.read, "lee", TODAY)] == ["client", "payer"]


def test_a_room_brings_its_best_few_and_nothing_without_words(clinic: Clinic) -> None:
    for number in range(MOST_OF_A_ROOM + 2):
        new_prescriber(clinic, PrescriberDraft(f"N{number}", "Park"))
    assert len(hits(clinic.read, "Dr. Park", TODAY)) == MOST_OF_A_ROOM
    assert hits(clinic.read, "  ", TODAY) == ()
