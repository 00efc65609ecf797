"""One search over every room: the bill of a number, then clients, payers, prescribers."""

from datetime import date

import pytest
from billable import billable, issue
from factories import new_client, new_payer, new_prescriber

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.referrals.commands.prescribers import RetirePrescriber
from clinic_desktop.referrals.model import PrescriberDraft
from clinic_desktop.search.queries.hits import MOST_OF_A_ROOM, hits
from clinic_desktop.superbills.commands.bills import VoidBill

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


@pytest.mark.parametrize("typed", ["1001", " #1001", "no. 1001", "No 1001", "Superbill no. 1001", "superbill 1001"])
def test_a_bill_is_found_by_its_number(clinic: Clinic, typed: str) -> None:
    _, visits = billable(clinic)
    bill = issue(clinic, visits)
    receipt = issue(clinic, visits, "receipt")
    first = hits(clinic.read, typed, TODAY)[0]
    assert (first.kind, first.row, first.title) == ("superbill", bill, "Superbill no. 1001")
    assert first.detail == "Nguyễn, Rosalind (Zuzu) · issued 24 Nov 2026"
    clinic.do(VoidBill(bill, 1, "Wrong date"))
    assert hits(clinic.read, typed, TODAY)[0].detail == "Nguyễn, Rosalind (Zuzu) · Void"
    found = [(one.kind, one.row, one.title) for one in hits(clinic.read, "no. 1002", TODAY)]
    assert found == [("receipt", receipt, "Receipt no. 1002")]


@pytest.mark.parametrize("typed", ["100", "10011", "1001a", "no", "no. ", "١٠٠١", "9" * 18, "9" * 40])
def test_other_words_find_no_bill(clinic: Clinic, typed: str) -> None:
    issue(clinic, billable(clinic)[1])
    assert [one for one in hits(clinic.read, typed, TODAY) if one.kind == "superbill"] == []
