"""Scans, files and letters in a packet: the scan goes before what was typed of it, a letter has to be issued, and the
papers of a denial belong to the packet about it."""

import hashlib
from dataclasses import replace

import pytest
from assessing import FIRST
from factories import CLIENT, PAYER, new_case, new_client, new_payer
from lettering import draft_of, issued, whole_case, written
from packed import accept_all, begun, change, issue_packet, keep_from_plan, rules, seen, verdict
from papers import paper
from pdfs import viewed_pages

from clinic_desktop.assessments.commands import AddAssessment
from clinic_desktop.attachments.commands import AddAttachments, ChangeAttachment, JoinAttachments
from clinic_desktop.attachments.model import AttachmentDraft, AttachmentId, Leaves, ReadFile
from clinic_desktop.attachments.queries import attachment
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.letters.queries.record import record_of
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.paper import PartUnreadable
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.queries.packets import packet, volume_pdf, volumes_of
from clinic_desktop.packets.queries.sizes import lost_scans
from clinic_desktop.packets.rules.gate import packet_preflight

Whole = tuple[CaseId, int]


def scanned(clinic: Clinic, case: int, draft: AttachmentDraft, *sheets: str, client: int = 1) -> AttachmentId:
    """A clean PDF with these words on its pages, filed."""
    pdf = paper(*(sheets or ("a page",)))
    leaves = Leaves(clinic.blobs.put(pdf), len(sheets) or 1, True, b"picture")
    file = ReadFile("scan.pdf", leaves, hashlib.sha256(pdf + draft.title.encode()).hexdigest())
    return AttachmentId(clinic.do(AddAttachments(client, case, (file,), draft)).row)


@pytest.fixture
def whole(clinic: Clinic) -> Whole:
    return whole_case(clinic)


def keys(clinic: Clinic, row: int) -> list[str]:
    return [one.key for one in packet(clinic.read, row).parts]


def test_an_appeal_is_about_its_denial_with_its_letter_and_its_notice(clinic: Clinic, whole: Whole) -> None:
    case, denial = whole
    notice = scanned(clinic, case, AttachmentDraft("denial", "11/18/2026", "Notice"))
    clinic._writer._database.execute("UPDATE denials SET attachment_id = ?", (notice,))
    other = scanned(clinic, case, AttachmentDraft("denial", "11/1/2026", "Another notice"))
    thanks = issued(clinic, case, draft_of("thank_you"))
    row = begun(clinic, case, "appeal")
    found = seen(clinic, row)
    assert found.packet.about == f"denial:{denial}"
    # The two visits that were denied, of seven.
    assert found.scope == frozenset({6, 7})
    assert f"attachment:{notice}" in keys(clinic, row)
    assert f"attachment:{other}" not in keys(clinic, row)
    assert f"letter:{thanks}" not in keys(clinic, row)
    assert "packet-letter" in rules(clinic, row)
    letter = written(clinic, case, draft_of("appeal_internal", denial))
    row = begun(clinic, case, "appeal", f"denial:{denial}")
    assert keys(clinic, row)[0] == f"letter:{letter}"
    (unissued,) = [one for one in verdict(clinic, row).findings if one.field == f"parts/letter:{letter}"]
    assert (unissued.grade, unissued.message.endswith("is not issued.")) == ("STOP", True)


def test_the_scan_of_a_prescription_goes_before_what_was_typed_of_it(clinic: Clinic, whole: Whole) -> None:
    case, _ = whole
    row = begun(clinic, case, "authorization")
    assert "prescription:1" in keys(clinic, row)
    draft = AttachmentDraft("prescription", "11/23/2026", "Order of Dr. Lee", about="prescription:1")
    scan = scanned(clinic, case, draft, "order")
    row = begun(clinic, case, "authorization")
    assert f"attachment:{scan}" in keys(clinic, row)
    assert "prescription:1" not in [one.key for one in seen(clinic, row).parts]
    # What it says is proved by the scan.
    answers = {one.key: one.evidence for one in seen(clinic, row).criteria}
    proof = answers["generic:prescription"]
    assert proof
    assert proof.parts[0] == f"attachment:{scan}"


