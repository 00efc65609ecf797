"""A new estimate has every visit that is planned in it, as long and at the price that it is planned at."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from estimating import cash_case, delivered, issued, planned
from factories import new_service
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.clinic import Clinic
from clinic_desktop.estimates.model.estimate import ItemLine
from clinic_desktop.estimates.queries.gather import draft_now, estimate_of
from clinic_desktop.estimates.queries.standing import standing_of
from clinic_desktop.estimates.rules.proposing import EstimateProposal, item_lines, often_words, proposed
from clinic_desktop.plans.model import PlanPhase
from clinic_desktop.practice.model import ServiceDraft, ServiceId
from clinic_desktop.values.dates import printed
from clinic_desktop.visits.model import GivenService, ServiceLine, VisitDraft

TODAY = date(2026, 11, 24)
HOUR, LONG, STONES = ServiceLine("1", "60"), ServiceLine("1", "90", price="150"), ServiceLine("2")


def test_visits_that_are_not_alike_are_all_in_it(clinic: Clinic) -> None:
    case = cash_case(clinic)
    new_service(clinic, ServiceDraft("Hot stones", "MT002", False, "visit", "20.00"))
    for day, lines in (("12/4/2026", (HOUR,)), ("12/16/2026", (HOUR, STONES)), ("12/18/2026", (LONG,))):
        planned(clinic, case, day, draft=VisitDraft("planned", therapist="1", services=lines))
    found = draft_now(clinic.read, case, 0, TODAY)
    hour, stones, long = found.services
    assert (hour, stones) == (ItemLine("1", "60", visits="2"), ItemLine("2", "", visits="1"))
    assert long == ItemLine("1", "90", "150.00", "1")
    assert found.frequency == "about 1 every 7 days"
    assert estimate_of(clinic.read, case, found, TODAY).total_cents == 410_00
    delivered(clinic, issued(clinic, case, found))
    # Nothing of it is another visit than was estimated.
    assert standing_of(clinic.read, case, TODAY).due is None


def test_uneven_days_are_no_rhythm() -> None:
    assert often_words([date(2026, 12, 4), date(2026, 12, 16), date(2026, 12, 23)]) == "about 1 every 10 days"
    first = date(2026, 12, 4)
    assert often_words([first] * 3 + [first + timedelta(4)]) == "about 1 every day"
    assert often_words([first] * 2) == often_words([first, first + timedelta(1)]) == "1 every day"
    assert (often_words([first]), often_words([first, first + timedelta(3)])) == ("", "1 every 3 days")
    for days, words in ((7, "1 a week"), (14, "1 every 2 weeks"), (28, "1 every 4 weeks"), (29, "1 a month")):
        assert often_words([first, first + timedelta(days)]) == words
    assert often_words([first, first + timedelta(31)]) == "1 a month"
    assert often_words([first, first + timedelta(32)]) == "1 every 32 days"
    # Three days more or less are a rhythm, four are none.
    assert often_words([first, first + timedelta(5), first + timedelta(13)]) == "1 every 6 days"
    assert often_words([first, first + timedelta(4), first + timedelta(12)]) == "about 1 every 6 days"
    # A month is as long as it is, and a holiday moves a visit by a day or two.
    assert often_words([date(2027, 1, 30), date(2027, 2, 27), date(2027, 3, 30)]) == "1 a month"


def given_service(service: int, price: int, minutes: int) -> GivenService:
    row, cents = ServiceId(service), price * 100
    return GivenService(row, "Massage", "", True, "visit", cents, minutes, "", "", "", "", 1, cents)


def test_the_plan_counts_where_it_has_more_visits_left_than_are_planned() -> None:
    plan: Any = SimpleNamespace(phases=(PlanPhase(1, 4),), ends_on=date(2027, 1, 31))
    days = tuple(date(2026, 12, day) for day in (4, 11, 18))

    def draft(days: tuple[date, ...], plan: Any, given: int) -> tuple[str, ...]:
        found = proposed(EstimateProposal(TODAY, days, plan, given, (), {}), "1")
        return found.visits, found.frequency, found.first_day, found.last_day

    planned = ("3", "1 a week", printed(days[0]), printed(days[2]))
    assert draft(days, plan, 0) == ("4", "1 a week for 4 weeks", printed(days[0]), printed(plan.ends_on))
    assert draft(days, plan, 1) == draft(days, plan, 9) == draft(days, None, 0) == planned
    assert draft((), None, 0) == draft((), plan, 3) == ("1", "", printed(TODAY), printed(TODAY))
    # What is planned is in it though the plan ends before; and no estimate is for more than a year.
    plan.ends_on = date(2026, 12, 12)
    assert draft(days, plan, 0)[3] == printed(days[2])
    plan.ends_on = date(2028, 1, 1)
    assert draft(days, plan, 0)[3] == printed(date(2027, 12, 4))


def test_visits_that_are_only_expected_are_like_most_of_the_others() -> None:
    known = [[given_service(1, 100, 60)], [given_service(2, 100, 90)], [given_service(2, 100, 90)], []]
    lines = item_lines(known, 9, {1: 100_00, 2: 100_00})
    assert lines == (ItemLine("1", "60", visits="1"), ItemLine("2", "90", visits="8"))
    assert item_lines([[], []], 2, {}) == ()


@given(
    st.lists(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(0, 90)), max_size=3), max_size=5),
    st.integers(0, 20),
)
def test_every_minute_of_every_visit_is_in_it(typed: list[list[tuple[int, int, int]]], more: int) -> None:
    total = max(len(typed) + more, 1)
    lines = item_lines([[given_service(*one) for one in services] for services in typed], total, {1: 100})
    minutes = [sum(time for *_, time in services) for services in typed if services]
    expected = sum(int(one.minutes) * int(one.visits or total) for one in lines)
    # Those that are only expected, and those about which nobody typed anything, are like one of the others.
    rest = total - len(minutes)
    assert expected - sum(minutes) in ([one * rest for one in minutes] or [0])
    assert all(1 <= int(one.visits or total) <= total for one in lines)
    # A price is typed where it is not the usual one.
    prices = {(str(service), price) for services in typed for service, price, _ in services}
    assert {(one.service, round(float(one.price or 1))) for one in lines} == prices
    assert all(one.price or one.service == "1" for one in lines)
