"""Packets on the record: begun, changed, issued, kept, sent, answered, voided, replaced; and read back."""

import re
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from billable import billable_client, ready_visit
from factories import refused
from packed import (
    DAYS,
    Packable,
    accept_all,
    begun,
    change,
    issue_packet,
    rules,
    seen,
    verdict,
)
from pdfs import reader, viewed_pages

from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.queries import follow_ups_due
from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.errors import ChangedSince, Damaged, Refused, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.commands.drafts import BeginPacket, ReplacePacket, RetirePacket
from clinic_desktop.packets.commands.issuing import IssuePacket, VoidPacket, kept_volumes
from clinic_desktop.packets.commands.sending import MarkPacketAnswered, MarkPacketSent
from clinic_desktop.packets.document.making import bind_packet
from clinic_desktop.packets.model.packet import PacketAnswerDraft, PacketDraft, SendingDraft
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.queries.packets import packet, packet_page, packets_of, volume_pdf, volumes_of
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.visits.model import VisitNoteDraft

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def ready(clinic: Clinic, own: Packable, purpose: str = "appeal") -> int:
    row = begun(clinic, own.case, purpose)
    change(clinic, row, TO)
    accept_all(clinic, row)
    return row


def test_it_begins_with_what_its_purpose_needs_and_no_more(clinic: Clinic, own: Packable) -> None:
    found = packet(clinic.read, begun(clinic, own.case))
    assert (found.state, found.to_name, found.about) == ("draft", "Cascade Mutual", f"bill:{own.bill}")
    assert [one.key.partition(":")[0] for one in found.parts][:2] == ["bill", "prescription"]
    assert not any(one.key.startswith("notes") for one in found.parts)
    appeal = packet(clinic.read, begun(clinic, own.case, "appeal"))
    notes = next(one for one in appeal.parts if one.key.startswith("notes"))
    # Two of three visits are on the bill.
    assert notes.visits == tuple(own.visits[1:])
    told = [one.what for one in seen(clinic, appeal.id).left_out]
    assert "Note of 1 other visit" in told


def test_to_the_client_goes_all_of_it_and_nothing_is_to_be_proved(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "records")
    found = seen(clinic, row)
    assert found.packet.to_kind == "client"
    assert {one.part.key for one in found.offered} == {one.key for one in found.packet.parts}
    assert not found.criteria
    assert not found.left_out
    assert rules(clinic, row) == []


def test_another_time_proposes_anew_and_a_day_that_is_none_is_said_at_its_field(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "appeal")
    change(clinic, row, PacketDraft(since=DAYS[0], until=DAYS[0]))
    found = packet(clinic.read, row)
    assert found.about == ""
    assert next(one for one in found.parts if one.key.startswith("notes")).visits == (own.visits[0],)
    assert refused(lambda: change(clinic, row, PacketDraft(since="13/45/2026"))) == ["since"]
    assert refused(lambda: change(clinic, row, PacketDraft(since="11/5/2026", until="11/4/2026"))) == ["until"]
    assert refused(lambda: change(clinic, row, PacketDraft(to_fax="12"))) == ["to_fax"]
    assert refused(lambda: clinic.do(BeginPacket(own.case, "fun"))) == ["purpose"]
    clinic.undo()
    assert packet(clinic.read, row).about == f"bill:{own.bill}"


def test_it_is_issued_with_its_bytes_its_parts_and_the_log_at_once(clinic: Clinic, own: Packable) -> None:
    row = issue_packet(clinic, ready(clinic, own))
    found = packet(clinic.read, row)
    assert (found.number, found.state, found.initials) == (1, "issued", "RN")
    (volume,) = volumes_of(clinic.read, row)
    pdf = volume_pdf(clinic.blobs, volume)
    assert len(reader(pdf).pages) == volume.pages == found.pages
    # Reprinted, it is the same bytes.
    assert volume_pdf(clinic.blobs, volume) == pdf
    (told,) = disclosures_of(clinic.read, own.client)
    assert (told.item, told.digest, told.payer_name, told.pages) == (row, volume.digest, "Cascade Mutual", found.pages)
    assert refused(lambda: change(clinic, row, TO)) == [""]
    with pytest.raises(Refused):
        clinic.do(RetirePacket(row, found.version))


