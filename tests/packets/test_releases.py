"""A packet to somebody else: the release has to name them; without one the accounting names the packet, with the reason
that was given (45 CFR 164.508, 164.528)."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from factories import PAYER, POLICY, new_payer, new_policy
from packed import Packable, accept_all, begun, change, issue_packet, seen, verdict
from pdfs import words

from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.commands import LogDisclosure
from clinic_desktop.disclosures.document import accounting_pdf
from clinic_desktop.disclosures.model import AccountingPaper, Disclosure, DisclosureDraft
from clinic_desktop.disclosures.queries import accounting_of, disclosures_of
from clinic_desktop.disclosures.rules.accounting import accounted_since
from clinic_desktop.intake.commands.consents import AddConsent
from clinic_desktop.intake.model.consents import ConsentDraft
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.payers.commands import AddDepartment
from clinic_desktop.payers.model import DepartmentDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.model.findings import Finding

ATTORNEY = PacketDraft(to_kind="attorney")
WHOM = PacketDraft(to_name="Ines Falk", way="fax", to_fax="253 555 0199", to_address="4 Court Street\nTacoma, WA 98402")
RELEASE = ConsentDraft("release", "11/2/2026", words="To Ines Falk, attorney: visit notes and bills.")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def asked(clinic: Clinic, row: int) -> list[Finding]:
    return [one for one in verdict(clinic, row).findings if one.rule.startswith("packet-release")]


def to_attorney(clinic: Clinic, own: Packable) -> int:
    row = begun(clinic, own.case, "records")
    change(clinic, row, ATTORNEY)
    return change(clinic, row, replace(WHOM, parts=seen(clinic, row).packet.parts))


def logged(clinic: Clinic, own: Packable) -> Disclosure:
    return disclosures_of(clinic.read, own.client)[0]


def accounting(clinic: Clinic, own: Packable) -> AccountingPaper:
    today = clinic.clock.today()
    return accounting_of(clinic.read, own.client, (accounted_since(today), today), today, whole=False)


def test_without_a_release_the_accounting_names_it_with_the_reason(clinic: Clinic, own: Packable) -> None:
    row = to_attorney(clinic, own)
    (one,) = asked(clinic, row)
    assert (one.rule, one.grade) == ("packet-release", "ASK")
    clinic.do(AcceptFinding(own.client, one.rule, (one.fact,), "Subpoena of 11/06/2026"))
    accept_all_but_release(clinic, row)
    issue_packet(clinic, row)
    found = logged(clinic, own)
    assert (found.purpose, found.why) == ("other", "Request for records: Subpoena of 11/06/2026")
    assert found.is_accountable
    said = words(accounting_pdf(accounting(clinic, own)))
    assert "Ines Falk" in said and "Subpoena of 11/06/2026" in said
    # It went by fax, and the address stands there all the same.
    assert "4 Court Street Tacoma, WA 98402 Fax to (253) 555-0199" in said


def accept_all_but_release(clinic: Clinic, row: int) -> None:
    client = seen(clinic, row).packet.client
    for one in verdict(clinic, row).findings:
        if one.grade == "ASK" and not one.accepted:
            clinic.do(AcceptFinding(client, one.rule, (one.fact,), "Known"))


def test_a_release_is_asked_about_by_its_words_for_each_recipient(clinic: Clinic, own: Packable) -> None:
    clinic.do(AddConsent(own.client, RELEASE))
    row = to_attorney(clinic, own)
    (one,) = asked(clinic, row)
    assert one.message == (
        "The release of 2 Nov 2026 says: “To Ines Falk, attorney: visit notes and bills”. Is Ines Falk named in it?"
    )
    accept_all(clinic, row)
    assert all(one.accepted for one in asked(clinic, row))
    change(clinic, row, PacketDraft(to_name="Harbor Bank", parts=seen(clinic, row).packet.parts))
    (other,) = asked(clinic, row)
    assert not other.accepted and other.message.endswith("Is Harbor Bank named in it?")
    accept_all(clinic, row)
    issue_packet(clinic, row)
    assert (logged(clinic, own).purpose, logged(clinic, own).is_accountable) == ("authorized", False)


def test_the_insurer_of_who_is_liable_needs_a_release_too(clinic: Clinic, own: Packable) -> None:
    other = new_payer(clinic, replace(PAYER, name="Northshore Liability"))
    new_policy(clinic, own.case, replace(POLICY, payer=str(other), plan_type="liability", member_id=""))
    row = begun(clinic, own.case, "reimbursement")
    assert asked(clinic, row) == []
    change(clinic, row, PacketDraft(payer=other))
    assert [one.rule for one in asked(clinic, row)] == ["packet-release"]


def test_the_address_of_a_payer_is_that_on_record(clinic: Clinic, own: Packable) -> None:
    box = {"street": "PO Box 77", "city": "Seattle", "state": "WA", "zip": "98101"}
    clinic.do(AddDepartment(1, DepartmentDraft("claims", "Claims", fax="2065550177", **box)))
    told = DisclosureDraft(
        client=own.client, told_on="11/20/2026", party="payer/1", name="Claims", reach="2065550177", title="Notes",
        purpose="other", why="Their audit", how="fax",
    )  # fmt: skip
    clinic.do(LogDisclosure(told))
    assert "PO Box 77 Seattle, WA 98101 Fax to (206) 555-0177" in words(accounting_pdf(accounting(clinic, own)))
