"""When an estimate is due in a case on record, by whom it is owed, and what was billed beside it."""

from dataclasses import replace
from datetime import date

import pytest
from estimating import CASH, DELIVERY, DRAFT, FLAT, cash_case, delivered, given, issued, issued_now, planned, turn_to
from factories import CASE, VISIT, new_policy, new_service, new_visit

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clinic import Clinic
from clinic_desktop.estimates.commands.deliveries import NoteRequest, RetireDelivery
from clinic_desktop.estimates.commands.estimates import VoidEstimate
from clinic_desktop.estimates.model.due import EstimateDue, EstimateStanding, EstimateWatch, RequestDraft, SelfPay
from clinic_desktop.estimates.model.estimate import EstimateId
from clinic_desktop.estimates.queries.standing import standing_of
from clinic_desktop.estimates.rules.concern import is_self_pay
from clinic_desktop.estimates.rules.words import due_title
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.today.queries.care import care_due
from clinic_desktop.visits.commands.visits import ChangeVisit, RetireVisit
from clinic_desktop.visits.model import ServiceLine, VisitDraft

MONDAY = date(2026, 11, 30)
EIGHT = ("12/16/2026", "12/23/2026", "12/30/2026", "1/6/2027", "1/13/2027", "1/20/2027", "1/27/2027", "2/3/2027")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return cash_case(clinic)


def standing(clinic: Clinic, case: CaseId) -> EstimateStanding:
    return standing_of(clinic.read, case, clinic.clock.today())


def due(clinic: Clinic, case: CaseId) -> EstimateDue:
    found = standing(clinic, case).due
    assert found
    return found


def steps(clinic: Clinic, case: CaseId) -> list[str]:
    found = glance(clinic.read, 1, case, clinic.clock.today()).steps
    return [one.words for one in found if "stimate" in one.words]


@pytest.mark.parametrize(
    ("kind", "wish", "policy", "owed"),
    [
        ("cash", "", False, True),
        ("cash", "claim", True, True),
        ("health", "", False, True),
        ("health", "", True, False),
        ("health", "none", True, True),
        ("health", "unused", True, True),
        ("health", "self", True, True),
        ("health", "claim", False, False),
        ("accident", "", False, True),
        ("auto", "", False, False),
        ("work", "none", False, False),
    ],
)
def test_whom_it_concerns(kind: str, wish: str, policy: bool, owed: bool) -> None:
    assert is_self_pay(SelfPay(kind, wish, policy)) is owed


def test_the_uninsured_client_of_the_brief(clinic: Clinic, case: CaseId) -> None:
    """Case 12: eight visits of $120 booked 12 business days ahead: due after three, $960, dispute from $1,360."""
    turn_to(clinic, MONDAY)
    planned(clinic, case, *EIGHT)
    found = due(clinic, case)
    assert (found.due_on, found.kind, found.estimate) == (date(2026, 12, 3), "first", None)
    assert steps(clinic, case) == ["Good Faith Estimate due Thu 3 Dec 2026"]
    (told,) = care_due(clinic.read, MONDAY)
    assert (told.due_on, told.part) == (found.due_on, f"1/of/{case}/estimate/new")
    row = issued_now(clinic, case)
    # Issued is not delivered.
    assert due(clinic, case).estimate == row
    assert steps(clinic, case) == ["Good Faith Estimate to deliver by Thu 3 Dec 2026"]
    assert [one.part for one in care_due(clinic.read, MONDAY)] == [f"1/of/{case}/estimate/{row}/delivery"]
    delivered(clinic, row, replace(DELIVERY, delivered_on="11/30/2026"))
    (watch,) = standing(clinic, case).watches
    assert standing(clinic, case).due is None and steps(clinic, case) == []
    assert care_due(clinic.read, MONDAY) == ()
    assert (watch.total_cents, watch.limit_cents, watch.state) == (960_00, 1_360_00, "quiet")
    # What was planned for a day that is over, and is not on record as given, is expected no more.
    for day, cents in ((16, 960_00), (17, 840_00)):
        turn_to(clinic, date(2026, 12, day))
        assert standing(clinic, case).watches[0].planned_cents == cents


