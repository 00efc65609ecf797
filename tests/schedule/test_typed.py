"""A typed line: taken apart, understood against the clients of the clinic, and planned."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import (
    CASE,
    SERVICE,
    VISIT,
    new_case,
    new_client,
    new_service,
    new_visit,
)
from fixed import NOW
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import ServiceDraft, TherapistDraft
from clinic_desktop.schedule.commands.planning import PlanVisits
from clinic_desktop.schedule.model import Pieces, TypedLine
from clinic_desktop.schedule.queries.drafts import Desk
from clinic_desktop.schedule.queries.typed import understood
from clinic_desktop.schedule.rules.lines import lines_of
from clinic_desktop.schedule.rules.typed import pieces
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.model import ServiceLine
from clinic_desktop.visits.queries.days import visits_of_day

# A Tuesday.
TODAY = NOW.date()
MONDAY = TODAY + timedelta(6)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2:30p vega 60", Pieces(TODAY, "14:30", "", 60, ("vega",))),
        ("vega 2:30", Pieces(TODAY, "14:30", "", None, ("vega",))),
        ("lee 9-10:30 tomorrow", Pieces(TODAY + timedelta(1), "09:00", "10:30", 90, ("lee",))),
        ("9 – 10:30 lee", Pieces(TODAY, "09:00", "10:30", 90, ("lee",))),
        ("12/3 vega deep 90 @mo", Pieces(date(2026, 12, 3), "", "", 90, ("vega", "deep"), "mo")),
        ("8-9p lee", Pieces(TODAY, "20:00", "21:00", 60, ("lee",))),
        ("9 60 vega", Pieces(TODAY, "09:00", "", 60, ("vega",))),
        ("230 vega 90 min", Pieces(TODAY, "14:30", "", 90, ("vega",))),
        ("60 vega", Pieces(TODAY, "", "", 60, ("vega",))),
        ("2 pm, O'Brien 1h", Pieces(TODAY, "14:00", "", 60, ("O'Brien",))),
        ("monday 10 vega", Pieces(MONDAY, "10:00", "", None, ("vega",))),
        ("tuesday 10 vega", Pieces(TODAY, "10:00", "", None, ("vega",))),
        ("2026-12-01 noon vega", Pieces(date(2026, 12, 1), "12:00", "", None, ("vega",))),
        ("9 anna", Pieces(TODAY, "09:00", "", None, ("anna",))),
        ("", Pieces(TODAY)),
    ],
)
def test_the_parts_of_a_line(typed: str, read: Pieces) -> None:
    assert pieces(typed, TODAY) == read


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("25:00 lee", "no hour 25"),
        ("lee 3:00 4:00", "Two times stand here"),
        ("lee 10-9", "not after the start"),
        ("9 10 11 lee", "What does 11 mean"),
        ("13/3 lee", "no month 13"),
        ("0 lee", "at least one minute"),
    ],
)
def test_what_cannot_be_is_said(typed: str, words: str) -> None:
    assert words in pieces(typed, TODAY).problem


@given(some.text(max_size=300))
def test_whatever_is_typed_is_read_or_said(typed: str) -> None:
    read = pieces(typed, TODAY)
    assert read.problem or shown_time(read.starts_at) or read.starts_at == ""
    assert len(" ".join(read.words)) <= 300


@given(
    some.permutations(("2:30p", "vega", "60min", "deep", "12/3")),
    some.sampled_from((" ", "  ", ", ")),
)
def test_the_order_does_not_matter(words: list[str], between: str) -> None:
    read = pieces(between.join(words), TODAY)
    assert (read.day, read.starts_at, read.minutes) == (date(2026, 12, 3), "14:30", 60)
    assert sorted(read.words) == ["deep", "vega"]


@pytest.fixture
def desk(clinic: Clinic) -> Desk:
    """Two services, a case of Vega and one of Nguyễn, two clients called Lee."""
    new_service(clinic, replace(SERVICE, usual_minutes="60"))
    new_service(clinic, ServiceDraft("Deep tissue", "MT002", True, "unit", "40.00", "90"))
    for family, first in (("Vega", "Luis"), ("Lee", "Ana"), ("Lee", "Bo")):
        new_case(clinic, new_client(clinic, ClientDraft(first, family_name=family)))
    return a_desk(clinic)


def a_desk(clinic: Clinic) -> Desk:
    return Desk(clinic.read, clinic.clock.today(), clinic.person.therapist)


def facts(line: TypedLine) -> tuple[str, ...]:
    draft = line.draft
    services = ",".join(f"{one.service}:{one.minutes}" for one in draft.services)
    return (line.client.family_name if line.client else "", draft.starts_at, draft.ends_at, services, draft.therapist)


def test_a_line_is_understood(desk: Desk) -> None:
    line = understood(desk, "2:30p veg 60")
    assert line.is_ready, line.problem
    assert facts(line) == ("Vega", "14:30", "15:30", "1:60", "1")
    assert line.parts == ("today, 2:30 PM to 3:30 PM", "Massage 60", "Neck pain")
    assert facts(understood(desk, "deep vega 9 90")) == ("Vega", "09:00", "10:30", "2:90", "1")
    # Without minutes those that the service usually takes.
    assert facts(understood(desk, "vega deep ti at 9")) == ("Vega", "09:00", "10:30", "2:90", "1")


def test_as_the_last_visit_was(desk: Desk, clinic: Clinic) -> None:
    case = understood(desk, "vega 9").case
    assert case
    draft = replace(VISIT, services=(ServiceLine("2", "75", region="Neck"), ServiceLine("1", "15")))
    new_visit(clinic, case.id, draft)
    line = understood(desk, "vega 9 tomorrow")
    assert facts(line) == ("Vega", "09:00", "10:30", "2:75,1:15", "1")
    assert line.draft.services[0].region == "Neck"
    assert facts(understood(desk, "vega 9 tomorrow 60")) == ("Vega", "09:00", "10:00", "2:60", "1")


def test_two_who_fit_are_asked_about(desk: Desk) -> None:
    line = understood(desk, "lee 2:30")
    assert [row.given_name for row in line.candidates] == ["Ana", "Bo"]
    assert line.client is None
    assert "Choose with the arrow keys" in line.problem
    line = understood(desk, "lee 2:30", chosen=line.candidates[1].id)
    assert line.is_ready
    assert line.client and line.client.given_name == "Bo"
    assert understood(desk, "lee bo 2:30").is_ready


def test_the_therapist_by_initials(desk: Desk, clinic: Clinic) -> None:
    other = clinic.do(AddTherapist(TherapistDraft("Søren", "Nuñez", "LMT"))).row
    desk = a_desk(clinic)
    assert facts(understood(desk, "vega 9"))[-1] == "1"
    line = understood(desk, "vega 9 sn")
    assert facts(line)[-1] == str(other)
    assert "Søren Nuñez, LMT" in line.parts
    assert facts(understood(desk, "vega 9 @SN"))[-1] == str(other)
    assert "no therapist" in understood(desk, "vega 9 @xy").problem.lower()
    # A client whose name begins so comes first.
    new_case(clinic, new_client(clinic, ClientDraft("Snow", family_name="Vega")))
    assert understood(desk, "vega 9 sn").client == understood(desk, "vega snow 9").client


def test_who_is_not_on_the_list_is_offered_as_new(desk: Desk) -> None:
    line = understood(desk, "10 maria de la cruz 60")
    assert (line.name, line.is_ready) == ("Maria de la Cruz", False)
    assert "Nobody on the list fits “maria de la cruz”." in line.problem


def test_the_open_case_that_was_used_last(desk: Desk, clinic: Clinic) -> None:
    client = new_client(clinic)
    old = new_case(clinic, client, replace(CASE, reason="Knee"))
    new_case(clinic, client, replace(CASE, reason="Elbow"))
    new_case(clinic, client, replace(CASE, reason="Wrist", closed_on="11/1/2026"))
    newest = understood(desk, "nguyen 9").case
    assert newest and (newest.reason, newest.of) == ("Elbow", 2)
    new_visit(clinic, old)
    line = understood(desk, "nguyen 9")
    assert line.case and line.case.id == old
    assert "Knee, the case used last" in line.parts


def test_without_an_open_case_nothing_is_planned(desk: Desk, clinic: Clinic) -> None:
    new_client(clinic)
    line = understood(desk, "nguyen 9")
    assert not line.is_ready and line.client
    assert line.problem == "There is no open case. Open one, then plan the visit."


def test_it_warns_of_two_at_one_time(desk: Desk, clinic: Clinic) -> None:
    plan(clinic, understood(desk, "vega 9 60"))
    line = understood(desk, "lee bo 9:30 60")
    assert line.is_ready
    assert line.warning == "Maya Ortiz, LMT has another visit at this time."
    assert understood(desk, "vega 2 60").warning == "The client has another visit that day."
    twice = understood(desk, "vega 9:30 60")
    assert not twice.is_ready and "is planned for" in twice.problem


def plan(clinic: Clinic, *lines: TypedLine) -> None:
    clinic.do(PlanVisits(tuple((line.case.id, line.draft) for line in lines if line.case)))


def test_lines_are_planned_and_taken_back_as_one(desk: Desk, clinic: Clinic) -> None:
    text = "9 vega 60\n\n 10:30 lee bo 60 \r\n"
    lines = [understood(desk, line) for line in lines_of(text)]
    plan(clinic, *lines)
    found = visits_of_day(clinic.read, TODAY)
    assert [(one.client_name, one.visit.starts_at, one.visit.status) for one in found] == [
        *(("Vega, Luis", "09:00", "planned"), ("Lee, Bo", "10:30", "planned")),
    ]
    assert clinic.undo() == "Plan visits"
    assert visits_of_day(clinic.read, TODAY) == ()
    clinic.redo()
    assert len(visits_of_day(clinic.read, TODAY)) == 2


def test_all_of_them_or_none(desk: Desk, clinic: Clinic) -> None:
    good, twin = understood(desk, "9 vega 60"), understood(desk, "9:30 vega 60")
    with pytest.raises(Refused) as refused:
        plan(clinic, good, twin)
    assert [one.field for one in refused.value.problems] == ["1"]
    assert visits_of_day(clinic.read, TODAY) == ()


def test_hostile_letters_find_nobody(desk: Desk, clinic: Clinic) -> None:
    for typed in ("%", "_", '" OR 1=1 --', "'; DROP TABLE clients; --", "\x00 9", "<b>9</b>", "*" * 250):
        line = understood(desk, typed)
        assert not line.is_ready
        assert line.problem
    assert clinic.read.all("SELECT 1 FROM clients")


def test_empty_says_nothing(desk: Desk) -> None:
    assert understood(desk, "  ").problem == ""
