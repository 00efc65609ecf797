"""What superbills brought back, open claims, and what runs out: against what was written down."""

from dataclasses import replace
from datetime import date

import pytest
from billable import ORDER, billable, billable_client, issue, ready_clinic, ready_visit
from factories import (
    CASE,
    CLIENT,
    POLICY,
    PRESCRIPTION,
    VISIT,
    new_case,
    new_client,
    new_payment,
    new_policy,
    new_prescriber,
    new_prescription,
    new_service,
    new_visit,
    signing,
)
from fixed import NOW
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.benefit_statements.commands.statements import EnterStatement
from clinic_desktop.benefit_statements.model import LineDraft, StatementDraft
from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact, StrikeContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.payments.commands.refunds import WriteOffVisit
from clinic_desktop.payments.model import PaymentDraft, WriteOffDraft
from clinic_desktop.reports.loader import report_of
from clinic_desktop.reports.model import Cell, Period, ReportAsked
from clinic_desktop.reports.queries.running_out import all_authorizations
from clinic_desktop.reports.rules.claims import limit_words, visits_words, waiting_words
from clinic_desktop.reports.rules.shares import percent
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.today.queries.prescriptions import prescriptions_ending, prescriptions_nearly_used
from clinic_desktop.today.queries.running_out import policies_ending
from clinic_desktop.visits.model import VisitId, VisitNoteDraft

TODAY = NOW.date()
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
BROUGHT = ReportAsked("superbills", period=YEAR)
PAID = LineDraft(billed="140.00", allowed="110.00", deductible="50.00", coinsurance="24.00", paid="36.00")


def answered(clinic: Clinic, case: CaseId, visit: int, bill: int, **changes: str) -> int:
    service = clinic.read.one("SELECT id FROM visit_services WHERE visit_id = ?", visit)["id"]
    line = replace(PAID, visit=str(visit), service=str(service), procedure_code="MT001", units="4")
    policy = clinic.read.one("SELECT id FROM policies WHERE case_id = ?", case)["id"]
    draft = StatementDraft(str(policy), "11/20/2026", "11/23/2026", lines=(line,))
    return clinic.do(EnterStatement(case, bill, replace(draft, **changes))).row  # type: ignore[arg-type]


def brought(clinic: Clinic) -> list[tuple[Cell, ...]]:
    return [line.cells for line in report_of(clinic.read, BROUGHT, TODAY).lines]


def test_superbills_bring_back_what_statements_say(clinic: Clinic) -> None:
    found, (first, second) = billable(clinic)
    bill = issue(clinic, [first])
    later = issue(clinic, [second])
    other = billable_client(clinic, "Zora")
    issue(clinic, [ready_visit(clinic, other.case, "11/11/2026")])
    head = ("Cascade Mutual", "Maya Ortiz, LMT")
    assert brought(clinic) == [(*head, 3, 42000, 0, 0, 0, None, 3, 0)]
    answered(clinic, found.case, first, bill)
    assert brought(clinic) == [(*head, 3, 42000, 1, 11000, 3600, 26, 2, 0)]
    # Of what a plan paid to the clinic nothing went to the client.
    answered(clinic, found.case, second, later, paid_to="clinic")
    table = report_of(clinic.read, BROUGHT, TODAY)
    assert table.lines[0].cells == (*head, 3, 42000, 2, 22000, 3600, 13, 1, 0)
    assert table.total == ("Total", None, *table.lines[0].cells[2:])
    assert table.chart
    assert table.chart.bars[0].parts == (3600, 24400, 14000)
    behind = report_of(clinic.read, table.lines[0].behind or BROUGHT, TODAY)
    assert [line.cells[5:] for line in behind.lines] == [(11000, 3600, None), (11000, 0, None), (None, None, 0)]
    assert [(line.place, line.part) for line in behind.lines] == [("superbills", str(row)) for row in (1, 2, 3)]


def test_of_two_statements_about_a_service_the_later_one_counts(clinic: Clinic) -> None:
    found, (first, _) = billable(clinic)
    bill = issue(clinic, [first])
    answered(clinic, found.case, first, bill)
    # The plan looked again: it allows $120.00 now and paid $46.00 in all.
    service = clinic.read.one("SELECT id FROM visit_services WHERE visit_id = ?", first)["id"]
    again = replace(PAID, allowed="120.00", paid="46.00", visit=str(first), service=str(service))
    line = replace(again, procedure_code="MT001", units="4")
    clinic.do(EnterStatement(found.case, bill, StatementDraft("1", "11/22/2026", "11/24/2026", lines=(line,))))
    (told,) = brought(clinic)
    assert told[4:8] == (1, 12000, 4600, 33)
    behind = report_of(clinic.read, replace(BROUGHT, behind="1/1"), TODAY)
    assert [cells.cells[4:7] for cells in behind.lines] == [(TODAY, 12000, 4600)]


