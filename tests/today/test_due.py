"""What is due: prescriptions that ended or run out within two weeks, of open cases, where no other one goes on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import CASE, CLIENT, PRESCRIPTION, new_case, new_client, new_prescription
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from clinic_desktop.cases.commands import ChangeCase, RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.referrals.commands.prescriptions import RetirePrescription
from clinic_desktop.referrals.model import PrescriptionDraft
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.referrals.rules.windows import next_start, runs_out
from clinic_desktop.today.model import ENDED_DAYS
from clinic_desktop.today.queries.listing import MOST_DUE
from clinic_desktop.today.queries.prescriptions import _BESIDE, _ENDING, prescriptions_ending
from clinic_desktop.values.dates import shown

TODAY = date(2026, 11, 24)
SOON = replace(PRESCRIPTION, expires_on="12/1/2026")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case whose prescription ends in a week."""
    case = new_case(clinic)
    new_prescription(clinic, case, SOON)
    return case


@pytest.fixture
def owner(clinic: Clinic) -> ClientId:
    return new_client(clinic)


def days(clinic: Clinic) -> list[date]:
    return [one.expires_on for one in prescriptions_ending(clinic.read, TODAY)]


def test_it_says_whose_for_what_by_whom_and_where_to_go(clinic: Clinic, case: CaseId) -> None:
    (found,) = prescriptions_ending(clinic.read, TODAY)
    assert (found.client, found.client_name, found.case) == (1, "Nguyễn, Rosalind (Zuzu)", case)
    assert (found.reason, found.kind, found.called) == ("Neck pain", "prescription", "Dr. Lee")
    assert (found.expires_on, found.part) == (date(2026, 12, 1), f"1/of/{found.case}/prescription/new")


@pytest.mark.parametrize(("left", "due"), [(-31, False), (-30, True), (-1, True), (0, True), (14, True), (15, False)])
def test_only_the_last_month_and_the_next_two_weeks_count(clinic: Clinic, left: int, due: bool) -> None:
    last = TODAY + timedelta(left)
    new_prescription(clinic, new_case(clinic), replace(SOON, ordered_on="10/1/2026", expires_on=str(last)))
    assert days(clinic) == ([last] if due else [])


@pytest.mark.parametrize(
    ("expires", "found"),
    [("1/1/2027", []), ("12/2/2026", [date(2026, 12, 2)]), ("11/30/2026", [date(2026, 12, 1)])],
)
def test_the_last_one_of_a_case_counts(clinic: Clinic, case: CaseId, expires: str, found: list[date]) -> None:
    other = new_prescription(clinic, case, replace(SOON, expires_on=expires))
    assert days(clinic) == found
    clinic.do(RetirePrescription(other, 1))
    assert days(clinic) == [date(2026, 12, 1)]


@pytest.mark.parametrize(
    ("ordered", "starts", "next_on"),
    [
        ("11/20/2026", "", "covered"),
        ("11/20/2026", "12/2/2026", "covered"),
        ("11/20/2026", "12/20/2026", date(2026, 12, 20)),
        # An old one that does not end stands for no renewal.
        ("10/1/2026", "", None),
        ("10/1/2026", "11/10/2026", "covered"),
    ],
)
@pytest.mark.parametrize("expires", ["", "1/31/2027"])
def test_only_one_that_covers_the_day_after_goes_on(
    clinic: Clinic, case: CaseId, ordered: str, starts: str, next_on: date | str | None, expires: str
) -> None:
    new_prescription(clinic, case, replace(SOON, ordered_on=ordered, starts_on=starts, expires_on=expires))
    found = [(one.expires_on, one.next_on) for one in prescriptions_ending(clinic.read, TODAY)]
    is_covered = next_on == "covered" or (next_on is None and bool(expires))
    assert found == ([] if is_covered else [(date(2026, 12, 1), next_on)])


SPAN = some.integers(0, 25).map(timedelta)