def test_its_pages_are_in_the_packet_as_they_are_filed(clinic: Clinic, whole: Whole) -> None:
    case, _ = whole
    scan = scanned(clinic, case, AttachmentDraft("record", "11/2/2026", "Report"), "first", "second")
    row = begun(clinic, case, "records")
    change(clinic, row, PacketDraft(parts=(ChosenPart(f"attachment:{scan}"),)))
    accept_all(clinic, row)
    issue_packet(clinic, row)
    texts = viewed_pages(volume_pdf(clinic.blobs, volumes_of(clinic.read, row)[0]))
    assert "first" in texts[-2]
    assert "second" in texts[-1]


def test_a_file_that_is_gone_from_the_disk_is_said_and_nothing_is_issued(clinic: Clinic, whole: Whole) -> None:
    case, _ = whole
    scan = scanned(clinic, case, AttachmentDraft("record", "11/2/2026", "Report"), "lost")
    clinic.blobs.path(attachment(clinic.read, scan).blob).unlink()
    row = begun(clinic, case, "records")
    change(clinic, row, PacketDraft(parts=(ChosenPart(f"attachment:{scan}"),)))
    accept_all(clinic, row)
    with pytest.raises(PartUnreadable, match="“Report, 2 Nov 2026” cannot be read"):
        issue_packet(clinic, row)
    assert packet(clinic.read, row).number == 0
    # Pre-flight says it before that, and for a fax, which makes scans smaller, it is the same.
    found = seen(clinic, row)
    lost = lost_scans(clinic.read, clinic.blobs, found)
    assert lost == {f"attachment:{scan}"}
    stops = [one for one in packet_preflight(found, (), None, lost).findings if one.rule == "packet-lost"]
    assert [(one.grade, one.message) for one in stops] == [
        ("STOP", "The file of “Report, 2 Nov 2026” is not on the disk.")
    ]
    for way in ("fax", "portal"):
        change(clinic, row, PacketDraft(way=way, to_fax="(253) 555-0199"))
        accept_all(clinic, row)
        with pytest.raises(PartUnreadable, match="“Report, 2 Nov 2026” cannot be read"):
            issue_packet(clinic, row)


def test_a_file_of_another_client_is_no_part_whoever_writes_it(clinic: Clinic, whole: Whole) -> None:
    case, _ = whole
    other = new_client(clinic, replace(CLIENT, given_name="Ben"))
    theirs = new_case(clinic, other)
    scan = scanned(clinic, theirs, AttachmentDraft("record", "11/2/2026", "Report"), client=other)
    row = begun(clinic, case, "records")
    change(clinic, row, PacketDraft(parts=(ChosenPart(f"attachment:{scan}"),)))
    assert "packet-gone" in rules(clinic, row)
    with pytest.raises(Exception, match="of its client"):
        clinic._writer._database.execute(
            "INSERT INTO packet_parts (version, packet_id, place, kind, source, source_id, title)"
            f" VALUES (1, {row}, 1, 'report', 'attachment', {scan}, 'Report')"
        )


def test_what_stands_in_a_scan_or_a_letter_is_asked_about_where_something_is_kept(clinic: Clinic, whole: Whole) -> None:
    case, _ = whole
    draft = AttachmentDraft("denial", "11/18/2026", "Notice")
    scan = scanned(clinic, case, draft)
    clinic._writer._database.execute("UPDATE denials SET attachment_id = ?", (scan,))
    keep_from_plan(clinic, 1, "10/5/2026")
    row = begun(clinic, case, "appeal")
    asked = {one.field for one in verdict(clinic, row).findings if one.rule == "packet-kept-words"}
    assert f"parts/attachment:{scan}" in asked
    # Accepted, and asked about again once it is another file.
    accept_all(clinic, row)
    assert "packet-kept-words" not in rules(clinic, row)
    version = attachment(clinic.read, scan).version
    clinic.do(ChangeAttachment(scan, version, replace(draft, note="Read once more")))
    assert "packet-kept-words" in rules(clinic, row)


