"""Authorizations to renew: what the chart says is told on Today, once, and no more cases are read than need be."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from factories import CASE, SERVICE, VISIT, new_case, new_client, new_service, new_visit
from fixed import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from clinic_desktop.authorizations.commands import AddAuthorization, RetireAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.authorizations.queries import burn_down
from clinic_desktop.authorizations.rules.burning import to_renew
from clinic_desktop.cases.commands import ChangeCase, RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.today.model import CAME_DAYS
from clinic_desktop.today.queries.authorizations import _MAY_RUN_OUT, authorizations_running_out
from clinic_desktop.today.queries.listing import MOST_DUE
from clinic_desktop.visits.commands.visits import RetireVisit
from clinic_desktop.visits.model import ServiceLine

TODAY = NOW.date()
LONG = AuthorizationDraft(number="PA-1", granted="12", starts_on="9/1/2026", ends_on="3/1/2027")


def due(clinic: Clinic) -> list[tuple[int, str]]:
    return [(one.burn.id, one.burn.state) for one in authorizations_running_out(clinic.read, TODAY)]


def came(clinic: Clinic, case: CaseId, back: int, minutes: str = "60", service: str = "1") -> None:
    day = str(TODAY - timedelta(back))
    new_visit(clinic, case, replace(VISIT, date_of_service=day, services=(ServiceLine(service, minutes),)))


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.mark.parametrize(("given", "state"), [(0, ""), (1, "running_out"), (2, "running_out"), (3, "used_up")])
def test_the_last_visits_are_told(clinic: Clinic, case: CaseId, given: int, state: str) -> None:
    row = clinic.do(AddAuthorization(case, replace(LONG, granted="3"))).row
    for back in range(given):
        came(clinic, case, back + 1)
    assert due(clinic) == ([(row, state)] if state else [])
    for one in authorizations_running_out(clinic.read, TODAY):
        assert (one.client, one.client_name, one.case, one.reason) == (1, "Nguyễn, Rosalind (Zuzu)", case, "Neck pain")
        assert (one.part, one.is_asked) == (f"1/of/{case}/authorization/new", False)


@pytest.mark.parametrize(
    ("days", "is_due"), [(-31, False), (-30, True), (-1, True), (0, True), (14, True), (15, False)]
)
def test_the_end_is_told(clinic: Clinic, case: CaseId, days: int, is_due: bool) -> None:
    clinic.do(AddAuthorization(case, replace(LONG, ends_on=str(TODAY + timedelta(days)))))
    assert len(due(clinic)) == is_due


@pytest.mark.parametrize(("granted", "is_due"), [("12", True), ("13", False)])
def test_the_last_units_are_told(clinic: Clinic, case: CaseId, granted: str, is_due: bool) -> None:
    # A visit of an hour is four units: eight are enough for two more.
    clinic.do(AddAuthorization(case, replace(LONG, counts="units", granted=granted)))
    came(clinic, case, 1)
    assert len(due(clinic)) == is_due


def test_what_runs_out_in_both_ways_is_told_once(clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(AddAuthorization(case, replace(LONG, granted="1", ends_on="12/1/2026"))).row
    came(clinic, case, 1)
    assert due(clinic) == [(row, "used_up")]
    (step,) = [one for one in glance(clinic.read, 1, case, TODAY).steps if one.part.startswith("authorization")]
    assert (step.words, step.part) == ("New authorization", "authorization/new")
    assert step.why == "Authorization PA-1 is used up. Ask the payer for the next one."


def test_one_that_was_asked_for_waits_for_its_answer(clinic: Clinic, case: CaseId) -> None:
    clinic.do(AddAuthorization(case, replace(LONG, ends_on="12/1/2026")))
    asked = clinic.do(AddAuthorization(case, AuthorizationDraft(status="requested", asked_on="11/20/2026"))).row
    (one,) = authorizations_running_out(clinic.read, TODAY)
    assert (one.is_asked, str(one.asked_on), one.part) == (True, "2026-11-20", f"1/of/{case}/authorization/{asked}")
    (step,) = [one for one in glance(clinic.read, 1, case, TODAY).steps if one.part.startswith("authorization")]
    assert (step.words, step.part) == ("Answer of the payer", f"authorization/{asked}/status")
    assert step.why.endswith("The next one was asked for on 20 Nov 2026.")


def test_who_no_longer_comes_is_not_told_of(clinic: Clinic, case: CaseId) -> None:
    clinic.do(AddAuthorization(case, replace(LONG, granted="1")))
    came(clinic, case, CAME_DAYS + 1)
    assert due(clinic) == []
    came(clinic, case, CAME_DAYS)
    assert len(due(clinic)) == 1


@pytest.mark.parametrize(
    "gone",
    [
        *(ChangeCase(1, 1, replace(CASE, closed_on="11/20/2026")), RetireCase(1, 1)),
        *(RetireClient(1, 1), RetireAuthorization(1, 1)),
    ],
    ids=lambda gone: type(gone).__name__,
)
def test_what_is_over_is_not_due(
    clinic: Clinic, case: CaseId, gone: ChangeCase | RetireCase | RetireClient | RetireAuthorization
) -> None:
    clinic.do(AddAuthorization(case, replace(LONG, ends_on="12/1/2026")))
    assert len(due(clinic)) == 1
    clinic.do(gone)
    assert due(clinic) == []
    clinic.undo()
    assert len(due(clinic)) == 1


def test_the_first_to_end_stands_first_and_there_are_not_too_many(clinic: Clinic, case: CaseId) -> None:
    with clinic.together():
        for number in range(MOST_DUE + 5):
            last = str(TODAY + timedelta(number % 15))
            clinic.do(AddAuthorization(new_case(clinic, ClientId(1)), replace(LONG, ends_on=last)))
    found = [one.burn.row.ends_on for one in authorizations_running_out(clinic.read, TODAY)]
    assert len(found) == MOST_DUE
    assert found == sorted(found, key=str)


@some.composite
def drafts(draw: some.DrawFn) -> AuthorizationDraft:
    first, last = draw(some.integers(-50, 5)), draw(some.integers(5, 70))
    ends = draw(some.sampled_from(("", str(TODAY + timedelta(last - 40)))))
    count = "9" if not ends else draw(some.sampled_from(("", "2", "5", "9", "30")))
    return AuthorizationDraft(
        number="PA-1",
        codes=draw(some.sampled_from(("", "MT001", "MT002"))),
        counts=draw(some.sampled_from(("visits", "units"))),
        granted=count,
        used_before=draw(some.sampled_from(("", "1", "3"))),
        starts_on=str(TODAY + timedelta(min(first, last - 40))),
        ends_on=ends,
    )


@pytest.fixture
def stocked(clinic: Clinic) -> Iterator[Clinic]:
    """With two services of two codes, and a client."""
    new_service(clinic)
    new_service(clinic, replace(SERVICE, name="Manual therapy", procedure_code="MT002"))
    new_client(clinic)
    yield clinic


COMING = some.dictionaries(some.integers(0, 45), some.tuples(some.sampled_from("12"), some.sampled_from(("15", "60"))),
                           min_size=1, max_size=6)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(made=some.lists(drafts(), min_size=1, max_size=3), coming=COMING)
def test_it_says_what_the_chart_says(
    stocked: Clinic, made: list[AuthorizationDraft], coming: dict[int, tuple[str, str]]
) -> None:
    case = new_case(stocked, ClientId(1))
    with stocked.together():
        for draft in made:
            stocked.do(AddAuthorization(case, draft))
        for back, (service, minutes) in coming.items():
            came(stocked, case, back, minutes, service)
    expected = [(one.id, one.state) for one in to_renew(burn_down(stocked.read, case, TODAY))]
    found = due(stocked)
    with stocked.together():
        for row in stocked.read.all("SELECT id, version FROM visits WHERE retired_at IS NULL"):
            stocked.do(RetireVisit(row["id"], row["version"]))
    stocked.do(RetireCase(case, 1))
    assert found == expected


def test_it_looks_at_no_more_than_what_goes_on(clinic: Clinic) -> None:
    plan = [row["detail"] for row in clinic.read.all(f"EXPLAIN QUERY PLAN {_MAY_RUN_OUT}", *[""] * 4, 2, 8)]
    assert sum("authorizations USING INDEX authorizations_granted" in step for step in plan) == 2, plan
    assert not [step for step in plan if step.startswith("SCAN") and "live" not in step], plan
