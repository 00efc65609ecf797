"""What is due: prescriptions that run out within two weeks, of open cases, where no other one goes on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import CASE, CLIENT, PRESCRIPTION, new_case, new_client, new_prescription

from clinic_desktop.cases.commands import ChangeCase, RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clinic import Clinic
from clinic_desktop.referrals.commands.prescriptions import RetirePrescription
from clinic_desktop.today.queries import _ENDING, MOST_DUE, prescriptions_ending

TODAY = date(2026, 11, 24)
SOON = replace(PRESCRIPTION, expires_on="12/1/2026")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case whose prescription ends in a week."""
    case = new_case(clinic)
    new_prescription(clinic, case, SOON)
    return case


def days(clinic: Clinic) -> list[date]:
    return [one.expires_on for one in prescriptions_ending(clinic.read, TODAY)]


def test_it_says_whose_for_what_by_whom_and_where_to_go(clinic: Clinic, case: CaseId) -> None:
    (found,) = prescriptions_ending(clinic.read, TODAY)
    assert (found.client, found.client_name, found.case) == (1, "Nguyễn, Rosalind (Zuzu)", case)
    assert (found.reason, found.kind, found.called) == ("Neck pain", "prescription", "Dr. Lee")
    assert (found.expires_on, found.part) == (date(2026, 12, 1), f"1/of/{found.case}/prescription/new")


@pytest.mark.parametrize(("left", "due"), [(-1, False), (0, True), (14, True), (15, False)])
def test_only_the_next_two_weeks_count(clinic: Clinic, left: int, due: bool) -> None:
    last = TODAY + timedelta(left)
    new_prescription(clinic, new_case(clinic), replace(SOON, expires_on=str(last)))
    assert days(clinic) == ([last] if due else [])


@pytest.mark.parametrize(
    ("expires", "found"),
    [("", []), ("1/1/2027", []), ("12/2/2026", [date(2026, 12, 2)]), ("11/30/2026", [date(2026, 12, 1)])],
)
def test_the_last_one_of_a_case_counts(clinic: Clinic, case: CaseId, expires: str, found: list[date]) -> None:
    other = new_prescription(clinic, case, replace(SOON, expires_on=expires))
    assert days(clinic) == found
    clinic.do(RetirePrescription(other, 1))
    assert days(clinic) == [date(2026, 12, 1)]


def test_two_that_end_on_one_day_are_one(clinic: Clinic, case: CaseId) -> None:
    new_prescription(clinic, case, SOON)
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
    for number in range(MOST_DUE + 3):
        case = new_case(clinic, new_client(clinic, replace(CLIENT, given_name=f"N{number}")))
        new_prescription(clinic, case, replace(SOON, expires_on=str(TODAY + timedelta(number % 15))))
    found = days(clinic)
    assert len(found) == MOST_DUE
    assert found == sorted(found)


def test_it_looks_at_no_more_than_what_ends_soon(clinic: Clinic) -> None:
    plan = [row["detail"] for row in clinic.read.all(f"EXPLAIN QUERY PLAN {_ENDING}", "", "", 1)]
    assert plan[0].startswith("SEARCH prescriptions USING INDEX prescriptions_ending (expires_on>")
    assert not [step for step in plan if step.startswith("SCAN") or "TEMP B-TREE" in step], plan