def test_a_bill_that_was_voided_brings_nothing_and_the_next_one_has_its_answers(clinic: Clinic) -> None:
    found, (first, _) = billable(clinic)
    bill = issue(clinic, [first])
    answered(clinic, found.case, first, bill)
    clinic.do(VoidBill(bill, 1, "Wrong date"))
    assert brought(clinic) == []
    issue(clinic, [first])
    assert [row[4:7] for row in brought(clinic)] == [(1, 11000, 3600)]
    last_year = ReportAsked("superbills", period=Period(date(2025, 1, 1), date(2025, 12, 31)))
    assert report_of(clinic.read, last_year, TODAY).lines == ()


@given(some.integers(0, 10_000), some.integers(1, 10_000))
def test_a_percentage_is_as_near_as_it_can_be(part: int, whole: int) -> None:
    found = percent(part, whole)
    assert found is not None
    assert abs(found - 100 * part / whole) <= 0.5
    assert percent(part, 0) is None


@pytest.fixture
def claim(clinic: Clinic) -> CaseId:
    """An open claim with an adjuster, an order and a visit."""
    new_service(clinic)
    details = {"adjuster_name": "Dana Poe", "adjuster_phone": "2065550152"}
    case = new_case(clinic, new_client(clinic), replace(CASE, kind="auto", claim_number="CM-1", **details))  # type: ignore[arg-type]
    new_policy(clinic, case, replace(POLICY, plan_type="pip"))
    new_prescriber(clinic)
    new_prescription(clinic, case, replace(PRESCRIPTION, diagnoses=()))
    new_visit(clinic, case)
    return case


def claims(clinic: Clinic) -> list[dict[str, Cell]]:
    table = report_of(clinic.read, ReportAsked("claims"), TODAY)
    return [
        {one.title: cell for one, cell in zip(table.columns, line.cells, strict=True) if cell not in (None, "")}
        for line in table.lines
    ]


def test_a_line_of_a_claim_says_all_that_is_known(clinic: Clinic, claim: CaseId) -> None:
    clinic.do(AddAuthorization(claim, AuthorizationDraft(number="PA-1", granted="12", starts_on="11/1/2026")))
    asked = {"kind": "call", "direction": "out", "contacted_on": "11/15/2026", "party": "adjuster", "name": "Dana Poe"}
    said = {"said": "She looks it up.", "todo": "Ask for the letter", "due_on": "11/30/2026"}
    clinic.do(LogContact(claim, ContactDraft(**asked, **said)))
    assert claims(clinic) == [
        {
            "Client": "Nguyễn, Rosalind (Zuzu)",
            "Payer": "Cascade Mutual",
            "Claim": "CM-1",
            "Adjuster": "Dana Poe, (206) 555-0152",
            "Visits": "1 of 12",
            "Limit left": "11 visits authorized",
            "Prescription to": date(2026, 12, 14),
            "Billed": 0,
            "Paid": 0,
            "Open": 14000,
            "Waits for": "Ask for the letter (by 30 Nov 2026)",
            "Last answer": "9 days ago",
        }
    ]


@pytest.mark.parametrize("change", [{"closed_on": "11/23/2026"}, {"claim_number": ""}])
def test_what_is_closed_or_has_no_number_is_no_open_claim(
    clinic: Clinic, claim: CaseId, change: dict[str, str]
) -> None:
    clinic.do(ChangeCase(claim, 1, replace(CASE, **{"kind": "auto", "claim_number": "CM-1"} | change)))  # type: ignore[arg-type]
    assert claims(clinic) == []


@pytest.mark.parametrize(
    ("answers", "visits", "limit"),
    [
        ({}, "3", ""),
        ({"benefit.visit_limit": "20"}, "3 of 20", ""),
        ({"benefit.visit_limit": "20", "benefit.visits_used": "7"}, "7 of 20", ""),
        ({"benefit.visit_limit": "none", "claim.limit_left": "unknown"}, "3", ""),
        ({"claim.limit_left": "900"}, "3", "$900.00 of its money"),
        ({"benefit.dollar_cap": "500", "benefit.dollar_used": "120.50"}, "3", "$379.50 of its money"),
        ({"benefit.dollar_cap": "500", "benefit.dollar_used": "700"}, "3", "$0.00 of its money"),
        ({"benefit.dollar_cap": "500"}, "3", ""),
    ],
)
def test_limits_are_said_where_they_are_known(answers: dict[str, str], visits: str, limit: str) -> None:
    assert (visits_words(3, (), answers), limit_words((), answers)) == (visits, limit)


