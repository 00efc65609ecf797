"""Who comes, what is left open, and whose visits are used up: what Today reads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from factories import CASE, CLIENT, PRESCRIPTION, VISIT, new_case, new_client, new_prescription, new_visit, signing
from fixed import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.referrals.commands.prescriptions import RetirePrescription
from clinic_desktop.referrals.model import LAST_VISITS, PrescriptionDraft
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.today.model import CAME_DAYS
from clinic_desktop.today.queries.listing import MOST_DUE
from clinic_desktop.today.queries.prescriptions import prescriptions_ending, prescriptions_nearly_used
from clinic_desktop.visits.commands.visits import RetireVisit
from clinic_desktop.visits.model import OPEN_DAYS, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.days import (
    MOST_OPEN,
    left_open,
    not_signed,
    visits_of_day,
)

TODAY = NOW.date()
# Nothing ends here for long.
ORDER = replace(PRESCRIPTION, ordered_on="9/1/2026", expires_on="3/1/2027", visits_ordered="3")


def came(clinic: Clinic, case: CaseId, back: int = 0, status: str = "given", **more: Any) -> VisitId:
    """A visit so many days ago; below 0 one to come."""
    draft = replace(VISIT, date_of_service=str(TODAY - timedelta(back)), status=status, **more)
    return new_visit(clinic, case, draft)


@pytest.fixture
def last_month(clinic: Clinic) -> Iterator[None]:
    """What was planned in the past was planned before it."""
    clinic.clock._fixed = NOW - timedelta(OPEN_DAYS + 5)
    yield
    clinic.clock._fixed = NOW


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def owner(clinic: Clinic) -> ClientId:
    return new_client(clinic)


def used(clinic: Clinic) -> list[tuple[int, int]]:
    return [(one.case, one.left) for one in prescriptions_nearly_used(clinic.read, TODAY)]


def test_everybody_of_the_day_in_the_order_of_time(clinic: Clinic, case: CaseId) -> None:
    other = new_case(clinic, new_client(clinic, replace(CLIENT, family_name="Okafor")), replace(CASE, reason="Knee"))
    came(clinic, other)
    came(clinic, case, status="planned", starts_at="3 pm", ends_at="4 pm")
    came(clinic, new_case(clinic, ClientId(1)), starts_at="9", ends_at="10")
    came(clinic, case, 1)
    came(clinic, case, -1, "planned")
    found = visits_of_day(clinic.read, TODAY)
    assert [(one.visit.starts_at, one.visit.status) for one in found] == [
        ("09:00", "given"),
        ("15:00", "planned"),
        ("", "given"),
    ]
    assert (found[2].client_name, found[2].reason) == ("Okafor, Rosalind (Zuzu)", "Knee")
    assert found[1].visit.services == "Massage 60"


@pytest.mark.parametrize(("back", "is_open"), [(0, False), (1, True), (OPEN_DAYS, True), (OPEN_DAYS + 1, False)])
def test_a_planned_visit_that_is_past_is_left_open(
    clinic: Clinic, case: CaseId, last_month: None, back: int, is_open: bool
) -> None:
    row = came(clinic, case, back, "planned")
    assert [one.visit.id for one in left_open(clinic.read, TODAY)] == ([row] if is_open else [])
    clinic.do(RetireVisit(row, 1))
    assert left_open(clinic.read, TODAY) == ()


def test_notes_to_sign_are_the_therapists_own(clinic: Clinic, case: CaseId) -> None:
    other = clinic.do(AddTherapist(TherapistDraft("Søren", "Nuñez", "LMT"))).row
    own = [came(clinic, case, back) for back in (3, 1)]
    came(clinic, case, 0)
    theirs = came(clinic, case, 2, therapist=str(other))
    came(clinic, case, OPEN_DAYS + 1)
    came(clinic, case, -1, "planned")

    def unsigned(therapist: int) -> list[int]:
        return [one.visit.id for one in not_signed(clinic.read, therapist, TODAY)]

    assert (unsigned(1), unsigned(other)) == (own, [theirs])
    clinic.do(signing(clinic, own[0], VisitNoteDraft("Better")))
    assert unsigned(1) == own[1:]


def test_nothing_is_asked_about_a_client_who_left(clinic: Clinic, case: CaseId, last_month: None) -> None:
    came(clinic, case, 3, "planned")
    came(clinic, case, OPEN_DAYS + 5)
    clinic.clock._fixed = NOW
    new_prescription(clinic, case, replace(ORDER, visits_ordered="1"))
    came(clinic, case, 2)
    assert (len(left_open(clinic.read, TODAY)), len(not_signed(clinic.read, 1, TODAY)), len(used(clinic))) == (1, 1, 1)
    clinic.do(RetireClient(1, 1))
    assert (left_open(clinic.read, TODAY), not_signed(clinic.read, 1, TODAY), used(clinic)) == ((), (), [])


def test_lists_are_cut(clinic: Clinic, case: CaseId) -> None:
    for number in range(MOST_OPEN + 3):
        hour = 8 + number // 20
        came(clinic, case, number % 20, starts_at=f"{hour}:00", ends_at=f"{hour + 1}:00")
    found = not_signed(clinic.read, 1, TODAY)
    assert len(found) == MOST_OPEN
    days = [one.visit.date_of_service for one in found]
    assert days == sorted(days)


@pytest.mark.parametrize(("given", "left"), [(0, None), (1, 2), (2, 1), (3, 0), (4, 0)])
def test_it_says_how_many_visits_are_left(clinic: Clinic, case: CaseId, given: int, left: int | None) -> None:
    paper = new_prescription(clinic, case, ORDER)
    came(clinic, case, -3, "planned")
    for back in range(given):
        came(clinic, case, back)
    found = prescriptions_nearly_used(clinic.read, TODAY)
    assert [one.left for one in found] == ([] if left is None else [left])
    for one in found:
        assert (one.prescription, one.client, one.client_name, one.case) == (paper, 1, "Nguyễn, Rosalind (Zuzu)", case)
        assert (one.reason, one.kind, one.called, one.ordered) == ("Neck pain", "prescription", "Dr. Lee", 3)
        assert one.part == f"1/of/{case}/prescription/new"


def test_a_case_has_one_line(clinic: Clinic, case: CaseId) -> None:
    new_prescription(clinic, case, replace(ORDER, expires_on="12/1/2026", visits_ordered="1"))
    came(clinic, case, 1)
    assert [one.case for one in prescriptions_ending(clinic.read, TODAY)] == [case]
    assert used(clinic) == []


@pytest.mark.parametrize("more", [{"visits_ordered": ""}, {"visits_ordered": "4"}, {"starts_on": "12/20/2026"}])
def test_another_one_goes_on(clinic: Clinic, case: CaseId, more: dict[str, Any]) -> None:
    new_prescription(clinic, case, replace(ORDER, visits_ordered="1"))
    came(clinic, case, 1)
    assert used(clinic) == [(case, 0)]
    other = new_prescription(clinic, case, replace(ORDER, ordered_on="11/23/2026", **more))
    assert used(clinic) == []
    clinic.do(RetirePrescription(other, 1))
    assert used(clinic) == [(case, 0)]


@pytest.mark.parametrize("draft", [replace(CASE, closed_on="11/24/2026"), replace(CASE, kind="cash")])
def test_what_is_over_needs_no_new_one(clinic: Clinic, case: CaseId, draft: CaseDraft) -> None:
    new_prescription(clinic, case, replace(ORDER, visits_ordered="1"))
    came(clinic, case, 1)
    clinic.do(ChangeCase(case, 1, draft))
    assert used(clinic) == []


@pytest.mark.parametrize(("back", "is_named"), [(CAME_DAYS, True), (CAME_DAYS + 1, False)])
def test_who_has_not_come_for_long_is_not_named(clinic: Clinic, case: CaseId, back: int, is_named: bool) -> None:
    new_prescription(clinic, case, replace(ORDER, visits_ordered="1"))
    came(clinic, case, back)
    assert used(clinic) == ([(case, 0)] if is_named else [])
    came(clinic, case, -10, "planned")
    assert used(clinic) == [(case, 0)]


def test_the_fewest_left_stand_first_and_there_are_not_too_many(clinic: Clinic) -> None:
    for number in range(MOST_DUE + 2):
        case = new_case(clinic, new_client(clinic, replace(CLIENT, given_name=f"N{number}")))
        new_prescription(clinic, case, replace(ORDER, visits_ordered=str(1 + number % (LAST_VISITS + 1))))
        came(clinic, case, 1)
    left = [one.left for one in prescriptions_nearly_used(clinic.read, TODAY)]
    assert len(left) == MOST_DUE
    assert left == sorted(left)


SPAN = some.integers(0, 25)


@some.composite
def papers(draw: some.DrawFn) -> PrescriptionDraft:
    """A prescription of few visits, close enough to others to overlap, to follow and to leave gaps."""
    ordered = TODAY - timedelta(draw(SPAN) + draw(SPAN))
    starts = draw(some.none() | SPAN.map(lambda days: ordered + timedelta(days)))
    expires = draw(some.none() | SPAN.map(lambda days: (starts or ordered) + timedelta(2 * days)))
    return replace(
        ORDER,
        ordered_on=str(ordered),
        starts_on=str(starts or ""),
        expires_on=str(expires or ""),
        visits_ordered=draw(some.sampled_from(["", "1", "2", "3", "4"])),
    )


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=some.lists(papers(), min_size=1, max_size=3), days=some.sets(some.integers(-20, 50), max_size=7))
def test_it_says_what_the_chart_says(
    clinic: Clinic, owner: ClientId, made: list[PrescriptionDraft], days: set[int]
) -> None:
    case = new_case(clinic, owner)
    for draft in made:
        new_prescription(clinic, case, draft)
    visits = [came(clinic, case, back, "given" if back >= 0 else "planned") for back in days]
    found = [one.left for one in prescriptions_nearly_used(clinic.read, TODAY)]
    steps = [step.why for step in glance(clinic.read, owner, case, TODAY).steps]
    clinic.do(ChangeCase(case, 1, replace(CASE, kind="cash")))
    for row in visits:
        clinic.do(RetireVisit(row, 1))
    told = [why for why in steps if " left of what " in why or " given. Visits after that" in why]
    # Who never came, and is not going to, uses nothing up.
    assert len(found) == (len(told) if days else 0)
    for left, why in zip(found, told, strict=False):
        assert why.startswith(f"{left} visit") if left else why.startswith(("The 1 visit", "All "))


class Explained(Reader):
    """Reads, and keeps how each query was answered."""

    def __init__(self, read: Reader) -> None:
        super().__init__(read._database)
        self.steps: list[str] = []

    def all(self, sql: str, *values: object) -> list[Row]:
        self.steps += [row["detail"] for row in super().all(f"EXPLAIN QUERY PLAN {sql}", *values)]
        return super().all(sql, *values)


def test_no_table_is_read_as_a_whole(clinic: Clinic, case: CaseId) -> None:
    new_prescription(clinic, case, replace(ORDER, visits_ordered="1"))
    came(clinic, case, 1)
    read = Explained(clinic.read)
    visits_of_day(read, TODAY)
    left_open(read, TODAY)
    not_signed(read, 1, TODAY)
    assert prescriptions_nearly_used(read, TODAY)
    # What was picked out before may be gone through: the papers that go on, the techniques that a note itself holds.
    scans = {step for step in read.steps if step.startswith("SCAN")}
    picked = ("SCAN going", "SCAN technique VIRTUAL TABLE INDEX 1:")
    assert all(step in picked or step.startswith("SCAN (subquery") for step in scans), scans
    assert {step for step in read.steps if " prescriptions " in step and "expires_on" in step} == {
        "SEARCH prescriptions USING INDEX prescriptions_ending (expires_on=?)",
        "SEARCH prescriptions USING INDEX prescriptions_ending (expires_on>?)",
    }
