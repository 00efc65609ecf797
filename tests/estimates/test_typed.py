"""What is typed wrong is said at its field; what the record proposes is read without a slip."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from estimating import DELIVERY, DRAFT, cash_case, given, issued, planned
from factories import refused
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as some
from planning import PLAN, ordered_case, signed_plan

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.estimates.commands.deliveries import LogDelivery, NoteRequest
from clinic_desktop.estimates.commands.estimates import IssueEstimate
from clinic_desktop.estimates.model.due import RequestDraft
from clinic_desktop.estimates.model.estimate import ItemLine
from clinic_desktop.estimates.queries.gather import draft_now, estimate_of
from clinic_desktop.estimates.rules.proposing import often_words
from clinic_desktop.estimates.rules.typed import EstimateBounds, latest_last_day, read_estimate
from clinic_desktop.practice.model import Service, ServiceId

TODAY = date(2026, 11, 24)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return cash_case(clinic)


def test_slips_are_named_at_their_fields(clinic: Clinic, case: CaseId) -> None:
    planned(clinic, case, "12/16/2026", "12/23/2026")

    def fields(**typed: Any) -> list[str]:
        return refused(lambda: clinic.do(IssueEstimate(case, replace(DRAFT, **typed))))

    line = DRAFT.services[0]
    assert fields(therapist="") == ["therapist"]
    assert fields(therapist="99") == ["therapist"]
    assert fields(services=()) == ["services"]
    assert fields(services=(ItemLine(),)) == ["services/0/service"]
    assert fields(services=(replace(line, minutes=""),)) == ["services/0/minutes"]
    assert fields(services=(replace(line, minutes="soon"),)) == ["services/0/minutes"]
    assert fields(services=(replace(line, price="-5"),)) == ["services/0/price"]
    assert fields(services=(replace(line, visits="9"),)) == ["services/0/visits"]
    assert fields(services=(line, line)) == ["services/1/service"]
    assert fields(services=(line,) * 13) == ["services"]
    assert fields(visits="") == fields(visits="0") == fields(visits="367") == fields(visits="²") == ["visits"]
    # Two are planned in these days.
    assert fields(visits="1", last_day="12/16/2026", frequency="") == []
    assert fields(visits="1", frequency="") == ["visits", "last_day"]
    assert fields(frequency=" ") == ["frequency"]
    assert fields(frequency="x" * 101) == ["frequency"]
    assert fields(first_day="11/23/2026") == ["first_day"]
    assert fields(first_day="when?", last_day="") == ["first_day", "last_day"]
    assert fields(last_day="12/15/2026") == ["last_day"]
    assert fields(last_day="12/17/2027") == ["last_day"]
    assert fields(separate="x" * 201) == fields(separate="a\n" * 13) == ["separate"]
    assert fields(place="x" * 201) == ["place"]
    assert [one["number"] for one in clinic.read.all("SELECT number FROM estimates")] == [1]
    assert fields(last_day="12/16/2027") == []


def test_slips_of_a_delivery_and_of_a_request(clinic: Clinic, case: CaseId) -> None:
    row = issued(clinic, case)

    def fields(**typed: str) -> list[str]:
        return refused(lambda: clinic.do(LogDelivery(row, replace(DELIVERY, **typed))))

    assert fields(delivered_on="") == fields(delivered_on="11/25/2026") == ["delivered_on"]
    assert fields(delivered_on="11/23/2026") == fields(delivered_on="2/30/2026") == ["delivered_on"]
    assert fields(how="pigeon", delivered_to=" ") == ["how", "delivered_to"]
    assert fields(delivered_to="x" * 201) == ["delivered_to"]
    assert fields(note="x" * 2_001) == ["note"]
    assert clinic.read.all("SELECT 1 FROM estimate_deliveries") == []
    asked = [refused(partial(clinic.do, NoteRequest(case, 0, 0, one))) for one in _REQUESTS]
    assert asked == [["asked_on"], ["asked_on"], ["note"]]


_REQUESTS = (RequestDraft(), RequestDraft("11/25/2026"), RequestDraft("11/24/2026", "x" * 2_001))


def test_it_begins_with_what_is_planned(clinic: Clinic, case: CaseId) -> None:
    planned(clinic, case, "12/16/2026", "12/2/2026", "12/9/2026")
    found = draft_now(clinic.read, case, 0, TODAY)
    assert (found.visits, found.frequency, found.first_day, found.last_day) == (
        *("3", "1 a week", "12/02/2026", "12/16/2026"),
    )
    assert (found.therapist, found.services, found.place) == ("1", (ItemLine("1", "60"),), "")
    assert estimate_of(clinic.read, case, found, TODAY).total_cents == 360_00


def test_it_begins_with_the_last_visit_where_nothing_is_planned(clinic: Clinic, case: CaseId) -> None:
    assert draft_now(clinic.read, case, 1, TODAY).services == ()
    given(clinic, case, "11/20/2026")
    found = draft_now(clinic.read, case, 1, TODAY)
    assert (found.visits, found.frequency, found.first_day, found.last_day) == ("1", "", "11/24/2026", "11/24/2026")
    assert estimate_of(clinic.read, case, found, TODAY).total_cents == 120_00


def test_it_begins_with_the_treatment_plan_where_one_counts(clinic: Clinic) -> None:
    case = ordered_case(clinic)
    signed_plan(clinic, case, PLAN)
    found = draft_now(clinic.read, case, 0, TODAY)
    plan = clinic.read.one("SELECT * FROM treatment_plans")
    assert found.visits == "12"
    assert found.frequency == "2 a week for 4 weeks, then 1 a week for 4 weeks"
    assert found.last_day == f"{plan['ends_on'][5:7]}/{plan['ends_on'][8:]}/{plan['ends_on'][:4]}"


@pytest.mark.parametrize(
    ("apart", "words"),
    [(7, "1 a week"), (14, "1 every 2 weeks"), (30, "1 a month"), (1, "1 every day"), (3, "1 every 3 days")],
)
def test_how_often(apart: int, words: str) -> None:
    days = [date.fromordinal(TODAY.toordinal() + apart * at) for at in range(4)]
    assert often_words(days) == words
    assert often_words(days[:1]) == often_words(()) == ""


def test_twelve_months_end_on_the_same_day() -> None:
    assert latest_last_day(date(2026, 12, 16)) == date(2027, 12, 16)
    assert latest_last_day(date(2028, 2, 29)) == date(2029, 2, 28)


@settings(max_examples=60)
@drawn(
    some.lists(
        some.tuples(some.integers(8, 120), some.integers(0, 30_000), some.integers(1, 40)), min_size=1, max_size=5
    )
)
def test_the_total_is_each_line_by_hand(lines: list[tuple[int, int, int]]) -> None:
    services = {
        at: Service(ServiceId(at), 1, f"Service {at}", f"MT{at:03d}", True, "visit", price, None)
        for at, (_, price, _) in enumerate(lines)
    }
    most = max(visits for _, _, visits in lines)
    typed = tuple(ItemLine(str(at), str(minutes), visits=str(visits)) for at, (minutes, _, visits) in enumerate(lines))
    draft = replace(DRAFT, services=typed, visits=str(most))
    if most == 1:
        draft = replace(draft, last_day=draft.first_day)
    found = read_estimate(draft, EstimateBounds(TODAY, services))
    assert sum(one.total_cents for one in found.items) == sum(price * visits for _, price, visits in lines)
