"""What was issued before the client asked does not go out afterwards: each command that tells a payer is held up, for
that payer and those days, from the day on which the client asked; and what happened can be logged all the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest
from appealing import NOTICE, SENT
from factories import PAYER, POLICY, new_payer, new_policy
from packed import DAYS, Packable, keep_from_plan
from papers_out import letter_out, out
from telling import GUARDED

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.commands.steps import OpenAppeal, SendAppeal
from clinic_desktop.appeals.model import AppealDraft
from clinic_desktop.appeals.queries.denials import appeal
from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.commands import LogDisclosure
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.errors import Refused
from clinic_desktop.letters.commands.letters import VoidLetter
from clinic_desktop.letters.commands.sendings import LogLetterSent
from clinic_desktop.letters.queries.letters import letter, packets_waiting
from clinic_desktop.packets.commands.issuing import VoidPacket
from clinic_desktop.packets.commands.sending import MarkPacketSent
from clinic_desktop.packets.model.packet import SendingDraft
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.queries.packets import packet, void_letters_in
from clinic_desktop.restrictions.commands import AddRestriction, ChangeRestriction
from clinic_desktop.restrictions.model import RestrictionDraft
from clinic_desktop.restrictions.queries import restriction, told_papers
from clinic_desktop.restrictions.rules import paper_words, stop_words
from clinic_desktop.store.command import Command
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.submissions.commands import ChangeSubmission, LogSubmission
from clinic_desktop.submissions.model import SubmissionDraft

TODAY = "11/24/2026"
BY_CLINIC = SubmissionDraft(TODAY, "clinic", "fax", "F-1")
SENDING = SendingDraft(sent_on=TODAY, sent_how="mail")
TOLD = DisclosureDraft(told_on=TODAY, party="payer/1", purpose="payment", how="fax")
# How each command is about to tell the payer of the visits of the bill: the last two.
Telling = Callable[[Clinic, Packable], Command]


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def sending(clinic: Clinic, own: Packable) -> Command:
    row = out(clinic, own)
    return MarkPacketSent(row, packet(clinic.read, row).version, SENDING)


def step_out(clinic: Clinic, own: Packable, whose: str = "clinic") -> int:
    notice = replace(NOTICE, bill=str(own.bill), visits=(str(own.visits[1]),), whose=whose, regime="contract")
    denial = clinic.do(AddDenial(own.case, notice)).row
    return clinic.do(OpenAppeal(denial, AppealDraft())).row


def changing(clinic: Clinic, own: Packable) -> Command:
    row = clinic.do(LogSubmission(own.bill, replace(BY_CLINIC, sent_by="client"))).row
    return ChangeSubmission(row, 1, BY_CLINIC)


def stepping(clinic: Clinic, own: Packable, whose: str = "clinic") -> Command:
    row = step_out(clinic, own, whose)
    return SendAppeal(row, appeal(clinic.read, row).version, replace(SENT, sent_on=TODAY))


PROOFS: dict[str, tuple[Telling, str]] = {
    "MarkPacketSent": (sending, "sent_on"),
    "LogLetterSent": (lambda clinic, own: LogLetterSent(letter_out(clinic, own), TOLD), "party"),
    "LogSubmission": (lambda _, own: LogSubmission(own.bill, BY_CLINIC), "sent_by"),
    "ChangeSubmission": (changing, "sent_by"),
    "SendAppeal": (stepping, "sent_on"),
}


def test_each_guarded_command_has_its_proof() -> None:
    assert PROOFS.keys() == GUARDED


@pytest.mark.parametrize("name", sorted(PROOFS))
def test_what_the_client_keeps_from_the_payer_does_not_go_there(clinic: Clinic, own: Packable, name: str) -> None:
    make, field = PROOFS[name]
    command = make(clinic, own)
    assert type(command).__name__ == name
    # Another visit, another payer, and one that was taken back hold nothing up.
    keep_from_plan(clinic, own.client, "11/1/2026")
    kept = keep_from_plan(clinic, own.client, DAYS[1])
    with pytest.raises(Refused) as refused:
        clinic.do(command)
    (problem,) = refused.value.problems
    assert problem.field == field
    told = "The client asked on 20 Nov 2026 that no payer be told of the visit of 10 Nov 2026."
    assert problem.words.startswith(told)
    assert "log that in Disclosures" in problem.words
    draft = RestrictionDraft("", DAYS[1], DAYS[1], "11/20/2026", "written", "", "11/23/2026")
    clinic.do(ChangeRestriction(kept, restriction(clinic.read, kept).version, draft))
    clinic.do(command)


def test_another_payer_and_an_earlier_day_hold_nothing_up(clinic: Clinic, own: Packable) -> None:
    other = new_payer(clinic, replace(PAYER, name="Harbor Health"))
    new_policy(clinic, own.case, replace(POLICY, payer=str(other), member_id="H 1"))
    clinic.do(AddRestriction(own.client, RestrictionDraft(str(other), DAYS[1], DAYS[1], "11/20/2026")))
    clinic.do(LogSubmission(own.bill, BY_CLINIC))
    assert told_papers(clinic.read, own.client, clinic.clock.today()) == ()
    # The bill went in before the client asked: that is no breach, and can be written down.
    clinic.clock._fixed = datetime(2026, 11, 27, 17, 30, tzinfo=UTC)
    clinic.do(AddRestriction(own.client, RestrictionDraft("", DAYS[1], "", "11/26/2026")))
    clinic.do(LogSubmission(own.bill, replace(BY_CLINIC, sent_on="11/25/2026")))
    with pytest.raises(Refused, match="no payer be told"):
        clinic.do(LogSubmission(own.bill, replace(BY_CLINIC, sent_on="11/26/2026")))
    (found,) = told_papers(clinic.read, own.client, clinic.clock.today())
    assert stop_words(found).endswith("It went out on 25 Nov 2026, before that. Do not send it again.")


def test_what_the_client_sends_is_their_own_doing(clinic: Clinic, own: Packable) -> None:
    command = stepping(clinic, own, "member")
    keep_from_plan(clinic, own.client, DAYS[1])
    clinic.do(LogSubmission(own.bill, replace(BY_CLINIC, sent_by="client")))
    clinic.do(command)


def test_a_letter_in_the_words_of_the_client_is_theirs_and_one_of_the_clinic_is_not(
    clinic: Clinic, own: Packable
) -> None:
    member, clinics = (letter_out(clinic, own, "benefits_exception", voice) for voice in ("member", "clinic"))
    keep_from_plan(clinic, own.client, DAYS[0], DAYS[2])
    for row in (member, clinics):
        assert telling_days(clinic, row) == {"2026-11-04", "2026-11-10", "2026-11-17"}
    clinic.do(LogLetterSent(member, TOLD))
    with pytest.raises(Refused, match="no payer be told"):
        clinic.do(LogLetterSent(clinics, TOLD))
    # To the prescriber it may go.
    clinic.do(LogLetterSent(clinics, replace(TOLD, party="prescriber", name="Maria Lee", purpose="treatment")))


def telling_days(clinic: Clinic, row: int) -> set[str]:
    sql = "SELECT day FROM told_papers WHERE kind = 'letter' AND item_id = ? AND to_payer"
    return {one["day"] for one in clinic.read.all(sql, row)}


def test_a_breach_can_be_logged(clinic: Clinic, own: Packable) -> None:
    keep_from_plan(clinic, own.client, DAYS[1])
    clinic.do(LogDisclosure(replace(TOLD, client=own.client, title="Superbill", kind="bill", item=own.bill)))
    assert disclosures_of(clinic.read, own.client)[0].payer == 1


def test_the_papers_that_tell_of_it_are_named(clinic: Clinic, own: Packable) -> None:
    row = out(clinic, own)
    letter_out(clinic, own)
    today = clinic.clock.today()
    assert told_papers(clinic.read, own.client, today) == ()
    keep_from_plan(clinic, own.client, DAYS[1], DAYS[2])
    found = told_papers(clinic.read, own.client, today)
    assert {paper_words(one) for one in found} == {
        "Superbill no. 1001",
        f"Packet no. {packet(clinic.read, row).number}",
        "Letter no. 1: Reply to a payer’s questions",
    }
    assert {len(one.kept) for one in found if one.kind == "bill"} == {2}
    bill = next(one for one in found if one.kind == "bill")
    assert stop_words(bill).endswith("void it, or give it to nobody but the client.")
    clinic.do(VoidPacket(row, packet(clinic.read, row).version, "Kept from the plan"))
    assert "packet" not in {one.kind for one in told_papers(clinic.read, own.client, today)}


def test_a_packet_tells_of_what_its_letter_tells(clinic: Clinic, own: Packable) -> None:
    row = letter_out(clinic, own)
    out(clinic, own, ChosenPart(f"letter:{row}"), of_a_time=True)
    keep_from_plan(clinic, own.client, DAYS[1])
    kinds = {one.kind for one in told_papers(clinic.read, own.client, clinic.clock.today())}
    assert kinds == {"bill", "letter", "packet"}


def test_a_note_that_was_not_chosen_is_not_told(clinic: Clinic, own: Packable) -> None:
    out(clinic, own, ChosenPart(f"notes:{own.case}", (int(own.visits[1]),)), of_a_time=True)
    keep_from_plan(clinic, own.client, DAYS[2])
    kinds = {one.kind for one in told_papers(clinic.read, own.client, clinic.clock.today())}
    assert kinds == {"bill"}


def test_a_packet_does_not_go_out_with_a_letter_that_is_void(clinic: Clinic, own: Packable) -> None:
    written = letter_out(clinic, own)
    row = out(clinic, own, ChosenPart(f"letter:{written}"))
    found = packet(clinic.read, row)
    assert packets_waiting(clinic.read, written) == (found.number,)
    clinic.do(VoidLetter(written, letter(clinic.read, written).row.version, "Wrong number"))
    assert void_letters_in(clinic.read, row) == ("Reply to a payer’s questions, 24 Nov 2026",)
    with pytest.raises(Refused, match=r"is void\. Void this packet, and make one with"):
        clinic.do(MarkPacketSent(row, found.version, SENDING))
    clinic.do(VoidPacket(row, found.version, "Letter void"))
    assert packets_waiting(clinic.read, written) == ()
