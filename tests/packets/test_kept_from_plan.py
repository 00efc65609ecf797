"""What a client keeps from their plan cannot be overlooked: not by a reason, not by dates, not in a part that tells of
other days too, not on the cover, and not in the table of criteria (45 CFR 164.522)."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from billable import ready_visit
from packed import (
    DAYS,
    Packable,
    accept_all,
    begun,
    change,
    issue_packet,
    keep_from_plan,
    rules,
    seen,
    verdict,
)
from pdfs import as_viewed
from reporting import REPORT, signed_report

from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.errors import Refused
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.queries.packets import packet, volume_pdf, volumes_of
from clinic_desktop.restrictions.queries import paper_telling
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.commands.acceptances import AcceptFinding

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def whole(clinic: Clinic, own: Packable) -> int:
    """A packet of everything there is, to the plan."""
    row = begun(clinic, own.case, "appeal")
    change(clinic, row, TO)
    parts = []
    for one in seen(clinic, row).parts:
        parts.append(ChosenPart(one.key, tuple(day.row for day in one.days)))
    change(clinic, row, PacketDraft(parts=tuple(parts)))
    accept_all(clinic, row)
    return row


def stops(clinic: Clinic, row: int) -> set[str]:
    """The parts that tell of what is kept."""
    return {one.field for one in verdict(clinic, row).findings if one.rule == "packet-kept"}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        # A note, an assessment, and (by construction) no score of that day.
        (DAYS[0], {"parts/notes:1", "parts/assessment:1"}),
        # A note, and a bill of two visits of which one is kept.
        (DAYS[1], {"parts/notes:1", "parts/bill:1"}),
        (DAYS[2], {"parts/notes:1", "parts/bill:1"}),
    ],
)
def test_each_part_that_tells_of_the_visit_stops_the_packet(
    clinic: Clinic, own: Packable, day: str, told: set[str]
) -> None:
    row = whole(clinic, own)
    assert stops(clinic, row) == set()
    keep_from_plan(clinic, own.client, day)
    assert stops(clinic, row) == told


def test_no_reason_and_no_other_dates_get_it_through(clinic: Clinic, own: Packable) -> None:
    row = whole(clinic, own)
    keep_from_plan(clinic, own.client, DAYS[1])
    for one in verdict(clinic, row).findings:
        clinic.do(AcceptFinding(own.client, one.rule, (one.fact,), "The client will not mind"))
    assert "packet-kept" in rules(clinic, row)
    with pytest.raises(Refused, match="tells of the visit"):
        issue_packet(clinic, row)
    # Nor by asking for a time without that day while the bill stays in.
    change(clinic, row, PacketDraft(since=DAYS[2], until=DAYS[2], parts=packet(clinic.read, row).parts))
    assert "parts/bill:1" in stops(clinic, row)


def test_what_it_is_about_tells_too(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "reimbursement", "bill:1")
    change(clinic, row, replace(TO, parts=()))
    assert "packet-kept-about" not in rules(clinic, row)
    keep_from_plan(clinic, own.client, DAYS[1])
    found = [one for one in verdict(clinic, row).findings if one.rule == "packet-kept-about"]
    assert [(one.grade, one.field) for one in found] == [("STOP", "packet/about")]
    # No reason gets it through, and none is begun about it again.
    accept_all(clinic, row)
    assert "packet-kept-about" in rules(clinic, row)
    assert packet(clinic.read, begun(clinic, own.case, "reimbursement")).about == ""


def test_the_subject_of_an_issued_packet_stops_its_sending(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "reimbursement", "bill:1")
    change(clinic, row, TO)
    bill_gone = tuple(one for one in packet(clinic.read, row).parts if not one.key.startswith(("bill", "notes")))
    change(clinic, row, PacketDraft(parts=bill_gone))
    accept_all(clinic, row)
    issue_packet(clinic, row)
    keep_from_plan(clinic, own.client, DAYS[1])
    told = paper_telling(clinic.read, "packet", row, clinic.clock.today())
    assert told and date(2026, 11, 10) in told.days


def test_a_report_of_other_weeks_counts_the_visit_too(clinic: Clinic, own: Packable) -> None:
    signed_report(clinic, own.case, replace(REPORT, since="11/12/2026", day="11/24/2026"))
    row = whole(clinic, own)
    # It tells of the time since the 12th, and of how many visits there were in all.
    keep_from_plan(clinic, own.client, DAYS[0])
    assert "parts/report:1" in stops(clinic, row)


def test_proposed_it_leaves_the_visit_out_and_tells_nobody_that_it_does(clinic: Clinic, own: Packable) -> None:
    keep_from_plan(clinic, own.client, DAYS[0])
    row = begun(clinic, own.case, "extension")
    change(clinic, row, PacketDraft(since=DAYS[0], until=DAYS[2]))
    change(clinic, row, replace(TO, tells_left_out=True))
    found = seen(clinic, row)
    notes = next(one for one in found.packet.parts if one.key.startswith("notes"))
    assert notes.visits == tuple(own.visits[1:])
    # Whoever makes it is told; the cover is not.
    kept = [one for one in found.left_out if not one.is_told]
    assert [one.what for one in kept] == ["Visit of 4 Nov 2026"]
    accept_all(clinic, row)
    assert rules(clinic, row) == []
    issue_packet(clinic, row)
    text = as_viewed(volume_pdf(clinic.blobs, volumes_of(clinic.read, row)[0]))
    assert "11/04/2026" not in text
    assert "11/10/2026" in text
    assert "Kept from" not in text


def test_no_number_of_that_day_proves_anything(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "appeal")
    before = {one.key: one.evidence for one in seen(clinic, row).criteria}
    assert before["generic:progress"]
    keep_from_plan(clinic, own.client, DAYS[0])
    now = {one.key: one.evidence for one in seen(clinic, row).criteria}
    # The first score and the assessment were taken at that visit.
    assert now["generic:progress"] is None
    assert now["generic:impairment"] is None
    assert now["generic:baseline"]
    assert "11/04/2026" not in now["generic:baseline"].words


def test_words_that_no_program_reads_are_asked_about(clinic: Clinic, own: Packable) -> None:
    call = ContactDraft(contacted_on="11/20/2026", party="payer/1", said="Asked about the visit of 11/4")
    clinic.do(LogContact(own.case, call))
    keep_from_plan(clinic, own.client, DAYS[0])
    row = begun(clinic, own.case, "appeal")
    (asked,) = [one for one in verdict(clinic, row).findings if one.rule == "packet-kept-words"]
    assert (asked.grade, asked.field) == ("ASK", f"parts/calls:{own.case}")
    accept_all(clinic, row)
    assert "packet-kept-words" not in rules(clinic, row)
    # One more entry: its words nobody has read yet.
    clinic.do(LogContact(own.case, replace(call, said="And about another one")))
    calls = next(one for one in seen(clinic, row).parts if one.source == "calls")
    others = tuple(one for one in packet(clinic.read, row).parts if one.key != calls.key)
    more = ChosenPart(calls.key, tuple(one.row for one in calls.days))
    change(clinic, row, PacketDraft(parts=(*others, more)))
    assert "packet-kept-words" in rules(clinic, row)


def test_of_who_is_no_payer_nothing_is_kept(clinic: Clinic, own: Packable) -> None:
    keep_from_plan(clinic, own.client, DAYS[0], DAYS[2])
    row = begun(clinic, own.case, "records")
    assert stops(clinic, row) == set()
    notes = next(one for one in packet(clinic.read, row).parts if one.key.startswith("notes"))
    assert notes.visits == tuple(own.visits)


def test_a_demand_that_comes_after_it_was_bound_still_stops_it(clinic: Clinic, own: Packable) -> None:
    from clinic_desktop.jobs import Progress
    from clinic_desktop.packets.commands.issuing import IssuePacket, kept_volumes
    from clinic_desktop.packets.document.making import bind_packet

    row = whole(clinic, own)
    bound = bind_packet(clinic.read, clinic.blobs, row, clinic.clock.today(), Progress())
    kept, version = kept_volumes(clinic.blobs, bound), packet(clinic.read, row).version
    keep_from_plan(clinic, own.client, DAYS[1])
    ready_visit(clinic, own.case, "11/23/2026")
    with pytest.raises(Exception, match="changed"):
        clinic.do(IssuePacket(row, version, bound.number, bound.initials, bound.seen_as, kept))
    assert packet(clinic.read, row).number == 0


def test_the_plan_is_not_told_under_the_name_of_somebody_else(clinic: Clinic, own: Packable) -> None:
    row = whole(clinic, own)
    keep_from_plan(clinic, own.client, DAYS[1])
    change(clinic, row, PacketDraft(to_kind="other", parts=packet(clinic.read, row).parts))
    change(clinic, row, PacketDraft(to_name="CASCADE MUTUAL, Claims", way="portal"))
    assert stops(clinic, row) == set()
    accept_all(clinic, row)
    assert rules(clinic, row) == ["packet-named-payer"]
    change(clinic, row, PacketDraft(to_name="Ana Ruiz, attorney", parts=packet(clinic.read, row).parts))
    assert "packet-named-payer" not in rules(clinic, row)


def test_a_call_of_that_day_is_no_visit(clinic: Clinic, own: Packable) -> None:
    clinic.do(LogContact(own.case, ContactDraft(contacted_on=DAYS[1], party="payer/1", said="Asked for a form")))
    keep_from_plan(clinic, own.client, DAYS[1])
    row = begun(clinic, own.case, "appeal")
    calls = next(one for one in seen(clinic, row).parts if one.source == "calls")
    change(clinic, row, PacketDraft(parts=(ChosenPart(calls.key, tuple(one.row for one in calls.days)),)))
    assert stops(clinic, row) == set()
    assert "packet-kept-words" in rules(clinic, row)