def test_a_file_that_was_joined_to_another_one_is_named_with_it(clinic: Clinic, whole: Whole) -> None:
    case, _ = whole
    first = scanned(clinic, case, AttachmentDraft("denial", "11/2/2026", "Notice, page 1"), "one")
    second = scanned(clinic, case, AttachmentDraft("denial", "11/2/2026", "Notice, page 2"), "two")
    row = begun(clinic, case, "appeal")
    change(clinic, row, PacketDraft(parts=(ChosenPart(f"attachment:{second}"),)))
    leaves = Leaves(clinic.blobs.put(paper("one", "two")), 2, True, b"picture")
    clinic.do(JoinAttachments(first, ((first, 1), (second, 1)), leaves))
    (gone,) = [one for one in verdict(clinic, row).findings if one.rule == "packet-gone"]
    assert (gone.grade, gone.message) == ("STOP", "“Notice, page 2” was joined to “Notice, page 1” since.")
    # Its pages do not come in by themselves: others came with them.
    assert seen(clinic, row).present == ()


def test_of_the_calls_those_with_the_payer_go_in_and_the_others_are_offered(clinic: Clinic, whole: Whole) -> None:
    case, denial = whole
    other = new_payer(clinic, replace(PAYER, name="Quillfern Health"))
    asked = ContactDraft(contacted_on="9/27/2026", party="payer/1", said="Asked for the benefits")
    rows = [
        clinic.do(LogContact(case, draft)).row
        for draft in (
            asked,
            replace(asked, contacted_on="10/3/2026", party=f"payer/{other}"),
            replace(asked, contacted_on="10/4/2026", party="attorney", name="Ana Ruiz"),
            replace(asked, contacted_on="10/5/2026", party="adjuster", name="Kim"),
        )
    ]
    row = begun(clinic, case, "appeal", f"denial:{denial}")
    calls = next(one for one in seen(clinic, row).offered if one.part.kind == "calls")
    assert set(rows) - set(calls.visits) == {rows[1], rows[2]}
    # The first one was before the first visit.
    assert rows[0] in calls.visits
    assert {one.row for one in calls.part.days} >= set(rows)
    change(clinic, row, PacketDraft(to_kind="attorney", to_name="Ana Ruiz"))
    calls = next(one for one in seen(clinic, row).offered if one.part.kind == "calls")
    assert set(rows) <= set(calls.visits)


def test_a_signed_letter_of_the_prescriber_goes_beside_the_appeal(clinic: Clinic, whole: Whole) -> None:
    case, denial = whole
    signed = scanned(clinic, case, AttachmentDraft("medical_necessity", "11/20/2026"))
    page = scanned(clinic, case, AttachmentDraft("plan_page", "1/1/2026"))
    found = keys(clinic, begun(clinic, case, "appeal", f"denial:{denial}"))
    # CO-50 and CO-197: an appeal of need, and visits without an authorization.
    assert f"attachment:{signed}" in found
    prior = keys(clinic, begun(clinic, case, "authorization"))
    assert (f"attachment:{signed}" in prior, f"attachment:{page}" in prior) == (True, False)


def test_an_assessment_that_nobody_signed_is_neither_quoted_nor_enclosed(clinic: Clinic, whole: Whole) -> None:
    case, denial = whole
    today = clinic.clock.today()
    before = record_of(clinic.read, case, today, draft_of("appeal_internal", denial), {}).assessment
    assert before
    clinic.do(AddAssessment(case, replace(FIRST, day="11/20/2026")))
    assert record_of(clinic.read, case, today, draft_of("appeal_internal", denial), {}).assessment == before