def test_what_was_written_off_is_neither_paid_nor_open(clinic: Clinic, claim: CaseId) -> None:
    new_payment(clinic, VisitId(1), draft=PaymentDraft("11/20/2026", "check", service="60"))
    clinic.do(WriteOffVisit(1, WriteOffDraft("50", "11/24/2026", "contract")))
    (line,) = claims(clinic)
    assert (line["Paid"], line["Open"]) == (6000, 3000)
    owed = report_of(clinic.read, ReportAsked("outstanding"), TODAY).lines[0].behind
    assert owed
    behind = report_of(clinic.read, owed, TODAY)
    assert behind.lines[0].cells[-4:] == (14000, 6000, 5000, 3000)


def test_what_a_plan_owes_an_answer_on_is_waited_for(clinic: Clinic) -> None:
    ready_clinic(clinic)
    details = {"kind": "auto", "claim_number": "CM-1", "state": "WA", "adjuster_name": "Dana Poe"}
    case = new_case(clinic, billable_client(clinic).client, replace(CASE, **details))  # type: ignore[arg-type]
    new_policy(clinic, case, replace(POLICY, plan_type="pip"))
    new_prescription(clinic, case, ORDER)
    visits = [new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in ("11/12/2026", "11/19/2026")]
    for row in visits:
        clinic.do(signing(clinic, row, VisitNoteDraft("Stiff", "Tone", "Eased", "Again")))
    assert "Waits for" not in claims(clinic)[0]
    statement, _ = issue(clinic, visits[:1], "statement"), issue(clinic, visits[1:], "statement")
    line = claims(clinic)[0]
    assert (line["Billed"], line["Waits for"]) == (28000, "An answer to statement 1001 and 1 more (by 24 Dec 2026)")
    # What was asked of the adjuster comes first where it is due first.
    asked = {"kind": "call", "direction": "out", "contacted_on": "11/15/2026", "party": "adjuster", "name": "Dana Poe"}
    clinic.do(LogContact(case, ContactDraft(**asked, said="Yes.", todo="The letter", due_on="11/29/2026")))
    line = claims(clinic)[0]
    assert (line["Waits for"], line["Last answer"]) == ("The letter (by 29 Nov 2026)", "9 days ago")
    clinic.do(StrikeContact(1, 1, "Another client"))
    answered(clinic, case, visits[0], statement)
    line = claims(clinic)[0]
    assert (line["Waits for"], line["Last answer"]) == ("An answer to statement 1002 (by 24 Dec 2026)", "yesterday")


def test_the_first_that_is_due_is_waited_for() -> None:
    assert waiting_words("", "") == ""
    assert waiting_words("2026-12-01 The letter", "2026-11-30 The form") == "The form (by 30 Nov 2026)"


def test_what_runs_out_is_what_today_asks_for(clinic: Clinic, claim: CaseId) -> None:
    for days in ("11/26/2026", "11/20/2026"):
        client = new_client(clinic, replace(CLIENT, given_name=f"Ends {days[3:5]}"))
        case = new_case(clinic, client)
        new_policy(clinic, case, replace(POLICY, ends_on=days))
        new_prescription(clinic, case, replace(PRESCRIPTION, expires_on=days, diagnoses=()))
        new_visit(clinic, case, replace(VISIT, date_of_service="11/18/2026"))
    client = new_client(clinic, replace(CLIENT, given_name="Used"))
    case = new_case(clinic, client)
    new_prescription(clinic, case, replace(PRESCRIPTION, visits_ordered="2", diagnoses=()))
    new_visit(clinic, case, replace(VISIT, date_of_service="11/18/2026"))
    clinic.do(AddAuthorization(claim, AuthorizationDraft(number="PA-1", granted="2", starts_on="11/1/2026")))
    papers = report_of(clinic.read, ReportAsked("prescriptions"), TODAY)
    today = [one.prescription for one in prescriptions_ending(clinic.read, TODAY)]
    today += [one.prescription for one in prescriptions_nearly_used(clinic.read, TODAY)]
    assert [line.part.rsplit("/", 1)[1] for line in papers.lines] == list(map(str, today))
    assert [line.cells[-1] for line in papers.lines] == ["Ended 4 days ago", "2 days left", "1 visit left"]
    policies = report_of(clinic.read, ReportAsked("policies"), TODAY)
    assert [line.cells[3] for line in policies.lines] == [one.ends_on for one in policies_ending(clinic.read, TODAY)]
    assert [line.cells[-1] for line in policies.lines] == ["Ended 4 days ago", "2 days left"]
    assert [one.burn.row.number for one in all_authorizations(clinic.read, TODAY, "running_out")] == ["PA-1"]
