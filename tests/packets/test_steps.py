"""A packet that carries a step against a denial: the step is sent with it, and both tell the same."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from appealing import NOTICE, following, statements_of
from factories import refused
from packed import Packable, accept_all, begun, change, issue_packet

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.commands.steps import AnswerAppeal, SendAppeal
from clinic_desktop.appeals.model import AnswerDraft, SentDraft
from clinic_desktop.appeals.queries.denials import appeals_of, contacts_about
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.queries import follow_ups_due
from clinic_desktop.packets.commands.sending import MarkPacketAnswered, MarkPacketSent
from clinic_desktop.packets.model.packet import PacketAnswerDraft, PacketDraft, PacketId, SendingDraft
from clinic_desktop.packets.queries.packets import packet, packet_page
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def of_denial(clinic: Clinic, own: Packable, deadline_on: str = "") -> PacketId:
    """A packet that was issued against a denial of the bill; nobody began a step."""
    visits = tuple(map(str, own.visits[1:]))
    draft = replace(NOTICE, bill=str(own.bill), visits=visits, noticed_on="11/19/2026", deadline_on=deadline_on)
    denied = clinic.do(AddDenial(own.case, draft)).row
    row = begun(clinic, own.case, "appeal", f"denial:{denied}")
    change(clinic, row, PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402"))
    accept_all(clinic, row)
    return issue_packet(clinic, row)


def test_what_is_sent_for_a_denial_sends_its_step_and_undo_takes_both_back(clinic: Clinic, own: Packable) -> None:
    row = of_denial(clinic, own)
    assert appeals_of(clinic.read, 1) == ()
    clinic.do(MarkPacketSent(row, packet(clinic.read, row).version, SendingDraft("11/24/2026", "mail", "RR 1")))
    (step,) = appeals_of(clinic.read, 1)
    assert (step.level, step.sent_how, step.confirmation, step.packet) == ("internal", "mail", "RR 1", row)
    # Put right later it is the same step, and the same contact.
    clinic.do(MarkPacketSent(row, packet(clinic.read, row).version, SendingDraft("11/24/2026", "fax", "FX 2")))
    (step,) = appeals_of(clinic.read, 1)
    assert (step.sent_how, step.confirmation) == ("fax", "FX 2")
    assert len(contacts_about(clinic.read, 1)) == 1
    clinic.undo()
    clinic.undo()
    assert appeals_of(clinic.read, 1) == () and contacts_about(clinic.read, 1) == ()
    assert packet(clinic.read, row).state == "issued" and following(clinic, 1).level == "internal"


def test_an_appeal_is_sent_after_its_day_with_a_reason_only(clinic: Clinic, own: Packable) -> None:
    row = of_denial(clinic, own, deadline_on="11/20/2026")
    version, late = packet(clinic.read, row).version, SendingDraft("11/24/2026", "mail")
    assert refused(lambda: clinic.do(MarkPacketSent(row, version, late))) == ["late_why"]
    assert packet(clinic.read, row).state == "issued"
    clinic.do(MarkPacketSent(row, version, replace(late, late_why="The letter went to an old address")))
    assert appeals_of(clinic.read, 1)[0].late_why == "The letter went to an old address"


def test_what_became_of_the_step_is_told_of_its_packet_and_kept_once(clinic: Clinic, own: Packable) -> None:
    row = of_denial(clinic, own)
    clinic.do(MarkPacketSent(row, packet(clinic.read, row).version, SendingDraft("11/24/2026", "mail", "RR 1")))
    (step,) = appeals_of(clinic.read, 1)
    assert packet(clinic.read, row).answer_due_on == step.answer_due_on
    put_right = SentDraft("11/24/2026", "fax", "FX 2", "11/24/2026", packet=str(row))
    clinic.do(SendAppeal(step.id, step.version, put_right))
    told = packet(clinic.read, row)
    assert (told.sent_how, told.confirmation) == ("fax", "FX 2")
    # None is made for an email, and one that went so all the same says it too.
    clinic.do(SendAppeal(step.id, appeals_of(clinic.read, 1)[0].version, replace(put_right, sent_how="email")))
    assert packet(clinic.read, row).sent_how == "email"
    clinic.do(AnswerAppeal(step.id, appeals_of(clinic.read, 1)[0].version, AnswerDraft("11/24/2026", "lost")))
    told = packet(clinic.read, row)
    assert (told.state, told.answer, told.answered_on) == ("answered", "Internal appeal: Lost", date(2026, 11, 24))
    (listed,) = packet_page(clinic.read, clinic.clock.today(), state="answered").rows
    assert (listed.id, listed.answered_on, listed.answer_due_on) == (row, told.answered_on, step.answer_due_on)
    # Put right after that, it begins no other step, and the day of the next one stays.
    after = following(clinic, 1)
    assert after.level == "external" and after.due_on
    clinic.do(MarkPacketSent(row, told.version, SendingDraft("11/24/2026", "fax", "FX 3")))
    assert len(appeals_of(clinic.read, 1)) == 1 and following(clinic, 1) == after
    # Taken back, the answer is gone in both places.
    clinic.undo()
    clinic.undo()
    assert packet(clinic.read, row).state == "sent" and appeals_of(clinic.read, 1)[0].outcome == ""


def test_what_was_typed_of_the_packet_itself_goes_before_its_step(clinic: Clinic, own: Packable) -> None:
    row = of_denial(clinic, own)
    clinic.do(MarkPacketSent(row, packet(clinic.read, row).version, SendingDraft("11/24/2026", "fax", "", "12/4/2026")))
    assert packet(clinic.read, row).answer_due_on == date(2026, 12, 4)
    (due,) = follow_ups_due(clinic.read, date(2026, 12, 4))
    assert due.contact.todo == "Ask what became of packet no. 1"
    draft = PacketAnswerDraft("11/24/2026", "They have it")
    clinic.do(MarkPacketAnswered(row, packet(clinic.read, row).version, draft))
    (step,) = appeals_of(clinic.read, 1)
    clinic.do(AnswerAppeal(step.id, step.version, AnswerDraft("11/24/2026", "lost")))
    assert packet(clinic.read, row).answer == "They have it"


def test_what_an_earlier_program_kept_in_both_places_is_told_by_the_step(clinic: Clinic, own: Packable) -> None:
    row = of_denial(clinic, own)
    clinic.do(MarkPacketSent(row, packet(clinic.read, row).version, SendingDraft("11/24/2026", "fax", "FX 1")))
    (step,) = appeals_of(clinic.read, 1)
    day = f"{step.answer_due_on}"
    (moved,) = [one for one in statements_of("steps_and_what_carries_them") if one.startswith("UPDATE packets")]
    for kept, left in ((day, ""), ("2026-12-04", "2026-12-04")):
        clinic._writer._database.execute("UPDATE packets SET answer_due_on = ?", (kept,))
        clinic._writer._database.execute(moved)
        assert clinic.read.one("SELECT answer_due_on FROM packets")["answer_due_on"] == left