@some.composite
def papers(draw: some.DrawFn) -> PrescriptionDraft:
    """A paper of either kind, close enough to others to overlap, to follow and to leave gaps."""
    ordered = TODAY - draw(SPAN) - draw(SPAN)
    starts = draw(some.none() | SPAN.map(lambda days: ordered + days))
    expires = draw(some.none() | SPAN.map(lambda days: (starts or ordered) + days))
    return replace(
        SOON,
        kind=draw(some.sampled_from(("prescription", "prescription", "referral"))),
        ordered_on=str(ordered),
        starts_on=str(starts or ""),
        expires_on=str(expires or ""),
        visits_ordered="",
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=some.lists(papers(), min_size=1, max_size=4))
def test_it_says_what_the_chart_says(clinic: Clinic, owner: ClientId, made: list[PrescriptionDraft]) -> None:
    case = new_case(clinic, owner)
    for draft in made:
        new_prescription(clinic, case, draft)
    rows = prescription_page(clinic.read, case).rows
    # A referral goes on for no prescription (domain 0).
    rule = [one for one in rows if one.kind == "prescription"] or rows
    last = runs_out(rule, TODAY)
    is_recent = last and last.expires_on and last.expires_on >= TODAY - timedelta(ENDED_DAYS)
    expected = [(last.id, last.expires_on, next_start(rule, last))] if last and is_recent else []
    found = [(one.prescription, one.expires_on, one.next_on) for one in prescriptions_ending(clinic.read, TODAY)]
    seen = glance(clinic.read, owner, case, TODAY)
    clinic.do(RetireCase(case, 1))
    assert found == expected
    told = [one.why for one in seen.steps if one.part == "prescription/new"]
    if last:
        ends = "ended" if last.expires_on and last.expires_on < TODAY else "ends"
        assert told[0].startswith(f"Dr. Lee’s {last.kind} {ends} on {shown(last.expires_on or TODAY)}.")
    else:
        assert told == []
    # The head of the chart is about a paper of the same kind.
    assert seen.prescription in rule


def test_a_referral_goes_on_for_no_prescription(clinic: Clinic, case: CaseId) -> None:
    referral = replace(SOON, kind="referral", ordered_on="11/20/2026", expires_on="1/31/2027")
    new_prescription(clinic, case, referral)
    assert days(clinic) == [date(2026, 12, 1)]
    (step,) = (one for one in glance(clinic.read, 1, case, TODAY).steps if one.part == "prescription/new")
    assert step.why == "Dr. Lee’s prescription ends on 1 Dec 2026. Visits after that need a new one."
    alone = new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ana")))
    new_prescription(clinic, alone, replace(referral, expires_on="12/3/2026"))
    assert days(clinic) == [date(2026, 12, 1), date(2026, 12, 3)]


def test_two_that_end_on_one_day_are_one(clinic: Clinic, case: CaseId) -> None:
    new_prescription(clinic, case, SOON)
    assert days(clinic) == [date(2026, 12, 1)]


def test_one_that_ends_the_same_day_and_is_not_in_force_yet_carries_nothing_on(clinic: Clinic, case: CaseId) -> None:
    new_prescription(clinic, case, replace(SOON, ordered_on="11/20/2026", starts_on="12/1/2026"))
    assert days(clinic) == [date(2026, 12, 1)]


@pytest.mark.parametrize(
    "gone",
    [
        ChangeCase(1, 1, replace(CASE, closed_on="11/20/2026")),
        ChangeCase(1, 1, replace(CASE, kind="cash")),
        RetireCase(1, 1),
        RetireClient(1, 1),
        RetirePrescription(1, 1),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_is_over_is_not_due(
    clinic: Clinic, case: CaseId, gone: ChangeCase | RetireCase | RetireClient | RetirePrescription
) -> None:
    clinic.do(gone)
    assert days(clinic) == []
    clinic.undo()
    assert days(clinic) == [date(2026, 12, 1)]


def test_the_next_one_stands_first_and_there_are_not_too_many(clinic: Clinic) -> None:
    for number in range(MOST_DUE + 5):
        case = new_case(clinic, new_client(clinic, replace(CLIENT, given_name=f"N{number}")))
        last = TODAY + timedelta(number % 15 if number > 1 else number - 9)
        new_prescription(clinic, case, replace(SOON, expires_on=str(last)))
    found = days(clinic)
    # What ended takes no room from what is about to end.
    assert len(found) == MOST_DUE + 2
    assert found == sorted(found)


def test_it_looks_at_no_more_than_what_ends_soon(clinic: Clinic) -> None:
    plan = [row["detail"] for row in clinic.read.all(f"EXPLAIN QUERY PLAN {_ENDING}", "", "")]
    assert plan[0].startswith("SEARCH prescriptions USING INDEX prescriptions_ending (expires_on>")
    assert not [step for step in plan if step.startswith("SCAN") or "TEMP B-TREE" in step], plan
    beside = [row["detail"] for row in clinic.read.all(f"EXPLAIN QUERY PLAN {_BESIDE}", "", "")]
    assert beside[0].startswith("SEARCH prescriptions USING INDEX prescriptions_in_order (case_id="), beside
    assert not [step for step in beside if step.startswith("SCAN")], beside
