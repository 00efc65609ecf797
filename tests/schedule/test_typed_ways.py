"""The many ways in which people type one visit: each means what they meant, or says what it did not understand."""

from dataclasses import replace

import pytest
from factories import SERVICE, new_case, new_client, new_service
from fixed import NOW

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import ServiceDraft, TherapistDraft
from clinic_desktop.schedule.queries.drafts import Desk
from clinic_desktop.schedule.queries.typed import understood
from clinic_desktop.schedule.rules.typed import pieces

# A Tuesday.
TODAY = NOW.date()
NAMES = (("Vega", "Luis"), ("May", "Rose"), ("Friday", "Joe"), ("Noon", "Al"), ("Kim", "Sun"), ("Moe", "Sunny"))


@pytest.fixture
def desk(clinic: Clinic) -> Desk:
    new_service(clinic, ServiceDraft("Hot stone massage", "MT003", True, "unit", "40.00", "75"))
    new_service(clinic, replace(SERVICE, usual_minutes="60"))
    clinic.do(AddTherapist(TherapistDraft("Søren", "Nuñez", "LMT")))
    for family, first in NAMES:
        new_case(clinic, new_client(clinic, ClientDraft(first, family_name=family)))
    return Desk(clinic.read, TODAY, clinic.person.therapist)


@pytest.mark.parametrize(
    ("typed", "day", "at", "ends"),
    [
        *(
            (f"{day} 9 vega 60", "2026-11-27", "09:00", "10:00")
            for day in ("fri", "Fri.", "friday", "on fri", "this fri")
        ),
        *((f"{day} 9 vega 60", "2026-12-04", "09:00", "10:00") for day in ("next fri", "next friday", "next week fri")),
        *((f"{day} 9 vega 60", "2026-11-25", "09:00", "10:00") for day in ("tmrw", "tomorow", "wed", "weds")),
        *(
            (f"{day} 9 vega 60", "2026-12-03", "09:00", "10:00")
            for day in ("dec 3", "Dec. 3rd", "3rd december", "12/3")
        ),
        *(
            (f"{day} 9 vega 60", "2026-12-08", "09:00", "10:00")
            for day in ("in 2 weeks", "+2w", "12/8/26", "2026-12-08")
        ),
        *(
            (f"vega {at}", "2026-11-24", "14:30", "15:30")
            for at in ("2:30 to 3:30", "from 2:30 until 3:30p", "2:30–3:30 pm")
        ),
        *((f"vega {at} 60", "2026-11-24", "12:00", "13:00") for at in ("noon", "12 noon", "12", "12p", "at 12")),
        ("vega noon-1:30", "2026-11-24", "12:00", "13:30"),
        ("vega 11-noon", "2026-11-24", "11:00", "12:00"),
        *(
            (f"vega 9 {long}", "2026-11-24", "09:00", "10:30")
            for long in ("1.5h", "1.5 hours", "1h30", "90 min", "1:30h")[:4]
        ),
        *((f"vega 9 {long}", "2026-11-24", "09:00", "09:30") for long in ("half an hour", "half hour", "30")),
        *((f"vega 8 60 {part}", "2026-11-24", "20:00", "21:00") for part in ("tonight", "evening", "this evening")),
        ("vega 8 this morning 60", "2026-11-24", "08:00", "09:00"),
        ("vega 8 60", "2026-11-24", "08:00", "09:00"),
        ("vega 5 60", "2026-11-24", "17:00", "18:00"),
        ("vega @ 9 60", "2026-11-24", "09:00", "10:00"),
        ("vega 9 o’clock 60", "2026-11-24", "09:00", "10:00"),
    ],
)
def test_days_and_times(desk: Desk, typed: str, day: str, at: str, ends: str) -> None:
    line = understood(desk, typed)
    assert line.is_ready, line.problem
    assert line.client and line.client.family_name == "Vega"
    assert (line.draft.date_of_service, line.draft.starts_at, line.draft.ends_at) == (day, at, ends)


@pytest.mark.parametrize(
    ("typed", "family"),
    [
        *(("may 9 60", "May"), ("rose may 9 60", "May"), ("friday 9", "Friday"), ("joe friday 9", "Friday")),
        *(("sun kim 9", "Kim"), ("fri 9", "Friday"), ("sun 9 moe", "Moe")),
    ],
)
def test_a_name_that_is_a_day_is_the_clients(desk: Desk, typed: str, family: str) -> None:
    line = understood(desk, typed)
    assert line.client and line.client.family_name == family
    assert line.parts[0].startswith("today")


def test_the_day_is_told_with_its_weekday(desk: Desk) -> None:
    assert understood(desk, "fri 9 vega 60").parts[0] == "Friday, 27 Nov 2026, 9:00 AM to 10:00 AM"


@pytest.mark.parametrize("typed", ["with søren", "w/ soren", "w sn", "with soren nunez", "@sn", "Søren Nuñez"])
def test_the_therapist(desk: Desk, typed: str) -> None:
    line = understood(desk, f"vega 9 60 {typed}")
    assert line.is_ready and line.draft.therapist == "2", line


def test_the_service_that_is_called_so_comes_first(desk: Desk) -> None:
    assert [one.service for one in understood(desk, "vega 9 massage").draft.services] == ["2"]
    assert [one.service for one in understood(desk, "vega 9 hot stone").draft.services] == ["1"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("vega 14", "What does 14 mean here? Type 14:00, or 14 min."),
        ("al noon 9", "What does 9 mean here? Type 9 min, if it is that."),
        ("vega 9 60 2", "What does 2 mean here? The minutes are there already."),
        ("vega feb 30 9", "February has no 30th day in"),
    ],
)
def test_what_a_number_means_is_asked(typed: str, words: str) -> None:
    assert pieces(typed, TODAY).problem.startswith(words)


def test_an_urgent_flag_is_said_before_enter(desk: Desk, clinic: Clinic) -> None:
    from asking import URGENT, raised

    client = clinic.read.one("SELECT id FROM clients WHERE family_name = 'Vega'")["id"]
    raised(clinic, client, URGENT)
    line = understood(desk, "vega 9 60")
    assert not line.is_ready
    assert line.problem.startswith("An urgent flag is open since")
