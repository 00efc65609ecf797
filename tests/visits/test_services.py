"""The services of a visit as typed: each sentence stands at its exact field, and the fees are exact to the cent."""

from dataclasses import replace
from typing import Any

import pytest
from factories import HOSTILE_NAMES
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.practice.model import Service, ServiceId
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.model import MOST_SERVICES, ServiceLine, UnitRule
from clinic_desktop.visits.rules.services import fee, hands_on, service_values, timed_lines
from clinic_desktop.visits.rules.units import TimedLine, count_units

MASSAGE = Service(ServiceId(1), 1, "Massage", "MT001", True, "unit", 3500, 60)
MANUAL = Service(ServiceId(2), 1, "Manual therapy", "MT002", True, "unit", 4000, None)
PACKS = Service(ServiceId(3), 1, "Hot packs", "MT003", False, "visit", 1500, None)
FLAT = Service(ServiceId(4), 1, "Deep tissue", "", True, "visit", 12000, None)
SERVICES = {int(one.id): one for one in (MASSAGE, MANUAL, PACKS, FLAT)}
MINUTES = "Type the minutes of hands-on time: the units follow from them."
CHOOSE = "Choose a service."
Found = dict[str, str]


def read(
    *lines: ServiceLine, rule: UnitRule = "midpoint", is_given: bool = True, services: Any = None
) -> tuple[list[Any], Found]:
    """The columns, and what is wrong by its field."""
    found = Problems()
    values = service_values(found, lines, services or SERVICES, rule, is_given=is_given)
    words = {problem.field: problem.words for problem in found.found}
    assert len(words) == len(found.found), "one field says one thing"
    return values, words


def wrong(*lines: ServiceLine, rule: UnitRule = "midpoint", is_given: bool = True) -> Found:
    return read(*lines, rule=rule, is_given=is_given)[1]


def units(*lines: ServiceLine, rule: UnitRule = "midpoint", is_given: bool = True) -> list[int]:
    values, found = read(*lines, rule=rule, is_given=is_given)
    assert not found
    return [one["units"] for one in values]


def test_a_service_is_read_with_all_that_was_typed() -> None:
    line = ServiceLine("1", "45", "2", "30", "9", "10:00", " Neck ", "59, gp")
    values, found = read(line)
    assert not found
    assert values == [
        {
            "service_id": 1,
            "name": "Massage",
            "procedure_code": "MT001",
            "is_timed": 1,
            "priced_by": "unit",
            "price_cents": 3000,
            "minutes": 45,
            "starts_at": "09:00",
            "ends_at": "10:00",
            "region": "Neck",
            "modifiers": "59 GP",
            "diagnoses": "",
            "units": 2,
            "fee_cents": 6000,
        }
    ]


def test_what_is_not_typed_follows_from_the_service() -> None:
    (one, packs), found = read(ServiceLine("1", "60"), ServiceLine("3"))
    assert not found
    assert (one["units"], one["price_cents"], one["fee_cents"]) == (4, 3500, 14000)
    assert (packs["minutes"], packs["units"], packs["fee_cents"], packs["is_timed"]) == (None, 1, 1500, 0)


@pytest.mark.parametrize("service", ["", "9", "0", "-1", "x", "1.0", " 1", "²", "١", "9" * 5000])
def test_a_line_without_a_service_that_is_on_the_list_is_refused(service: str) -> None:
    values, found = read(ServiceLine("1", "60"), ServiceLine(service, "15"))
    assert found == {"services/1/service": CHOOSE}
    assert values[0]["units"] == 4
    assert values[1] is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Tip", "A tip is not"),
        ("10-pack", "A package is"),
        ("Gift card", "A gift card is"),
        ("No-show fee", "A visit that"),
    ],
)
def test_what_is_no_treatment_is_no_service_of_a_visit(name: str, words: str) -> None:
    found = read(ServiceLine("1", "60"), services={1: replace(MASSAGE, name=name)})[1]
    assert set(found) == {"services/0/service"}
    assert found["services/0/service"].startswith(words)