def test_a_visit_on_friday_is_estimated_by_tomorrow(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    planned(clinic, case, "12/4/2026")
    assert due(clinic, case).due_on == date(2026, 12, 1)
    assert steps(clinic, case) == ["Good Faith Estimate due Tue 1 Dec 2026"]
    turn_to(clinic, date(2026, 12, 2))
    assert due_title(due(clinic, case), date(2026, 12, 2)) == "Good Faith Estimate was due Tue 1 Dec 2026"
    # The visit is over: there is nothing to estimate any more.
    turn_to(clinic, date(2026, 12, 5))
    assert standing(clinic, case).due is None


def test_the_clock_moves_through_thanksgiving(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, date(2026, 11, 25))
    (row,) = planned(clinic, case, "12/1/2026")
    assert due(clinic, case).due_on == date(2026, 11, 27)
    assert due(clinic, case).why == "The visit of 1 Dec 2026 was planned on 25 Nov 2026, and has no estimate."
    # On the holiday itself, and on the day after it, nothing has moved.
    turn_to(clinic, date(2026, 11, 26))
    assert due(clinic, case).due_on == date(2026, 11, 27)
    # Moved to another day it is scheduled anew: Friday for Thursday of the next week.
    turn_to(clinic, date(2026, 11, 27))
    moved = VisitDraft("planned", "12/3/2026", "1", services=(ServiceLine("1", "60"),))
    clinic.do(ChangeVisit(row, 1, moved))
    assert due(clinic, case).due_on == MONDAY
    # Another change leaves the day of scheduling alone.
    turn_to(clinic, MONDAY)
    clinic.do(ChangeVisit(row, 2, replace(moved, starts_at="9 am", ends_at="10 am")))
    assert due(clinic, case).due_on == MONDAY
    clinic.undo()
    clinic.undo()
    assert due(clinic, case).due_on == date(2026, 11, 27)


def test_tomorrow_none_is_required_but_one_that_was_asked_for(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    planned(clinic, case, "12/2/2026")
    assert standing(clinic, case).due is None
    row = clinic.do(NoteRequest(case, 0, 0, RequestDraft("11/29/2026", "by phone"))).row
    found = due(clinic, case)
    assert (found.due_on, found.kind) == (date(2026, 12, 2), "asked")
    assert found.why == "The client asked for it on 29 Nov 2026."
    estimate = issued_now(clinic, case)
    assert (due(clinic, case).kind, due(clinic, case).estimate) == ("deliver", estimate)
    entry = delivered(clinic, estimate, replace(DELIVERY, delivered_on="11/30/2026"))
    assert standing(clinic, case).due is None and standing(clinic, case).requests == ()
    # Taken back, it is due again; undone, it is settled.
    clinic.do(RetireDelivery(entry, 1))
    assert due(clinic, case).kind == "deliver"
    clinic.undo()
    assert standing(clinic, case).due is None
    clinic.undo()
    assert [one.id for one in standing(clinic, case).requests] == [row]


def test_who_uses_a_plan_is_owed_none(clinic: Clinic) -> None:
    case = cash_case(clinic, CASE)
    turn_to(clinic, MONDAY)
    planned(clinic, case, "12/4/2026")
    assert due(clinic, case).due_on == date(2026, 12, 1)
    new_policy(clinic, case)
    assert standing(clinic, case).due is None
    clinic.do(ChangeCase(case, 1, replace(CASE, plan_wish="unused")))
    assert due(clinic, case).due_on == date(2026, 12, 1)
    clinic.do(ChangeCase(case, 2, replace(CASE, plan_wish="claim")))
    assert standing(clinic, case).due is None
    assert care_due(clinic.read, MONDAY) == ()


def settled(clinic: Clinic, case: CaseId, *days: str) -> EstimateId:
    """Planned visits with an estimate that was delivered."""
    planned(clinic, case, *days)
    row = issued_now(clinic, case)
    delivered(clinic, row, replace(DELIVERY, delivered_on="today"))
    assert standing(clinic, case).due is None
    return row


def test_one_more_visit_is_another_scope(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    settled(clinic, case, "12/16/2026", "12/30/2026")
    planned(clinic, case, "12/23/2026")
    found = due(clinic, case)
    # The third of three, so by the business day before it.
    assert (found.due_on, found.kind) == (date(2026, 12, 29), "changed")
    assert found.why == "The visit of 30 Dec 2026 is number 3; E-1 is for 2."
    row = issued_now(clinic, case)
    delivered(clinic, row, replace(DELIVERY, delivered_on="today"))
    assert standing(clinic, case).due is None
    # The newer one says what it comes instead of.
    assert clinic.read.one("SELECT replaces FROM estimates WHERE id = ?", row)["replaces"] == "1"


def test_a_visit_outside_its_time_is_scheduled_by_itself(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    settled(clinic, case, "12/16/2026")
    planned(clinic, case, "12/4/2026")
    found = due(clinic, case)
    assert (found.due_on, found.kind) == (date(2026, 12, 1), "first")
    assert "outside every estimate" in found.why


def test_another_service_price_length_or_therapist_is_told(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    settled(clinic, case, "12/16/2026")
    (row,) = (one["id"] for one in clinic.read.all("SELECT id FROM visits"))
    new_service(clinic, replace(FLAT, name="Hot stones"))
    other = clinic.do(AddTherapist(TherapistDraft("Søren", "Ny"))).row
    as_planned = VisitDraft("planned", "12/16/2026", "1", services=(ServiceLine("1", "60"),))
    changes = (
        (replace(as_planned, services=(ServiceLine("2", "60"),)), "“Hot stones” is planned"),
        (replace(as_planned, services=(ServiceLine("1", "60", price="130"),)), "costs $130.00"),
        (replace(as_planned, services=(ServiceLine("1", "60", price="110"),)), "E-1 says $120.00"),
        (replace(as_planned, therapist=str(other)), "Søren Ny treats"),
    )
    for version, (draft, words) in enumerate(changes, 1):
        clinic.do(ChangeVisit(row, 2 * version - 1, draft))
        assert words in due(clinic, case).why
        assert due(clinic, case).due_on == date(2026, 12, 15)
        clinic.do(ChangeVisit(row, 2 * version, as_planned))
        assert standing(clinic, case).due is None


def test_a_void_estimate_counts_for_nothing(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    row = settled(clinic, case, "12/16/2026")
    clinic.do(VoidEstimate(row, 1, "Wrong price"))
    assert (due(clinic, case).due_on, due(clinic, case).kind) == (date(2026, 12, 3), "first")
    assert standing(clinic, case).watches == ()


def test_one_that_was_issued_on_the_day_it_was_asked_for_answers(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    planned(clinic, case, "12/16/2026")
    clinic.do(NoteRequest(case, 0, 0, RequestDraft("11/30/2026")))
    estimate = issued_now(clinic, case)
    assert (due(clinic, case).kind, due(clinic, case).estimate) == ("deliver", estimate)
    delivered(clinic, estimate, replace(DELIVERY, delivered_on="11/30/2026"))
    assert standing(clinic, case).due is None


def test_a_visit_that_was_given_today_asks_for_none(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    (row,) = planned(clinic, case, "12/4/2026")
    turn_to(clinic, date(2026, 12, 4))
    assert due(clinic, case).due_on == date(2026, 12, 1)
    clinic.do(ChangeVisit(row, 1, replace(VISIT, date_of_service="12/4/2026")))
    assert standing(clinic, case).due is None


def test_a_visit_that_is_taken_away_asks_for_none(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    (row,) = planned(clinic, case, "12/16/2026")
    clinic.do(RetireVisit(row, 1))
    assert standing(clinic, case).due is None


def test_what_is_billed_is_watched_to_the_cent(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    issued(clinic, case, replace(DRAFT, first_day="11/30/2026", last_day="12/30/2026"))
    turn_to(clinic, date(2026, 12, 8))
    given(clinic, case, *(f"12/{day}/2026" for day in range(1, 9)))
    (watch,) = standing(clinic, case).watches
    # That of today is given, and planned no more.
    assert (watch.billed_cents, watch.planned_cents, watch.last_given) == (960_00, 0, date(2026, 12, 8))
    turn_to(clinic, date(2026, 12, 30))
    assert steps(clinic, case) == []
    more = replace(VISIT, date_of_service="12/10/2026", services=(ServiceLine("1", "60", price="199.99"),))
    row = new_visit(clinic, case, more)
    # One cent below half of the limit nobody is told; at half they are.
    assert standing(clinic, case).watches[0].state == "quiet"
    clinic.do(ChangeVisit(row, 1, replace(more, services=(ServiceLine("1", "60", price="200"),))))
    assert standing(clinic, case).watches[0].state == "near"
    assert steps(clinic, case) == ["Billed $1,160.00, estimated $960.00"]
    clinic.do(ChangeVisit(row, 2, replace(more, services=(ServiceLine("1", "60", price="399.99"),))))
    assert standing(clinic, case).watches[0].state == "near"
    clinic.do(ChangeVisit(row, 3, replace(more, services=(ServiceLine("1", "60", price="400"),))))
    watch = standing(clinic, case).watches[0]
    assert (watch.billed_cents, watch.state) == (1_360_00, "reached")
    (told,) = care_due(clinic.read, clinic.clock.today())
    assert told.what == "Billed $1,360.00, estimated $960.00" and "From $1,360.00 on" in told.why
    # Today no longer says it when nothing can be done at the desk, the chart for as long as a dispute may begin.
    assert care_due(clinic.read, date(2027, 2, 20)) == ()


def test_what_is_planned_counts_once_something_was_billed() -> None:
    def state(billed: int, planned_cents: int) -> str:
        return EstimateWatch(EstimateId(1), 1, 960_00, billed, planned_cents, None).state

    assert state(0, 1_360_00) == "quiet"
    assert state(120_00, 1_240_00) == "near"
    assert state(120_00, 1_239_99) == "quiet"
    assert state(1_360_00, 0) == "reached"


def test_a_closed_case_and_a_retired_client_ask_for_none(clinic: Clinic, case: CaseId) -> None:
    turn_to(clinic, MONDAY)
    clinic.do(NoteRequest(case, 0, 0, RequestDraft("11/30/2026")))
    assert len(care_due(clinic.read, MONDAY)) == 1
    clinic.do(ChangeCase(case, 1, replace(CASH, closed_on="11/30/2026")))
    assert care_due(clinic.read, MONDAY) == ()
    assert steps(clinic, case) == []
