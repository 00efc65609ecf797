"""Techniques of a note: read as typed, summed to the services of the visit, and compared with them."""

import json
from dataclasses import asdict, replace
from typing import Any

import pytest
from factories import VISIT, new_case, new_service, new_visit, refused, signing
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.practice.model import Service, ServiceId
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.model import ServiceLine, TechniqueLine, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.notes import last_note, note_of
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.visits.rules.techniques import disagreement, services_from, technique_values

NECK = TechniqueLine("Myofascial release", "Neck", "40", "1")
SHOULDER = TechniqueLine("Stretching", "Right shoulder", "20", "1")
SERVICES = {row: Service(ServiceId(row), 1, f"Service {row}", "", True, "unit", 3500, None) for row in (1, 2, 3)}

lines = st.lists(
    st.builds(
        TechniqueLine,
        st.sampled_from(["Stretching", "Cupping"]),
        st.sampled_from(["", "Neck", "Low back", "Left shoulder"]),
        st.integers(1, 90).map(str),
        st.sampled_from(["1", "2", "3"]),
    ),
    max_size=20,
)
kept_lines = st.lists(
    st.builds(ServiceLine, st.sampled_from(["1", "2", "9"]), st.sampled_from(["", "15", "60"]), price=st.just("12.00")),
    max_size=4,
    unique_by=lambda one: one.service,
)


@pytest.fixture
def row(clinic: Clinic) -> VisitId:
    return new_visit(clinic, new_case(clinic))


@given(lines, kept_lines)
def test_every_minute_of_a_technique_is_in_exactly_one_service(
    techniques: list[TechniqueLine], kept: list[ServiceLine]
) -> None:
    made = services_from(techniques, kept)
    for service in {one.service for one in techniques}:
        (line,) = (one for one in made if one.service == service)
        assert int(line.minutes) == sum(int(one.minutes) for one in techniques if one.service == service)
    # What no technique belongs to stays as it was, and nothing is made up.
    untouched = [one for one in kept if one.service not in {line.service for line in techniques}]
    assert [one for one in made if one.service not in {line.service for line in techniques}] == untouched
    assert len({one.service for one in made}) == len(made)


@given(lines, kept_lines)
def test_what_follows_once_follows_again_the_same(techniques: list[TechniqueLine], kept: list[ServiceLine]) -> None:
    made = services_from(techniques, kept)
    assert services_from(techniques, made) == made


@given(lines, kept_lines)
def test_services_that_follow_never_disagree(techniques: list[TechniqueLine], kept: list[ServiceLine]) -> None:
    found = Problems()
    values = technique_values(found, techniques, SERVICES)
    assert not found.found
    given_services: list[dict[str, Any]] = [
        {"service_id": int(one.service), "minutes": int(one.minutes or 0), "name": "Massage"}
        for one in services_from(techniques, kept)
    ]
    assert disagreement(values, given_services) == ""
    if values:
        given_services[0]["minutes"] += 1
        assert "Make the two agree" in disagreement(values, given_services)


def test_what_stands_in_the_line_of_a_service_stays() -> None:
    kept = ServiceLine("1", "30", "2", "40.00", "9:00", "10:00", "Back", "59", "A")
    (made,) = services_from([NECK, SHOULDER], [kept])
    assert asdict(made) == asdict(kept) | {"minutes": "60", "region": "Neck, Right shoulder"}


def test_minutes_that_cannot_be_read_leave_those_of_the_service() -> None:
    (made,) = services_from([NECK, TechniqueLine("Cupping", "", "soon", "1")], [ServiceLine("1", "45")])
    assert made.minutes == "45"


def test_only_whole_names_of_regions_fit_a_line_of_a_bill() -> None:
    regions = ("Right upper arm", "Left upper arm", "Right lower leg", "Left lower leg")
    many = [TechniqueLine("Stretching", region, "5", "1") for region in regions]
    (made,) = services_from(many, ())
    assert made.region == "Right upper arm, Left upper arm, Right lower leg"
    (made,) = services_from([TechniqueLine("Stretching", "x" * 80, "5", "1")], ())
    assert made.region == "x" * 60