def test_hands_on_minutes_are_asked_for_once_it_was_given() -> None:
    lines = (ServiceLine("3"), ServiceLine("1"), ServiceLine("4", " "))
    assert wrong(*lines) == {"services/1/minutes": MINUTES, "services/2/minutes": MINUTES}
    values, found = read(*lines, is_given=False)
    assert not found
    assert [(one["minutes"], one["units"], one["fee_cents"]) for one in values] == [
        *((None, 1, 1500), (None, 0, 0)),
        (None, 0, 12000),
    ]


def test_units_without_minutes_are_not_dropped_silently() -> None:
    assert wrong(ServiceLine("1", units="4"), is_given=False) == {"services/0/minutes": MINUTES}
    assert set(wrong(ServiceLine("1", units="x"), is_given=False)) == {"services/0/minutes", "services/0/units"}
    assert units(ServiceLine("1", units="0"), is_given=False) == [0]
    assert set(wrong(ServiceLine("1", "x", "x"))) == {"services/0/minutes", "services/0/units"}


@pytest.mark.parametrize("typed", ["soon", "0", "601", "37.5"])
def test_minutes_that_cannot_be_read_are_named_once(typed: str) -> None:
    assert set(wrong(ServiceLine("1", typed))) == {"services/0/minutes"}


def test_minutes_follow_from_the_times_of_the_service() -> None:
    assert read(ServiceLine("1", starts_at="9", ends_at="9:53"))[0][0]["minutes"] == 53
    values, found = read(ServiceLine("1", "50", starts_at="9", ends_at="10"))
    assert not found
    assert values[0]["minutes"] == 50
    assert not wrong(ServiceLine("1", "60", starts_at="9", ends_at="10"))


def test_more_minutes_than_from_start_to_end_are_refused() -> None:
    assert wrong(ServiceLine("1", "61", starts_at="9", ends_at="10")) == {
        "services/0/minutes": "From start to end it is 60 minutes; 61 do not fit in."
    }


def test_one_time_alone_is_refused_where_the_other_is_missing() -> None:
    assert wrong(ServiceLine("1", "60", starts_at="9")) == {"services/0/ends_at": "Type both times, or none."}
    assert wrong(ServiceLine("1", "60", ends_at="9")) == {"services/0/starts_at": "Type both times, or none."}


@pytest.mark.parametrize("ends", ["9", "8:59"])
def test_the_end_comes_after_the_start(ends: str) -> None:
    assert wrong(ServiceLine("1", "60", starts_at="9", ends_at=ends)) == {
        "services/0/ends_at": "This is not after the start."
    }


@pytest.mark.parametrize("service", ["1", "3"])
def test_a_service_lasts_ten_hours_at_most(service: str) -> None:
    values, found = read(ServiceLine(service, starts_at="8 am", ends_at="6 pm"))
    assert not found
    assert values[0]["minutes"] == 600
    found = wrong(ServiceLine(service, starts_at="8 am", ends_at="6:01 pm"))
    assert found["services/0/ends_at"] == "The most is 600 minutes: check the digits."


def test_times_that_cannot_be_read_are_named() -> None:
    assert set(wrong(ServiceLine("1", "60", starts_at="soon", ends_at="25"))) == {
        "services/0/starts_at",
        "services/0/ends_at",
    }


def test_units_above_what_the_minutes_give_are_refused() -> None:
    assert wrong(ServiceLine("1", "52", "4")) == {"services/0/units": "The minutes give 3 units; 4 are more."}
    assert wrong(ServiceLine("1", "22", "2"), rule="cms") == {
        "services/0/units": "The minutes give 1 unit; 2 are more."
    }


def test_of_several_codes_the_line_that_has_too_many_is_named() -> None:
    pair = (ServiceLine("3"), ServiceLine("1", "24", "2"), ServiceLine("2", "23", "2"))
    assert not wrong(*pair)
    assert set(wrong(*pair, rule="cms")) == {"services/2/units"}
    assert units(ServiceLine("1", "24"), ServiceLine("2", "23"), rule="cms") == [2, 1]
    assert set(wrong(ServiceLine("1", "7"), ServiceLine("2", "33", "3"))) == {"services/1/units"}


