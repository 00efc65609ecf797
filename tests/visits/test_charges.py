"""The arithmetic of a visit in sentences, and what it comes to."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from factories import VISIT
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.practice.model import Service, ServiceId
from clinic_desktop.values import money
from clinic_desktop.visits.model import GivenService, ServiceLine, UnitRule, VisitDraft
from clinic_desktop.visits.rules.charges import kept_steps, reckon
from clinic_desktop.visits.rules.visits import VisitFacts, visit_values

MASSAGE = Service(ServiceId(1), 1, "Massage", "MT001", True, "unit", 3500, 60)
MANUAL = Service(ServiceId(2), 1, "Manual therapy", "MT002", True, "unit", 4000, None)
PACKS = Service(ServiceId(3), 1, "Hot packs", "MT003", False, "visit", 1500, None)
FLAT = Service(ServiceId(4), 1, "Deep tissue", "", True, "visit", 12000, None)
SERVICES = {int(one.id): one for one in (MASSAGE, MANUAL, PACKS, FLAT)}
FACTS = VisitFacts(date(2026, 11, 24), None, None, None, "midpoint", SERVICES)


def typed(*lines: ServiceLine, discount: str = "") -> VisitDraft:
    return replace(VISIT, services=lines, discount=discount)


def steps(*lines: ServiceLine, discount: str = "", rule: UnitRule = "midpoint") -> tuple[str, ...]:
    return reckon(typed(*lines, discount=discount), replace(FACTS, rule=rule)).steps


def test_units_times_price_are_the_fee() -> None:
    assert steps(ServiceLine("1", "60")) == ("MT001: 60 minutes give 4 units", "Massage 4 × $35.00 = $140.00")


def test_a_price_of_the_visit_is_the_fee() -> None:
    assert steps(ServiceLine("4", "60")) == ("Deep tissue: 60 minutes give 4 units", "Deep tissue $120.00")
    assert steps(ServiceLine("3")) == ("Hot packs $15.00",)


def test_several_fees_are_added_and_the_discount_taken_off() -> None:
    assert steps(ServiceLine("1", "60"), ServiceLine("3"), discount="20") == (
        "MT001: 60 minutes give 4 units",
        "Massage 4 × $35.00 = $140.00",
        "Hot packs $15.00",
        "$140.00 + $15.00 = $155.00",
        "$155.00 − $20.00 discount = $135.00",
    )
    assert steps(ServiceLine("3"), discount="5") == ("Hot packs $15.00", "$15.00 − $5.00 discount = $10.00")


def test_fewer_units_are_said() -> None:
    assert steps(ServiceLine("1", "90", "4")) == (
        "MT001: 90 minutes give 6 units",
        "4 of 6 units are billed",
        "Massage 4 × $35.00 = $140.00",
    )
    assert "5 of 6 units are billed" in steps(ServiceLine("1", "90", "5"))
    assert "units are billed" not in " ".join(steps(ServiceLine("1", "90", "6"), ServiceLine("3")))


def test_the_rule_of_the_payer_counts() -> None:
    pair = (ServiceLine("1", "20"), ServiceLine("2", "20"))
    assert reckon(typed(*pair), FACTS).units == (1, 1)
    assert reckon(typed(*pair), replace(FACTS, rule="cms")).units == (2, 1)
    assert "20 + 20 = 40 minutes give 3 units" in steps(*pair, rule="cms")


def test_units_and_prices_are_those_without_typing_them() -> None:
    found = reckon(typed(ServiceLine("1", "60", "2", "10"), ServiceLine(), ServiceLine("3", price="1")), FACTS)
    assert found.units == (4, None, 1)
    assert found.prices == (3500, None, 1500)
    assert found.charged_cents == 2 * 1000 + 100


def test_minutes_follow_from_the_times() -> None:
    found = reckon(typed(ServiceLine("1", starts_at="9", ends_at="9:30")), FACTS)
    assert (found.units, found.charged_cents) == ((2,), 7000)


@pytest.mark.parametrize("junk", ["x", "-1", "80.555", "٣", "9" * 5000, "\x00"])
def test_what_cannot_be_read_is_left_out_and_named(junk: str) -> None:
    whole = reckon(typed(ServiceLine("1", "60")), FACTS)
    assert not whole.trouble
    left = reckon(typed(ServiceLine("1", "60", junk, junk, junk, junk, junk, junk), discount=junk), FACTS)
    assert left.trouble and replace(left, trouble="") == whole
    assert reckon(typed(ServiceLine("1", "60"), ServiceLine(junk)), FACTS).charged_cents == whole.charged_cents
    nothing = reckon(typed(ServiceLine("1", junk)), FACTS)
    # Nobody has counted none.
    assert (nothing.units, nothing.charged_cents) == ((None,), 0) and nothing.trouble


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        (ServiceLine("1", "60", "9"), "The minutes give 4 units; 9 are more."),
        (ServiceLine("1", "sixty"), "Type the minutes like 60, or hours and minutes like 1:15."),
        (ServiceLine("", "60"), "Choose a service."),
        (ServiceLine("1", "60", region="x" * 61), ""),
        (ServiceLine("1", "60", modifiers="x"), ""),
        (ServiceLine("1", "60"), ""),
        (ServiceLine("1"), "Type the minutes of hands-on time: the units follow from them."),
        (ServiceLine("1", starts_at="9", ends_at="25:99"), "There is no hour 25: type the time like 9:30 or 2:15 pm."),
        (ServiceLine("1", starts_at="9"), "Type both times, or none."),
        (ServiceLine("1", starts_at="9", ends_at="8"), "This is not after the start."),
        (ServiceLine("1", "60", starts_at="9"), ""),
    ],
)
def test_a_charge_is_sure_only_where_all_that_it_hangs_on_can_be_read(line: ServiceLine, trouble: str) -> None:
    assert reckon(typed(line), FACTS).trouble == trouble


def test_there_is_no_charge_before_there_is_something_to_charge() -> None:
    assert reckon(typed(), FACTS).trouble == "Choose a service."
    planned = replace(typed(ServiceLine("1")), status="planned")
    assert reckon(planned, FACTS).trouble == "The units follow from the minutes, which are typed once it was given."
    off = reckon(typed(ServiceLine("1", "60"), discount="140.01"), FACTS)
    assert off.trouble == "This is more than the fees, which are $140.00."


def test_a_charge_is_never_below_nothing() -> None:
    assert reckon(typed(ServiceLine("3"), discount="15.01"), FACTS).charged_cents == 0
    assert reckon(typed(ServiceLine("3"), discount="14.99"), FACTS).charged_cents == 1
    assert reckon(typed(), FACTS).steps == ()


def test_the_words_about_a_visit_on_record_are_those_while_it_was_typed() -> None:
    draft = typed(ServiceLine("1", "60", "3"), ServiceLine("3"), discount="20")
    kept = [given_service(one) for one in visit_values(draft, FACTS).services]
    assert kept_steps(kept, "midpoint", 2000) == reckon(draft, FACTS).steps


def given_service(values: dict[str, Any]) -> GivenService:
    facts = {name: value for name, value in values.items() if name not in ("service_id", "is_timed")}
    return GivenService(service=ServiceId(values["service_id"]), is_timed=bool(values["is_timed"]), **facts)


LINES = some.builds(
    ServiceLine,
    some.sampled_from(("1", "2", "4")),
    some.integers(1, 120).map(str),
    price=some.none().map(lambda _: "") | some.integers(0, 30_000).map(money.typed),
)


@given(some.lists(LINES, min_size=1, max_size=6), some.integers(0, 20_000), some.sampled_from(("cms", "midpoint")))
def test_the_charge_is_the_fees_less_the_discount(lines: list[ServiceLine], discount: int, rule: UnitRule) -> None:
    facts = replace(FACTS, rule=rule)
    fees = sum(one["fee_cents"] for one in visit_values(typed(*lines), facts).services)
    draft = typed(*lines, discount=money.typed(discount))
    found = reckon(draft, facts)
    assert found.charged_cents == max(0, fees - discount)
    if discount <= fees:
        assert money.shown(fees - discount) in found.steps[-1]
        saved = visit_values(draft, facts)
        assert saved.visit["charged_cents"] == found.charged_cents
        kept = [given_service(one) for one in saved.services]
        assert kept_steps(kept, rule, discount) == found.steps
        assert tuple(one.units for one in kept) == found.units
