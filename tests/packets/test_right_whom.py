"""A packet is about something, of the payer whose it is, for a case that fits and a client of the clinic; and what was
accepted for one payer is asked again for the next one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from appealing import NOTICE
from factories import CLIENT, PAYER, POLICY, new_case, new_client, new_payer, new_policy
from packed import Packable, accept_all, begun, change, issue_packet, rules, seen, verdict
from pdfs import viewed_pages

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.queries.fitting import fitting_purposes
from clinic_desktop.packets.queries.packets import packet, volume_pdf, volumes_of
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.model.findings import Finding
from ui.packets.fixes import fix_of

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def denied(clinic: Clinic, own: Packable) -> int:
    visits = tuple(map(str, own.visits[1:]))
    draft = replace(NOTICE, bill=str(own.bill), visits=visits, noticed_on="11/19/2026")
    return clinic.do(AddDenial(own.case, draft)).row


def found(clinic: Clinic, row: int, rule: str) -> Sequence[Finding]:
    return [one for one in verdict(clinic, row).findings if one.rule == rule]


def verb(clinic: Clinic, row: int, one: Finding) -> str:
    way = fix_of(seen(clinic, row), one.field)
    return way.verb if way else ""


def test_what_one_payer_denied_is_not_sent_to_another_one(clinic: Clinic, own: Packable) -> None:
    second = replace(POLICY, payer_name="Quillfern Health")
    new_policy(clinic, own.case, second)
    row = begun(clinic, own.case, "appeal", f"denial:{denied(clinic, own)}")
    change(clinic, row, TO)
    assert found(clinic, row, "packet-wrong-payer") == []
    accept_all(clinic, row)
    assert rules(clinic, row) == []
    other = next(payer for payer, name in seen(clinic, row).payers if name == "Quillfern Health")
    change(clinic, row, PacketDraft(payer=other))
    one = found(clinic, row, "packet-wrong-payer")[0]
    assert one.grade == "STOP"
    assert one.message == "Denial of Cascade Mutual, 19 Nov 2026 is not by Quillfern Health."
    # What was good enough for the first one is asked again.
    asks = [one for one in verdict(clinic, row).findings if one.grade == "ASK"]
    assert asks
    assert not any(one.accepted for one in asks)


def test_an_authorization_of_one_payer_is_not_gone_on_with_at_another_one(clinic: Clinic, own: Packable) -> None:
    granted = AuthorizationDraft(policy="1", number="PA-1", granted="8", starts_on="10/1/2026", ends_on="12/31/2026")
    clinic.do(AddAuthorization(own.case, granted))
    new_policy(clinic, own.case, replace(POLICY, payer_name="Quillfern Health"))
    row = begun(clinic, own.case, "extension")
    assert seen(clinic, row).packet.about == "authorization:1"
    assert found(clinic, row, "packet-wrong-payer") == []
    other = next(payer for payer, name in seen(clinic, row).payers if name == "Quillfern Health")
    change(clinic, row, PacketDraft(payer=other))
    one = found(clinic, row, "packet-wrong-payer")[0]
    assert one.message == "Authorization PA-1, Cascade Mutual is for another payer than Quillfern Health."


def test_an_appeal_about_nothing_stops_with_the_way_to_the_denial(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "appeal")
    assert found(clinic, row, "packet-about") == []
    change(clinic, row, PacketDraft(since="11/1/2026", until="11/20/2026"))
    (one,) = found(clinic, row, "packet-about")
    assert (one.grade, one.message, verb(clinic, row, one)) == ("STOP", "It is about no denial.", "Enter denial")
    denied(clinic, own)
    (one,) = found(clinic, row, "packet-about")
    assert (one.why, verb(clinic, row, one)) == ("Choose the denial it answers.", "Go to the field")


def test_a_packet_for_the_va_stands_on_its_authorization_and_fits_the_case(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "va")
    (one,) = found(clinic, row, "packet-about")
    assert (one.grade, verb(clinic, row, one)) == ("STOP", "Add the authorization")
    (one,) = found(clinic, row, "packet-purpose")
    assert (one.grade, one.message) == ("ASK", "This case has no policy with VA Community Care.")
    assert verb(clinic, row, one) == "Go to the field"
    assert "va" not in fitting_purposes(clinic.read, own.case, clinic.clock.today())
    new_policy(clinic, own.case, replace(POLICY, payer_name="VA", plan_type="va"))
    assert found(clinic, row, "packet-purpose") == []
    assert "va" in fitting_purposes(clinic.read, own.case, clinic.clock.today())
    work = begun(clinic, own.case, "work")
    (one,) = found(clinic, work, "packet-purpose")
    assert one.message == "This case has no policy of workers’ compensation."


def test_without_a_policy_the_way_leads_to_one(clinic: Clinic) -> None:
    row = begun(clinic, new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ben"))), "reimbursement")
    (one,) = found(clinic, row, "packet-nobody")
    assert (one.message, verb(clinic, row, one)) == ("This case has no policy that names a payer.", "Add the policy")
    new_payer(clinic, replace(PAYER, name="Harbor Health"))
    assert found(clinic, row, "packet-nobody") == [one]


def test_of_a_retired_client_nothing_is_issued(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "records")
    accept_all(clinic, row)
    assert rules(clinic, row) == []
    clinic.do(RetireClient(own.client, client_of(clinic.read, own.client).version))
    (one,) = found(clinic, row, "packet-retired")
    assert (one.grade, verb(clinic, row, one)) == ("STOP", "Open the client")
    with pytest.raises(Refused, match="This client was retired"):
        issue_packet(clinic, row)
    assert packet(clinic.read, row).number == 0


def test_the_cover_of_an_appeal_has_the_claim_number_of_the_notice(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "appeal", f"denial:{denied(clinic, own)}")
    change(clinic, row, TO)
    accept_all(clinic, row)
    issue_packet(clinic, row)
    first, index, *_ = viewed_pages(volume_pdf(clinic.blobs, volumes_of(clinic.read, row)[0]))
    assert "Claim number\nC-4471" in first or "Claim number C-4471" in " ".join(first.split())
    # The index says which of two numbers at the foot it means.
    assert "in the lowest line of each page: “RN – packet 1 – page 1 of" in " ".join(index.split())
    change_to = begun(clinic, own.case, "reimbursement")
    assert "Claim number" not in dict(seen(clinic, change_to).about_words)


def test_what_the_case_asks_for_comes_first_with_its_reason(clinic: Clinic, own: Packable) -> None:
    today = clinic.clock.today()
    assert fitting_purposes(clinic.read, own.case, today) == {}
    denied(clinic, own)
    fitting = fitting_purposes(clinic.read, own.case, today)
    assert list(fitting) == ["appeal"]
    assert fitting["appeal"].startswith("Cascade Mutual said no; an appeal has to be there by ")
    used_up = AuthorizationDraft(policy="1", number="PA-1", granted="3", starts_on="10/1/2026", ends_on="12/31/2026")
    clinic.do(AddAuthorization(own.case, used_up))
    assert fitting_purposes(clinic.read, own.case, today)["extension"] == "The authorization is used up."
