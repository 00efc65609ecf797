"""The parts of a packet, all of them (domain 6.4): a record that has everything offers each, and each purpose proposes
those that it usually holds, in its order and of the right days."""

from pathlib import Path
from shutil import copytree

import pytest
from filing import filed
from lettering import draft_of, written
from packed import Packable, begun, seen, verdict
from reporting import REPORT

from clinic_desktop.attachments.model import AttachmentDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.packets.loader.rule_file import packet_rules
from clinic_desktop.packets.model.purposes import PART_KINDS, PURPOSES
from clinic_desktop.progress.commands import WriteReport
from clinic_desktop.store.keys.keyring import ClinicFolder

# The letters that one purpose or another begins with.
LETTERS = ("prior_authorization", "extension", "appeal_internal", "progress_cover")
ALL = frozenset(PART_KINDS)


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable], clinic: Clinic) -> Packable:
    """The record with what it did not have yet: letters, a report, calls, and the scan of what the payer granted."""
    found = packed_clinic[1]
    for kind in LETTERS:
        written(clinic, found.case, draft_of(kind))
    clinic.do(WriteReport(found.case, 0, 0, REPORT))
    call = ContactDraft(contacted_on="11/20/2026", party="payer/1", said="They want the notes.")
    clinic.do(LogContact(found.case, call))
    # Granted before the first visit: it holds on every day after that.
    draft = AttachmentDraft("authorization", "11/2/2026", "Eight visits granted")
    filed(clinic, found.client, draft=draft, case=found.case)
    return found


def test_a_full_record_offers_every_part_for_every_purpose(clinic: Clinic, own: Packable) -> None:
    for purpose in PURPOSES:
        view = seen(clinic, begun(clinic, own.case, purpose))
        assert {one.part.kind for one in view.offered} == ALL, purpose
        assert all(one.why for one in view.offered), purpose


@pytest.mark.parametrize("purpose", [one for one in PURPOSES if one != "records"])
def test_each_purpose_proposes_what_it_usually_holds(clinic: Clinic, own: Packable, purpose: str) -> None:
    usual = packet_rules().packet(purpose)
    assert usual
    view = seen(clinic, begun(clinic, own.case, purpose))
    proposed = [one.part.kind for one in view.offered if one.is_proposed]
    wanted = {one.part.kind for one in view.offered if one.is_proposed and "rules for this payer" in one.why}
    expected = {one.kind for one in usual.parts if one.is_usual}
    assert set(proposed) == expected | wanted
    order = [one.kind for one in usual.parts]
    assert proposed == sorted(proposed, key=order.index)
    # In the packet they stand as they were proposed.
    assert [part.kind for _, part in view.present] == proposed


def test_the_client_gets_all_of_it_once_what_is_a_draft_is_signed(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "records")
    view = seen(clinic, row)
    # No letter belongs to a request for records; a report does, and its draft stands in the way until it is signed.
    assert {one.part.kind for one in view.offered if one.is_proposed} == ALL - {"letter"}
    waiting = [one.field for one in verdict(clinic, row).findings if one.rule == "packet-unsigned"]
    assert waiting == ["parts/report:1"]