def test_every_number_of_its_index_and_its_criteria_leads_to_the_right_page(clinic: Clinic, own: Packable) -> None:
    row = issue_packet(clinic, ready(clinic, own))
    texts = viewed_pages(volume_pdf(clinic.blobs, volumes_of(clinic.read, row)[0]))
    headed = {
        "Treatment plan, version 1": "Treatment plan",
        "Initial assessment": "Initial assessment",
        "Outcome chart": "Outcome chart",
        "Visit notes": "Visit notes",
        "License and NPI sheet": "Licenses and NPI",
    }
    index = texts[1]
    for title, heading in headed.items():
        found = re.search(rf"{re.escape(title)}.*?(\d+)\s*$", index, re.MULTILINE)
        assert found, title
        assert heading in texts[int(found[1]) - 1], title
    # The evidence of a criterion stands on the page that the table names.
    assert "15/50" in texts[2]
    chart = next(at for at, text in enumerate(texts, 1) if "Outcome chart" in text and "Scores by day" in text)
    assert re.search(rf"NDI 24/50.*?\b{chart}\b", texts[2], re.DOTALL)
    assert all(f"RN – packet 1 – page {at} of {len(texts)}" in text for at, text in enumerate(texts, 1))


def test_cut_off_between_files_and_rows_nothing_is_issued(clinic: Clinic, own: Packable) -> None:
    row = ready(clinic, own)
    bound = bind_packet(clinic.read, clinic.blobs, row, clinic.clock.today(), Progress())
    kept = kept_volumes(clinic.blobs, bound)
    # The program ends here: the file lies there, and no row speaks of it.
    assert clinic.blobs.has(kept[0].blob)
    assert packet(clinic.read, row).number == 0
    assert disclosures_of(clinic.read, own.client) == ()
    # Issued later it is the same packet, and the same file.
    issue_packet(clinic, row)
    assert volumes_of(clinic.read, row)[0].blob == kept[0].blob