def test_each_slip_is_named_at_its_field(clinic: Clinic, row: VisitId) -> None:
    slips = (TechniqueLine("", "Neck", "soon", "77"), TechniqueLine("x" * 61, "y" * 61, "0", "1"))
    with pytest.raises(Refused) as answer:
        clinic.do(WriteNote(row, 0, VisitNoteDraft(techniques=slips, pain_before="11", pain_after="a lot")))
    assert [(one.field, one.words) for one in answer.value.problems] == [
        ("pain_before", "Pain goes from 0, none, to 10, the worst there is."),
        ("pain_after", "Pain goes from 0, none, to 10, the worst there is."),
        ("techniques/0/technique", "Type what was done."),
        ("techniques/0/minutes", "Type the minutes like 60, or hours and minutes like 1:15."),
        ("techniques/0/service", "Choose the service that it is part of."),
        ("techniques/1/minutes", "Type at least one minute."),
        ("techniques/1/technique", "This is too long: 60 letters fit here."),
        ("techniques/1/region", "This is too long: 60 letters fit here."),
    ]
    assert note_of(clinic.read, row) is None
    many = tuple(TechniqueLine("Stretching", "", "1", "1") for _ in range(21))
    assert refused(lambda: clinic.do(WriteNote(row, 0, VisitNoteDraft(techniques=many)))) == ["techniques"]


def test_they_are_kept_with_the_note_and_fixed_with_it(clinic: Clinic, row: VisitId) -> None:
    draft = VisitNoteDraft("Stiff", techniques=(NECK, SHOULDER), pain_before="6", pain_after=" 0 ")
    clinic.do(WriteNote(row, 0, draft))
    found = note_of(clinic.read, row)
    assert found and (found.pain_before, found.pain_after) == (6, 0)
    assert [(one.technique, one.region, one.minutes, one.service) for one in found.techniques] == [
        ("Myofascial release", "Neck", 40, 1),
        ("Stretching", "Right shoulder", 20, 1),
    ]
    clinic.do(WriteNote(row, 1, VisitNoteDraft("Stiff")))
    found = note_of(clinic.read, row)
    assert found and (found.pain_before, found.pain_after, found.techniques) == (None, None, ())
    clinic.undo()
    clinic.do(signing(clinic, row, draft, 3))
    with pytest.raises(Exception, match="a signed note is never changed"):
        clinic._writer._database.execute("UPDATE visit_notes SET techniques = '[]'")


def test_a_note_is_not_signed_before_its_services_add_up(clinic: Clinic, row: VisitId) -> None:
    draft = VisitNoteDraft("Stiff", techniques=(NECK,))
    with pytest.raises(Refused) as answer:
        clinic.do(signing(clinic, row, draft))
    assert [(one.field, one.words) for one in answer.value.problems] == [
        (
            "techniques",
            "The techniques of Massage take 40 minutes, the service takes 60. Make the two agree, then sign.",
        )
    ]
    other = new_service(clinic)
    elsewhere = VisitNoteDraft("Stiff", techniques=(NECK, SHOULDER, TechniqueLine("Cupping", "", "5", str(other))))
    with pytest.raises(Refused) as answer:
        clinic.do(signing(clinic, row, elsewhere))
    (problem,) = answer.value.problems
    assert "a service that was not given" in problem.words
    clinic.do(signing(clinic, row, VisitNoteDraft("Stiff", techniques=(NECK, SHOULDER))))
    assert visit(clinic.read, row).note == "signed"


def test_the_last_note_is_that_of_the_newest_visit_that_was_given(clinic: Clinic, row: VisitId) -> None:
    case = visit(clinic.read, row).case
    assert last_note(clinic.read, case) is None
    clinic.do(WriteNote(row, 0, VisitNoteDraft("First")))
    newer = new_visit(clinic, case, replace(VISIT, date_of_service="11/22/2026"))
    clinic.do(WriteNote(newer, 0, VisitNoteDraft("Second")))
    found = last_note(clinic.read, case)
    assert found and found.subjective == "Second"
    found = last_note(clinic.read, case, newer)
    assert found and found.subjective == "First"
    assert last_note(clinic.read, new_case(clinic, ClientId(1))) is None
    assert json.loads(clinic.read.one("SELECT techniques FROM visit_notes WHERE visit_id = ?", row)["techniques"]) == []


def test_a_service_that_takes_no_minutes_takes_any_technique() -> None:
    stones = {"service_id": 2, "minutes": None, "name": "Hot stones"}
    techniques = [{"service": 2, "minutes": 10}, {"service": 2, "minutes": 5}]
    assert disagreement(techniques, [stones]) == ""
    assert "take 15 minutes" in disagreement(techniques, [stones, stones | {"minutes": 20}])
