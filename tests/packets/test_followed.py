"""What follows a packet that went out ends with it; what is typed in two steps is looked at whole; and what changes
around a packet between its preview and its issue is noticed."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from factories import PAYER, new_payer, refused
from packed import Packable, accept_all, begun, change, issue_packet, seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.queries import contact_page, follow_ups_due
from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.errors import ChangedSince, Refused
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.commands.drafts import ReplacePacket
from clinic_desktop.packets.commands.issuing import IssuePacket, VoidPacket, _in_one_line, _listed, kept_volumes
from clinic_desktop.packets.commands.sending import MarkPacketAnswered, MarkPacketSent
from clinic_desktop.packets.document.making import bind_packet
from clinic_desktop.packets.model.packet import PacketAnswerDraft, PacketDraft, SendingDraft
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.packets.rules.seen import seen_as
from clinic_desktop.payers.commands import MergePayers
from clinic_desktop.practice.commands import ChangePractice
from clinic_desktop.practice.model import PracticeDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.referrals.commands.prescribers import ChangePrescriber
from clinic_desktop.referrals.model import PrescriberDraft
from clinic_desktop.referrals.queries import prescriber
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.kit.drafts import draft_text

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")
SENT = SendingDraft("11/24/2026", "mail", "RR 1", "12/20/2026")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def ready(clinic: Clinic, own: Packable, **more: object) -> int:
    row = begun(clinic, own.case)
    change(clinic, row, replace(TO, **more))  # type: ignore[arg-type]
    accept_all(clinic, row)
    return row


def mark(clinic: Clinic, row: int, draft: SendingDraft = SENT) -> None:
    clinic.do(MarkPacketSent(row, packet(clinic.read, row).version, draft))


def void(clinic: Clinic, row: int) -> None:
    clinic.do(VoidPacket(row, packet(clinic.read, row).version, "A page was missing"))


def follow_ups(clinic: Clinic) -> list[tuple[str, str]]:
    found = follow_ups_due(clinic.read, clinic.clock.today().replace(year=2027))
    return [(one.contact.todo, str(one.contact.due_on)) for one in found]


def test_what_was_to_follow_is_done_once_it_is_answered_and_undo_brings_it_back(clinic: Clinic, own: Packable) -> None:
    row = issue_packet(clinic, ready(clinic, own))
    mark(clinic, row)
    waits = [("Ask what became of packet no. 1", "2026-12-20")]
    assert follow_ups(clinic) == waits
    mark(clinic, row, replace(SENT, answer_due_on="12/28/2026"))
    assert follow_ups(clinic) == [("Ask what became of packet no. 1", "2026-12-28")]
    mark(clinic, row, replace(SENT, answer_due_on=""))
    assert follow_ups(clinic) == []
    clinic.undo()
    clinic.undo()
    assert follow_ups(clinic) == waits
    answer = PacketAnswerDraft("11/24/2026", "Paid")
    clinic.do(MarkPacketAnswered(row, packet(clinic.read, row).version, answer))
    assert follow_ups(clinic) == []
    clinic.undo()
    assert follow_ups(clinic) == waits
    assert len(contact_page(clinic.read, own.case).rows) == 1


def test_a_void_packet_is_followed_up_no_more(clinic: Clinic, own: Packable) -> None:
    row = issue_packet(clinic, ready(clinic, own))
    mark(clinic, row)
    void(clinic, row)
    assert follow_ups(clinic) == []


def test_one_packet_comes_instead_of_a_void_one_and_no_second(clinic: Clinic, own: Packable) -> None:
    first = issue_packet(clinic, ready(clinic, own))
    void(clinic, first)
    begun_once = clinic.do(ReplacePacket(first)).row
    # Begun again, it is gone on with.
    assert clinic.do(ReplacePacket(first)).row == begun_once
    rival = clinic._writer._database.execute(
        "INSERT INTO packets (version, client_id, case_id, purpose, to_kind, payer_id, to_name, to_address, way, about,"
        " parts, known, replaces) SELECT 1, client_id, case_id, purpose, to_kind, payer_id, to_name, to_address, way,"
        " about, parts, known, replaces FROM packets WHERE id = ?",
        (begun_once,),
    ).lastrowid
    clinic._writer._database.conn.commit()
    issue_packet(clinic, begun_once)
    with pytest.raises(Refused, match=r"Packet no\. 2 came instead of Packet no\. 1 already\."):
        issue_packet(clinic, int(rival or 0))
    assert refused(lambda: clinic.do(ReplacePacket(first))) == [""]


def test_more_titles_than_the_log_has_room_for_are_counted(clinic: Clinic, own: Packable) -> None:
    row = ready(clinic, own, to_address="A very long street name " * 20)
    titles = "X" * 190
    listed = _listed([f"{titles} {at}" for at in range(14)])
    assert len(listed) <= 2_000
    assert listed.endswith("\nand 4 more")
    assert listed.startswith(f"{titles} 0\n{titles} 1\n")
    assert _listed(["A", "B"]) == "A\nB"
    assert len(_in_one_line(("A" * 300, "B" * 300))) == 500
    issue_packet(clinic, row)
    (told,) = disclosures_of(clinic.read, own.client)
    assert len(told.reach) <= 500


def test_a_payer_that_was_merged_away_since_is_logged_by_its_name(clinic: Clinic, own: Packable) -> None:
    row = issue_packet(clinic, ready(clinic, own))
    kept = new_payer(clinic, replace(PAYER, name="Cascade Mutual of Tacoma"))
    version = clinic.read.one("SELECT version FROM payers WHERE id = 1")["version"]
    clinic.do(MergePayers(kept, 1, version))
    mark(clinic, row)
    assert packet(clinic.read, row).state == "sent"
    (one,) = contact_page(clinic.read, own.case).rows
    assert (one.party, one.name) == ("other", "Cascade Mutual")


def test_a_time_ends_after_it_begins_whichever_day_was_typed_last(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "extension")
    change(clinic, row, PacketDraft(since="11/1/2026", until="11/20/2026"))
    assert refused(lambda: change(clinic, row, PacketDraft(since="11/21/2026"))) == ["since"]
    assert refused(lambda: change(clinic, row, PacketDraft(until="10/31/2026"))) == ["until"]
    found = packet(clinic.read, row)
    assert (str(found.since), str(found.until)) == ("2026-11-01", "2026-11-20")
    # Nothing else waits for the two days to be put right.
    change(clinic, row, PacketDraft(message="Please call us"))
    with pytest.raises(Exception, match="begins before it ends"):
        clinic._writer._database.execute("UPDATE packets SET until_on = '2026-10-01' WHERE id = ?", (row,))


def test_a_clinic_or_a_prescriber_that_changed_is_seen_before_it_is_issued(clinic: Clinic, own: Packable) -> None:
    row = ready(clinic, own)
    bound = bind_packet(clinic.read, clinic.blobs, row, clinic.clock.today(), Progress())
    now = practice(clinic.read)
    draft = PracticeDraft(**{key: getattr(now, key) for key in PracticeDraft.__dataclass_fields__})
    clinic.do(ChangePractice(replace(draft, phone="2535550199"), now.version))
    kept = kept_volumes(clinic.blobs, bound)
    version = packet(clinic.read, row).version
    with pytest.raises(ChangedSince, match="The record changed"):
        clinic.do(IssuePacket(row, version, bound.number, bound.initials, bound.seen_as, kept))
    before = seen_as(seen(clinic, row))
    who = prescriber(clinic.read, 1)
    typed = PrescriberDraft(**draft_text(PrescriberDraft, who))
    clinic.do(ChangePrescriber(who.id, who.version, replace(typed, fax="2535550188")))
    assert any(one.key.startswith("prescription:") for one in packet(clinic.read, row).parts)
    assert seen_as(seen(clinic, row)) != before
