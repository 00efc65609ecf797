"""What a letter tells by the reason of a denial: proof of filing for a late one, the packet’s table, who writes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from appealing import NOTICE, denied, new_denial
from lettering import accept_all, draft_of, issued, now, with_whole_case
from packed import begun, rules

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.model import ComposedLetter
from clinic_desktop.letters.queries.record import record_of
from clinic_desktop.letters.rules.checks import all_lines, letter_checks
from clinic_desktop.letters.rules.composing import composed, paper_of
from clinic_desktop.letters.rules.conditions import holding_now
from clinic_desktop.letters.rules.fixes import letter_fix
from clinic_desktop.letters.rules.values import facts_of
from clinic_desktop.packets.commands.criteria import AddCriterion
from clinic_desktop.packets.commands.drafts import ChangePacket
from clinic_desktop.packets.model.criteria import AnsweredCriterion, PayerCriterionDraft
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.submissions.commands import LogSubmission
from clinic_desktop.submissions.model import SubmissionDraft
from clinic_desktop.submissions.queries.standing import filed
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.queries.issued import issued_bill

TODAY = date(2026, 11, 24)
LATE = replace(NOTICE, codes="CO-29", quoted="The time limit for filing has expired.", whose="clinic")
LATE = replace(LATE, noticed_on="11/24/2026", received_on="11/24/2026")


@pytest.fixture
def whole(tmp_path: Path, open_clinic: Callable[[ClinicFolder], Clinic]) -> Clinic:
    return open_clinic(with_whole_case(tmp_path / "whole"))


def gaps(made: ComposedLetter) -> set[str]:
    found = letter_checks(made, (), ()).findings
    return {key for one in found if "missing" in one.rule for key in one.fact.split()}


def way(made: ComposedLetter, key: str) -> str:
    fix = letter_fix(made.facts, f"fact/{key}")
    assert fix
    return fix.part


def test_a_late_claim_is_answered_by_what_was_filed(clinic: Clinic) -> None:
    found = denied(clinic)
    draft = draft_of("appeal_internal", new_denial(clinic, found, LATE))
    case = found.whose.case
    # Nothing is on record of it: said in place, and one button logs it for the very bill.
    made = now(clinic, case, draft)
    assert {"filing.list", "filing.confirmation"} <= gaps(made)
    assert "[when and how the bill was sent in: missing]" in all_lines(paper_of(made))
    assert way(made, "filing.list").endswith(f"submission/new/{found.bill}")
    # Sent, but without a number: that alone is missing, and the button leads to its field.
    first = clinic.do(LogSubmission(found.bill, SubmissionDraft("11/24/2026", "clinic", "fax"))).row
    made = now(clinic, case, draft)
    assert "filing.list" not in gaps(made)
    assert "filing.confirmation" in gaps(made)
    assert way(made, "filing.confirmation").endswith(f"submission/{first}/confirmation")
    # The bill was voided since: what was filed first still counts, and comes first.
    bill = issued_bill(clinic.read, found.bill)
    clinic.do(LogSubmission(found.bill, SubmissionDraft("11/24/2026", "client", "portal", "8841")))
    clinic.do(VoidBill(found.bill, bill.version, "Wrong claim number"))
    words = all_lines(paper_of(now(clinic, case, draft)))
    name = f"Superbill no. {bill.number}"
    assert f"• {name}: sent on 11/24/2026 by fax\n• {name}: sent on 11/24/2026 through the portal" in words
    assert "Confirmation that came back: 8841 of 11/24/2026." in words
    assert "Copy of what was sent in, with its confirmation" in words
    # What went in after the plan had answered proves nothing.
    record = record_of(clinic.read, case, TODAY, draft, {}, "appeals")
    assert record.denial
    before = replace(record, denial=replace(record.denial, said_on=TODAY - timedelta(1)))
    assert "filing.list" not in facts_of(before).values
    # It claims no more than that: whether it was in time is the plan’s rule.
    assert "in time" not in words
    assert "please name the last day to file" in words


def test_what_went_to_another_payer_proves_nothing(clinic: Clinic) -> None:
    found = denied(clinic)
    clinic.do(LogSubmission(found.bill, SubmissionDraft("11/24/2026", "clinic", "fax", "8841")))
    draft = draft_of("appeal_internal", new_denial(clinic, found, LATE))
    record = record_of(clinic.read, found.whose.case, TODAY, draft, {}, "appeals")
    assert record.denial
    assert [one.sent.confirmation for one in record.denial.filed if one.sent] == ["8841"]
    assert filed(clinic.read, found.visits, 99) == ()


@pytest.mark.parametrize(("codes", "is_wanted"), [("CO-29", False), ("CO-29 CO-50", True), ("CO-197", True)])
def test_function_is_a_gap_only_where_more_than_the_day_is_in_question(
    clinic: Clinic, codes: str, is_wanted: bool
) -> None:
    found = denied(clinic)
    made = now(
        clinic, found.whose.case, draft_of("appeal_internal", new_denial(clinic, found, replace(LATE, codes=codes)))
    )
    assert ("limits.list" in gaps(made)) is is_wanted
    assert ("measure.list" in gaps(made)) is is_wanted


def test_of_a_late_claim_nothing_is_told_of_what_the_treatment_did(whole: Clinic) -> None:
    notice = replace(LATE, policy="1", visits=("6",), whose="member")
    row = whole.do(AddDenial(CaseId(1), notice)).row
    words = all_lines(paper_of(now(whole, CaseId(1), draft_of("appeal_internal", row))))
    assert "You say that the claim came too late." in words
    # No more than the answer needs.
    assert "Sit at the desk" not in words
    assert "NDI 24/50" not in words
    assert "The goals of the treatment" not in words
    assert "Treatment plan of" not in words
    assert "You say that the treatment was not necessary" not in words


def test_the_table_of_criteria_is_named_only_while_the_packet_has_it(whole: Clinic) -> None:
    case, draft = CaseId(1), draft_of("appeal_internal", 1)

    def names_it() -> bool:
        return paper_of(now(whole, case, draft)).names_criteria

    assert not names_it()
    row = begun(whole, case, "appeal", "denial:1")
    # What payers commonly ask for is not the payer’s own criterion.
    assert not names_it()
    own = PayerCriterionDraft("Loss of function", "function", "Policy 8.03", "11/20/2026")
    one = whole.do(AddCriterion(1, own)).row
    assert names_it()
    words = all_lines(paper_of(now(whole, case, draft)))
    assert "The table of criteria in this packet sets your criteria, point by point" in words
    found = letter_checks(now(whole, case, draft), (), ()).findings
    assert [each.grade for each in found if each.rule == "letter-criteria"] == ["NOTE"]
    # Issued, it says so for ever: a packet without the table is stopped.
    letter = issued(whole, case, draft)

    def put(is_left_out: bool) -> None:
        answers = (AnsweredCriterion(f"payer:{one}", "Sits 45 minutes", is_left_out=is_left_out),)
        parts = (ChosenPart(f"letter:{letter}"),)
        version = packet(whole.read, row).version
        whole.do(ChangePacket(row, version, PacketDraft(criteria=answers, parts=parts)))

    put(False)
    assert "packet-criteria-named" not in rules(whole, row)
    put(True)
    assert "packet-criteria-named" in rules(whole, row)
    assert not names_it()


def test_a_parent_writes_for_a_minor(whole: Clinic) -> None:
    person = client(whole.read, 1)
    child = ClientDraft("Rosalind", "Mae", "Nguyễn", birth_date="3/4/2015", guardian_name="Ines Nguyễn")
    child = replace(child, street="208 Fir Avenue", city="Tacoma", state="WA", zip="98405", phone="2535550143")
    whole.do(ChangeClient(person.id, person.version, child))
    for kind in ("appeal_internal", "network_gap", "employer", "legislator", "referral_request"):
        paper = paper_of(now(whole, CaseId(1), draft_of(kind, 1, "member")))
        assert paper.sender[:2] == paper.signer == ("Ines Nguyễn", "Parent or guardian of Rosalind Mae Nguyễn")
        assert paper.paragraphs[0].startswith("I am the parent or guardian of Rosalind Mae Nguyễn, who is a minor")


def test_employer_and_legislator_learn_no_more_than_they_need(whole: Clinic) -> None:
    for kind in ("employer", "legislator"):
        made = now(whole, CaseId(1), draft_of(kind, 1))
        words = all_lines(paper_of(made))
        assert "Cascade Mutual" in words
        for private in (
            "M54.2",
            "Cervicalgia",
            "03/04/1985",
            "ABC 123",
            "CLM-2041",
            "11/09/2026",
            "NDI",
            "$280",
            "Lee",
        ):
            assert private not in words, (kind, private)
        told = {key for part in made.parts for key in part.uses}
        assert not told & {"diagnosis.list", "measure.list", "limits.list", "visits.given", "client.birth_date"}
        accept_all(whole, CaseId(1), draft_of(kind, 1))
        assert not letter_checks(made, (), ()).is_stopped
    # The law is named only where the record knows the kind of plan.
    record = record_of(whole.read, CaseId(1), TODAY, draft_of("employer", 1), {})
    assert {"erisa", "insured"} <= holding_now(record)
    assert record.answers
    own = replace(record, answers=replace(record.answers, funding="self_funded"))
    assert "self_funded" in holding_now(own)
    assert "insured" not in holding_now(own)


def test_a_signed_form_is_enclosed_where_a_representative_writes(whole: Clinic) -> None:
    form = "Signed form that names the representative"
    record = record_of(whole.read, CaseId(1), TODAY, draft_of("appeal_internal", 1), {}, "appeals")
    assert record.denial
    on_file = facts_of(replace(record, denial=replace(record.denial, has_form=True, representative="June Larkin")))
    for facts, encloses in ((facts_of(record), False), (on_file, True)):
        for voice in ("member", "clinic", "representative"):
            made = composed(shipped("appeal_internal"), draft_of("appeal_internal", 1, voice), facts)
            assert (form in paper_of(made).enclosures) == (encloses and voice == "representative")
            assert ("The signed form is enclosed." in all_lines(paper_of(made))) == (form in paper_of(made).enclosures)
    # Whoever represents the client is named; where nobody is, it is the clinic that writes.
    told = draft_of("appeal_internal", 1, "representative")
    assert "The patient named June Larkin in writing" in all_lines(
        paper_of(composed(shipped(told.kind), told, on_file))
    )
    assert "The patient named us in writing" in all_lines(paper_of(now(whole, CaseId(1), told)))
