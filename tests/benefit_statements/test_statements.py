"""Statements on record: entered, changed, taken away; what a plan paid; and that nothing else pulls them away."""

from dataclasses import replace
from datetime import date

import pytest
from answering import DENIED, FIRST_VISIT, LATER_VISIT, STATEMENT, Answerable, answer, answerable, new_statement
from billable import issue, ready_visit
from contracting import CONTRACT, new_contract
from factories import new_policy, refused

from clinic_desktop.benefit_statements.commands.statements import ChangeStatement, EnterStatement, RetireStatement
from clinic_desktop.benefit_statements.model import LineDraft, StatementId
from clinic_desktop.benefit_statements.queries.brought_back import of_bill, of_case, of_client, of_payer
from clinic_desktop.benefit_statements.queries.learned import payer_lessons, taught_visit
from clinic_desktop.benefit_statements.queries.services import services_for
from clinic_desktop.benefit_statements.queries.statements import (
    benefit_statement,
    paid_to_clinic,
    statement_page,
    statements_of_bill,
)
from clinic_desktop.benefit_statements.rules.brought import brought_words
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.payers.commands import MergePayers
from clinic_desktop.payers.model import PayerId
from clinic_desktop.policies.commands import ChangePolicy
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.submissions.queries.waiting import unanswered
from clinic_desktop.submissions.rules.standing import asking_words
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.queries.issued import issued_bill
from clinic_desktop.visits.commands.visits import RetireVisit

CASCADE = PayerId(1)
HOUR = (("MT001", 4),)


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return answerable(clinic)


def test_a_statement_is_kept_as_it_stands_on_the_paper(clinic: Clinic, found: Answerable) -> None:
    row = new_statement(clinic, found, FIRST_VISIT, LATER_VISIT)
    kept = benefit_statement(clinic.read, row)
    assert (kept.case, kept.payer, kept.bill, kept.bill_number) == (found.whose.case, CASCADE, found.bill, 1001)
    assert (kept.statement_on, kept.received_on) == (date(2026, 11, 20), date(2026, 11, 22))
    assert (kept.claim_number, kept.paid_to, kept.paid_cents) == ("C-4471", "client", 10_200)
    first = kept.lines[0]
    assert (first.procedure_code, first.units, first.billed_cents, first.allowed_cents) == ("MT001", 4, 14_000, 11_000)
    assert (first.deductible_cents, first.coinsurance_cents, first.not_paid_cents) == (5_000, 2_400, 3_000)
    assert first.reasons == ("CO-45", "PR-1", "PR-2")
    (listed,) = statement_page(clinic.read, found.whose.case).rows
    assert (listed.visits, listed.billed_cents, listed.allowed_cents, listed.paid_cents) == (2, 28_000, 22_000, 10_200)


def test_a_line_that_nothing_was_typed_into_is_not_on_it(clinic: Clinic, found: Answerable) -> None:
    row = new_statement(clinic, found, LineDraft(), LATER_VISIT)
    assert [one.day for one in benefit_statement(clinic.read, row).lines] == [date(2026, 11, 17)]


def test_it_is_changed_removed_and_comes_back(clinic: Clinic, found: Answerable) -> None:
    row = new_statement(clinic, found, FIRST_VISIT, LATER_VISIT)
    case, bill = found.whose.case, found.bill
    clinic.do(ChangeStatement(row, 1, answer(clinic, case, bill, FIRST_VISIT)))
    assert [one.paid_cents for one in benefit_statement(clinic.read, row).lines] == [3_600]
    with pytest.raises(ChangedSince):
        clinic.do(ChangeStatement(row, 1, answer(clinic, case, bill, LATER_VISIT)))
    clinic.do(RetireStatement(row, 2))
    assert statement_page(clinic.read, case).rows == () and of_bill(clinic.read, bill).paid_client_cents == 0
    clinic.undo()
    assert of_bill(clinic.read, bill).paid_client_cents == 3_600
    clinic.undo()
    assert [one.paid_cents for one in benefit_statement(clinic.read, row).lines] == [3_600, 6_600]


def test_the_same_paper_is_not_entered_twice(clinic: Clinic, found: Answerable) -> None:
    new_statement(clinic, found, FIRST_VISIT)
    case, bill = found.whose.case, found.bill
    again = answer(clinic, case, bill, FIRST_VISIT)
    assert refused(lambda: clinic.do(EnterStatement(case, bill, again))) == ["claim_number"]
    bare = replace(again, claim_number="")
    clinic.do(EnterStatement(case, bill, bare))
    assert refused(lambda: clinic.do(EnterStatement(case, bill, bare))) == ["statement_on"]


def test_a_later_statement_takes_the_place_of_the_earlier_one(clinic: Clinic, found: Answerable) -> None:
    new_statement(clinic, found, DENIED)
    later = replace(STATEMENT, statement_on="11/22/2026")
    new_statement(clinic, found, FIRST_VISIT, draft=later)
    brought = of_bill(clinic.read, found.bill)
    assert (brought.answered_cents, brought.allowed_cents, brought.paid_client_cents) == (14_000, 11_000, 3_600)
    (lesson,) = payer_lessons(clinic.read, CASCADE)
    assert (lesson.denied, lesson.lines) == (0, 1)


def test_it_is_of_a_policy_and_a_bill_of_the_case(clinic: Clinic, found: Answerable) -> None:
    case, bill = found.whose.case, found.bill
    whole = answer(clinic, case, bill, FIRST_VISIT)
    assert refused(lambda: clinic.do(EnterStatement(case, bill, replace(whole, policy="")))) == ["policy"]
    with pytest.raises(Missing):
        clinic.do(EnterStatement(case, 99, whole))
    foreign = replace(whole, lines=(replace(whole.lines[0], visit="99"),))
    assert refused(lambda: clinic.do(EnterStatement(case, bill, foreign))) == ["lines/0/allowed"]