def test_a_row_that_fails_takes_all_the_others_back(
    clinic: Clinic, own: Packable, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ready(clinic, own)

    def fails(*_: object) -> int:
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr("clinic_desktop.packets.commands.issuing.insert_disclosure", fails)
    with pytest.raises(StoreTrouble):
        issue_packet(clinic, row)
    assert packet(clinic.read, row).number == 0
    assert volumes_of(clinic.read, row) == ()
    assert not clinic.read.all("SELECT 1 FROM packet_parts")


def test_what_changed_while_it_was_bound_is_looked_at_once_more(clinic: Clinic, own: Packable) -> None:
    row = ready(clinic, own)
    bound = bind_packet(clinic.read, clinic.blobs, row, clinic.clock.today(), Progress())
    change(clinic, row, PacketDraft(message="One more word"))
    kept, version = kept_volumes(clinic.blobs, bound), packet(clinic.read, row).version
    with pytest.raises(ChangedSince):
        clinic.do(IssuePacket(row, version, bound.number, bound.initials, bound.seen_as, kept))
    # And a number that another packet took meanwhile is not given twice.
    other = ready(clinic, own)
    again = bind_packet(clinic.read, clinic.blobs, row, clinic.clock.today(), Progress())
    issue_packet(clinic, other)
    kept, version = kept_volumes(clinic.blobs, again), packet(clinic.read, row).version
    with pytest.raises(ChangedSince):
        clinic.do(IssuePacket(row, version, again.number, again.initials, again.seen_as, kept))


def test_a_changed_file_is_told_and_not_handed_out(clinic: Clinic, own: Packable) -> None:
    row = issue_packet(clinic, ready(clinic, own))
    (volume,) = volumes_of(clinic.read, row)
    with pytest.raises(Damaged):
        volume_pdf(clinic.blobs, replace(volume, digest="0" * 64))
    clinic.blobs.path(volume.blob).write_bytes(b"CDB1" + b"x" * 40)
    with pytest.raises(Damaged):
        volume_pdf(clinic.blobs, volume)


def test_nothing_issued_can_be_changed_by_anybody(clinic: Clinic, own: Packable) -> None:
    row = issue_packet(clinic, ready(clinic, own))
    write = clinic._writer._database.execute
    for sql in (
        f"UPDATE packets SET to_name = 'x' WHERE id = {row}",
        f"UPDATE packets SET number = NULL WHERE id = {row}",
        "UPDATE packet_volumes SET pages = 1",
        "UPDATE packet_parts SET title = 'x'",
        "DELETE FROM packet_parts",
        f"DELETE FROM packets WHERE id = {row}",
    ):
        with pytest.raises(Exception, match=r"never|packet"):
            write(sql)


def test_a_part_of_another_client_cannot_be_in_it(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "appeal")
    other = billable_client(clinic, "Ben")
    ready_visit(clinic, other.case, "11/11/2026")
    change(clinic, row, PacketDraft(parts=(ChosenPart(f"notes:{other.case}", (4,)), ChosenPart(f"bill:{own.bill}"))))
    assert "packet-gone" in rules(clinic, row)
    with pytest.raises(Exception, match="of its client"):
        clinic._writer._database.execute(
            "INSERT INTO packet_parts (version, packet_id, place, kind, source, source_id, title)"
            f" VALUES (1, {row}, 1, 'notes', 'notes', {other.case}, 'Visit notes')"
        )


def test_it_is_sent_asked_about_on_today_and_answered(clinic: Clinic, own: Packable) -> None:
    row = issue_packet(clinic, ready(clinic, own))
    version = packet(clinic.read, row).version
    early = SendingDraft("11/1/2026", "mail")
    assert refused(lambda: clinic.do(MarkPacketSent(row, version, early))) == ["sent_on"]
    none = MarkPacketAnswered(row, version, PacketAnswerDraft("11/24/2026", "Paid"))
    assert refused(lambda: clinic.do(none)) == [""]
    clinic.do(MarkPacketSent(row, version, SendingDraft("11/24/2026", "mail", "RR 123", "11/28/2026")))
    (due,) = follow_ups_due(clinic.read, clinic.clock.today())
    assert due.contact.todo == "Ask what became of packet no. 1"
    found = packet(clinic.read, row)
    assert (found.state, found.confirmation) == ("sent", "RR 123")
    clinic.do(MarkPacketAnswered(row, found.version, PacketAnswerDraft("11/24/2026", "Paid in full")))
    assert packet(clinic.read, row).state == "answered"
    (listed,) = packet_page(clinic.read, clinic.clock.today(), typed="1", state="answered").rows
    assert listed.id == row


def test_void_it_stays_and_another_one_comes_instead(clinic: Clinic, own: Packable) -> None:
    row = issue_packet(clinic, ready(clinic, own))
    version = packet(clinic.read, row).version
    assert refused(lambda: clinic.do(VoidPacket(row, version, " "))) == ["why"]
    assert refused(lambda: clinic.do(ReplacePacket(row))) == [""]
    clinic.do(VoidPacket(row, version, "A page was missing"))
    instead = clinic.do(ReplacePacket(row)).row
    draft = packet(clinic.read, instead)
    assert (draft.replaces, draft.parts) == (1, packet(clinic.read, row).parts)
    # What was taken upon oneself for the other packet is asked about again.
    assert rules(clinic, instead) == ["packet-letter"]
    accept_all(clinic, instead)
    issue_packet(clinic, instead)
    states = [one.state for one in packets_of(clinic.read, own.client).rows]
    assert states == ["issued", "void"]
    assert volume_pdf(clinic.blobs, volumes_of(clinic.read, row)[0]).startswith(b"%PDF")


def test_a_part_that_vanished_stands_in_the_way_until_it_is_taken_out(clinic: Clinic, own: Packable) -> None:
    row = ready(clinic, own)
    clinic.do(VoidBill(own.bill, 1, "Wrong member ID"))
    assert "packet-gone" in rules(clinic, row)
    with pytest.raises(Refused):
        issue_packet(clinic, row)
    kept = tuple(one for one, part in seen(clinic, row).chosen if part)
    change(clinic, row, PacketDraft(parts=kept))
    assert "packet-gone" not in rules(clinic, row)


def test_a_fax_that_is_too_long_goes_out_in_volumes(
    clinic: Clinic, own: Packable, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clinic_desktop.packets.loader import gathering
    from clinic_desktop.packets.loader.rule_file import packet_rules

    found = packet_rules()
    short = replace(found, limits=[replace(one, pages=8) if one.way == "fax" else one for one in found.limits])
    monkeypatch.setattr(gathering, "packet_rules", lambda: short)
    row = ready(clinic, own)
    change(clinic, row, PacketDraft(way="fax", to_fax="253-555-0199"))
    accept_all(clinic, row)
    issue_packet(clinic, row)
    kept = volumes_of(clinic.read, row)
    assert len(kept) > 1
    assert all(one.pages <= 8 for one in kept)
    assert sum(one.pages for one in kept) == packet(clinic.read, row).pages
    told = disclosures_of(clinic.read, own.client)
    assert {one.digest for one in told} == {one.digest for one in kept}


def test_an_unsigned_note_and_a_draft_stand_in_the_way(clinic: Clinic, own: Packable) -> None:
    from factories import VISIT, new_visit

    from clinic_desktop.visits.commands.notes import WriteNote

    extra = new_visit(clinic, own.case, replace(VISIT, date_of_service="11/18/2026"))
    clinic.do(WriteNote(extra, 0, VisitNoteDraft("Better")))
    row = begun(clinic, own.case, "appeal")
    change(clinic, row, PacketDraft(since="11/18/2026", until="11/18/2026"))
    assert "packet-note" in rules(clinic, row)
    (found,) = [one for one in verdict(clinic, row).findings if one.rule == "packet-note"]
    assert (found.grade, found.field) == ("STOP", f"visits/{extra}")
