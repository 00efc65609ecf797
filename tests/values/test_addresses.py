"""Addresses: half of one may be known; what is there is read, and an envelope has no gaps."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.values.addresses import address_lines, address_values
from clinic_desktop.values.problems import Problems


@dataclass(frozen=True)
class Place:
    """Anything with an address."""

    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


WHOLE = Place("14 Elm Street", "Suite 5", "Tacoma", "WA", "98402-1234")


def read(place: Place) -> tuple[Place, list[str]]:
    found = Problems()
    return Place(**address_values(found, place)), [problem.field for problem in found.found]


def test_an_address_is_kept_in_one_form() -> None:
    typed = Place(" 14 Elm Street\x00", "Suite 5 ", " Tacoma", "washington", "984021234")
    assert read(typed) == (WHOLE, [])


def test_every_part_of_an_address_may_be_missing() -> None:
    assert read(Place()) == (Place(), [])
    for part in ("street", "street2", "city", "state", "zip"):
        assert read(replace(WHOLE, **{part: " "})) == (replace(WHOLE, **{part: ""}), [])


def test_a_state_and_a_zip_that_cannot_be_read_are_said_at_once() -> None:
    place, problems = read(replace(WHOLE, state="Cascadia", zip="9840"))
    assert problems == ["state", "zip"]
    assert (place.street, place.city, place.state, place.zip) == ("14 Elm Street", "Tacoma", "", "")


def test_the_problems_join_those_of_the_form() -> None:
    found = Problems()
    found.need("name", "", "Type the name.")
    address_values(found, Place(zip="1"))
    assert [problem.field for problem in found.found] == ["name", "zip"]


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (WHOLE, ("14 Elm Street", "Suite 5", "Tacoma, WA 98402-1234")),
        (replace(WHOLE, street2=""), ("14 Elm Street", "Tacoma, WA 98402-1234")),
        (Place(city="Tacoma"), ("Tacoma",)),
        (Place(city="Tacoma", zip="98402"), ("Tacoma, 98402",)),
        (Place(city="Tacoma", state="WA"), ("Tacoma, WA",)),
        (Place(state="WA", zip="98402"), ("WA 98402",)),
        (Place(street2="Suite 5"), ("Suite 5",)),
        (Place(), ()),
    ],
)
def test_an_envelope_has_only_the_lines_that_are_known(place: Place, lines: tuple[str, ...]) -> None:
    assert address_lines(place) == lines


PARTS = some.sampled_from(("", "Tacoma", "14 Elm Street"))


@given(some.builds(Place, PARTS, PARTS, PARTS, some.sampled_from(("", "WA")), some.sampled_from(("", "98402"))))
def test_an_envelope_has_no_gaps_and_loses_nothing(place: Place) -> None:
    lines = address_lines(place)
    assert all(line == line.strip(" ,") and line for line in lines)
    parts = [part for part in (place.street, place.street2, place.city, place.state, place.zip) if part]
    assert "".join(lines).replace(", ", "").replace(" ", "") == "".join(parts).replace(" ", "")