def test_a_bill_that_is_voided_keeps_its_statement(clinic: Clinic, found: Answerable) -> None:
    new_statement(clinic, found, FIRST_VISIT, LATER_VISIT)
    clinic.do(VoidBill(found.bill, issued_bill(clinic.read, found.bill).version, "Wrong code"))
    (kept,) = statements_of_bill(clinic.read, found.bill)
    assert kept.is_bill_void and kept.paid_cents == 10_200
    assert of_client(clinic.read, found.whose.client).bills == 0
    # The one that comes instead has its answer already: its visits were answered.
    again = issue(clinic, found.visits)
    assert of_bill(clinic.read, again).waiting == 0
    assert of_bill(clinic.read, again).paid_client_cents == 10_200


def test_visits_without_a_bill_can_be_answered(clinic: Clinic, found: Answerable) -> None:
    case = found.whose.case
    assert services_for(clinic.read, case, 0) == ()
    row = ready_visit(clinic, case, "11/18/2026")
    (service,) = services_for(clinic.read, case, 0)
    assert (service.visit, service.fee_cents, service.units) == (row, 14_000, 4)
    made = answer(clinic, case, 0, LATER_VISIT)
    statement = clinic.do(EnterStatement(case, 0, made)).row
    assert benefit_statement(clinic.read, statement).bill == 0 and services_for(clinic.read, case, 0) == ()
    version = int(clinic.read.one("SELECT version FROM visits WHERE id = ?", row)["version"])
    assert refused(lambda: clinic.do(RetireVisit(row, version))) != []


def test_what_a_plan_paid_to_the_clinic_is_told_by_visit_and_payer(clinic: Clinic, found: Answerable) -> None:
    assert paid_to_clinic(clinic.read, ()) == {}
    row = new_statement(clinic, found, FIRST_VISIT, LATER_VISIT)
    assert paid_to_clinic(clinic.read, found.visits) == {}
    made = replace(answer(clinic, found.whose.case, found.bill, FIRST_VISIT, LATER_VISIT), paid_to="clinic")
    clinic.do(ChangeStatement(row, 1, made))
    first, second = found.visits
    assert paid_to_clinic(clinic.read, found.visits) == {first: {1: 3_600}, second: {1: 6_600}}
    brought = of_payer(clinic.read, CASCADE)
    assert (brought.paid_client_cents, brought.paid_clinic_cents) == (0, 10_200)


def test_a_superbill_is_asked_about_until_its_statement_is_entered(clinic: Clinic, found: Answerable) -> None:
    issued = issued_bill(clinic.read, found.bill).issued_on
    after = [date.fromordinal(issued.toordinal() + days) for days in (29, 30, 45, 120, 121)]
    waits = [unanswered(clinic.read, day) for day in after]
    assert [len(one) for one in waits] == [0, 1, 1, 1, 0]
    assert asking_words(waits[1][0]).endswith("after 30 days. Ask the client.")
    assert asking_words(waits[2][0]).endswith("whether it was sent in, and then the plan.")
    assert "no answer" in brought_words(of_case(clinic.read, found.whose.case))
    new_statement(clinic, found, DENIED)
    # A denial is an answer too.
    assert unanswered(clinic.read, after[2]) == ()
    assert unanswered(clinic.read, after[2], case=found.whose.case) == ()
    assert brought_words(of_case(clinic.read, CaseId(99))) == "" == brought_words(of_client(clinic.read, ClientId(99)))


def test_what_was_learned_is_of_plan_and_network(clinic: Clinic, found: Answerable) -> None:
    new_statement(clinic, found, FIRST_VISIT, DENIED)
    lesson = taught_visit(clinic.read, CASCADE, "", HOUR, in_network=False)
    assert lesson and (lesson.low_cents, lesson.high_cents, lesson.statements, lesson.level) == (
        *(11_000, 11_000, 1),
        "payer",
    )
    (shown,) = payer_lessons(clinic.read, CASCADE)
    assert shown.is_by_unit and shown.lesson and shown.lesson.low_cents == 2_750
    assert (shown.denied, shown.lines, shown.reasons) == (1, 2, ("CO-50", "N130"))
    assert taught_visit(clinic.read, PayerId(2), "", HOUR, in_network=False) is None
    policy = PolicyDraft(payer="1", plan_type="ppo", plan_name="Preferred", member_id="A1")
    clinic.do(ChangePolicy(1, 1, policy))
    named = taught_visit(clinic.read, CASCADE, " preferred", HOUR, in_network=False)
    assert named and named.level == "plan"
    # Where a contract ran on the day of the visit it was allowed in network.
    new_contract(clinic, CASCADE, replace(CONTRACT, from_on="11/1/2026"))
    assert taught_visit(clinic.read, CASCADE, "Preferred", HOUR, in_network=False) is None
    assert taught_visit(clinic.read, CASCADE, "Preferred", HOUR, in_network=True) is not None


def test_payers_that_are_merged_join_what_they_teach(clinic: Clinic, found: Answerable) -> None:
    new_statement(clinic, found, FIRST_VISIT)
    other = PolicyDraft(payer_name="Cascade Mutual Inc", plan_type="ppo", member_id="B2")
    new_policy(clinic, found.whose.case, other)
    clinic.do(MergePayers(2, 1, 1))
    assert [one.lines for one in payer_lessons(clinic.read, PayerId(2))] == [1]
    assert benefit_statement(clinic.read, StatementId(1)).payer == 2