def test_of_one_code_on_two_lines_the_minutes_count_together() -> None:
    assert units(ServiceLine("1", "7"), ServiceLine("1", "8")) == [0, 1]
    assert set(wrong(ServiceLine("1", "30"), ServiceLine("1", "30", "3"))) == {"services/1/units"}


def test_services_without_a_code_are_counted_by_their_names() -> None:
    other = replace(FLAT, id=ServiceId(5), name="Sports massage")
    values, found = read(ServiceLine("4", "7"), ServiceLine("5", "8"), services=SERVICES | {5: other})
    assert not found
    assert [one["units"] for one in values] == [0, 1]
    assert timed_lines(values) == [TimedLine("Deep tissue", 7), TimedLine("Sports massage", 8)]


@pytest.mark.parametrize("typed", ["0", "1", "3", "4", " 4 "])
def test_fewer_units_may_be_billed(typed: str) -> None:
    assert units(ServiceLine("1", "60", typed)) == [int(typed)]


@pytest.mark.parametrize("typed", ["x", "-1", "1.5", "100", "9" * 5000, "٣", "²", "1 2"])
def test_units_are_a_whole_number_of_two_digits(typed: str) -> None:
    values, found = read(ServiceLine("1", "60", typed))
    assert found == {"services/0/units": "Type a whole number of units, like 4."}
    assert values[0]["units"] == 4


def test_seven_minutes_give_no_unit_and_no_fee() -> None:
    (one,), found = read(ServiceLine("1", "7"))
    assert not found
    assert (one["units"], one["fee_cents"]) == (0, 0)
    assert units(ServiceLine("1", "8")) == [1]


def test_a_service_that_is_not_timed_counts_once() -> None:
    assert units(ServiceLine("3", "90"), ServiceLine("1", "15")) == [1, 1]
    assert units(ServiceLine("3", "90", "0")) == [0]
    assert wrong(ServiceLine("3", units="2")) == {"services/0/units": "A service that is not timed counts once a day."}


def test_a_service_that_is_not_timed_counts_once_on_two_lines_as_well() -> None:
    again = "A service that is not timed counts once a day."
    assert wrong(ServiceLine("3"), ServiceLine("1", "15"), ServiceLine("3")) == {"services/2/units": again}
    assert wrong(ServiceLine("3"), ServiceLine("3", units="2")) == {"services/1/units": again}
    assert units(ServiceLine("3"), ServiceLine("3", units="0")) == [1, 0]
    assert units(ServiceLine("3", units="0"), ServiceLine("3")) == [0, 1]


def test_what_is_not_timed_and_not_counted_costs_nothing() -> None:
    assert [one["fee_cents"] for one in read(ServiceLine("3", units="0"), ServiceLine("4", "5", "0"))[0]] == [0, 12_000]


def test_minutes_of_a_service_that_is_not_timed_are_no_hands_on_time() -> None:
    values, _ = read(ServiceLine("3", "20"), ServiceLine("1", "30"), ServiceLine("4", "15"))
    assert values[0]["minutes"] == 20
    assert hands_on(values) == 45


def test_a_visit_has_twelve_services_at_most() -> None:
    most = tuple(ServiceLine("1", "15") for _ in range(MOST_SERVICES))
    assert not wrong(*most)
    assert wrong(*most, ServiceLine("2", "15")) == {"services": "A visit has at most 12 services."}


def test_a_region_has_sixty_letters_at_most() -> None:
    assert not wrong(ServiceLine("1", "60", region="王" * 60))
    assert wrong(ServiceLine("1", "60", region="x" * 61)) == {
        "services/0/region": "This is too long: 60 letters fit here."
    }


def test_modifiers_are_four_at_most() -> None:
    assert not wrong(ServiceLine("1", "60", modifiers="59 GP 22 XS"))
    assert wrong(ServiceLine("1", "60", modifiers="59 GP 22 XS 25")) == {
        "services/0/modifiers": "A service has at most four modifiers. Keep the four that matter most."
    }


@pytest.mark.parametrize("typed", ["80.555", "-1", "x", "1000000.01"])
def test_a_price_that_cannot_be_read_is_named_and_changes_nothing_else(typed: str) -> None:
    (one,), found = read(ServiceLine("1", "60", price=typed))
    assert set(found) == {"services/0/price"}
    assert one["fee_cents"] == 14000


def test_a_price_of_nothing_is_a_price() -> None:
    (one,), found = read(ServiceLine("1", "60", price="0"))
    assert not found
    assert (one["price_cents"], one["fee_cents"]) == (0, 0)


def test_two_services_at_one_time_are_refused() -> None:
    words = "Another service of this visit lasts longer than this."
    first = ServiceLine("1", starts_at="9", ends_at="9:30")
    assert wrong(first, ServiceLine("2", starts_at="9:29", ends_at="10")) == {"services/1/starts_at": words}
    assert wrong(ServiceLine("2", starts_at="9:29", ends_at="10"), first) == {"services/0/starts_at": words}
    assert set(wrong(first, ServiceLine("2", starts_at="9", ends_at="9:30"))) == {"services/1/starts_at"}
    assert not wrong(first, ServiceLine("2", starts_at="9:30", ends_at="10"))
    assert not wrong(first, ServiceLine("2", "15"))
    assert not wrong(ServiceLine("2", starts_at="9:30", ends_at="10"), first)


@pytest.mark.parametrize("text", HOSTILE_NAMES)
def test_hostile_text_is_kept_as_region_and_refused_elsewhere_by_its_field(text: str) -> None:
    assert read(ServiceLine("1", "60", region=text))[0][0]["region"] == text.replace("\x00", "")
    every = {"minutes", "price", "starts_at", "ends_at", "modifiers"}
    found = set(wrong(ServiceLine("1", **dict.fromkeys(every, text))))
    # "OR" is two letters, as a modifier is.
    fields = every - {"modifiers"} if text == "OR" else every
    assert found == {f"services/0/{field}" for field in fields}
    assert set(wrong(ServiceLine("1", "60", text))) == {"services/0/units"}
    assert set(wrong(ServiceLine(text))) == {"services/0/service"}


def test_every_problem_of_every_line_is_said_at_once() -> None:
    bad = ServiceLine("1", "x", "x", "x", "x", "x", "x" * 61, "x")
    fields = ("minutes", "units", "price", "starts_at", "ends_at", "region", "modifiers")
    found = wrong(bad, ServiceLine(), bad)
    assert set(found) == {f"services/{at}/{field}" for at in (0, 2) for field in fields} | {"services/1/service"}


@some.composite
def lines(draw: some.DrawFn) -> ServiceLine:
    price = draw(some.none() | some.integers(0, 20_000))
    return ServiceLine(
        draw(some.sampled_from(("1", "2", "4"))),
        str(draw(some.integers(1, 120))),
        price="" if price is None else f"{price // 100}.{price % 100:02d}",
    )


@given(some.lists(lines(), max_size=MOST_SERVICES), some.sampled_from(("cms", "midpoint")), some.randoms())
def test_a_fee_is_price_times_units_or_the_price_of_the_visit(typed: list[ServiceLine], rule: Any, chance: Any) -> None:
    values, found = read(*typed, rule=rule)
    assert not found
    count = count_units(rule, timed_lines(values))
    assert tuple(one["units"] for one in values) == count.units
    fewer = [replace(line, units=str(chance.randint(0, one["units"]))) for line, one in zip(typed, values, strict=True)]
    values, found = read(*fewer, rule=rule)
    assert not found
    for line, one in zip(fewer, values, strict=True):
        assert one["units"] == int(line.units)
        times = one["units"] if one["priced_by"] == "unit" else 1
        assert one["fee_cents"] == one["price_cents"] * times == fee(one["priced_by"], one["price_cents"], one["units"])
    more = [replace(line, units=str(given + 1)) for line, given in zip(typed, count.units, strict=True)]
    assert bool(wrong(*more, rule=rule)) == bool(typed)
