"""What comes of a file: the dry run, the one command, the next day's file, and undo."""

from dataclasses import replace
from datetime import timedelta

import pytest
from factories import CASE, CLIENT, SERVICE, VISIT, new_case, new_client, new_service, new_visit
from fixed import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client, client_count
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Refused
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import ServiceDraft, TherapistDraft
from clinic_desktop.schedule.commands.planning import PlanVisits
from clinic_desktop.schedule.commands.reading import ReadSchedule
from clinic_desktop.schedule.loader.files import read_schedule
from clinic_desktop.schedule.model import DaySpan, ScheduleStep
from clinic_desktop.schedule.queries.drafts import Desk
from clinic_desktop.schedule.queries.dry_run import remembered_columns, schedule_steps
from clinic_desktop.schedule.queries.steps import LEAVE, NEW
from clinic_desktop.schedule.queries.typed import understood
from clinic_desktop.schedule.rules.columns import headings_hash, kept_columns
from clinic_desktop.visits.commands.visits import ChangeVisit, RetireVisit
from clinic_desktop.visits.model import VisitDraft
from clinic_desktop.visits.queries.days import visits_of_day
from clinic_desktop.visits.queries.visits import visit

TODAY = NOW.date()
WEEK = DaySpan(TODAY, TODAY + timedelta(6))
HEAD = "Date,Start,Minutes,Client,Service,Therapist,Status,Booking ID\n"
VEGA = "11/24/2026,2:30 PM,60,Luis Vega,Massage,,,1\n"
ANA = "11/25/2026,9:00 AM,90,Ana Lee,Deep tissue,,,2\n"


def desk(clinic: Clinic) -> Desk:
    return Desk(clinic.read, clinic.clock.today(), clinic.person.therapist)


def steps(clinic: Clinic, *rows: str, choices: dict[int, str] | None = None) -> tuple[ScheduleStep, ...]:
    found = read_schedule((HEAD + "".join(rows)).encode(), WEEK, TODAY)
    return schedule_steps(desk(clinic), found, choices or {})


def doing(found: tuple[ScheduleStep, ...]) -> list[str]:
    return [one.doing for one in found]


def read(clinic: Clinic, *rows: str, choices: dict[int, str] | None = None) -> list[str]:
    """Do what these rows say; returns what was done."""
    found = steps(clinic, *rows, choices=choices)
    clinic.do(ReadSchedule(found))
    return doing(found)


def planned(clinic: Clinic) -> list[tuple[str, str, str, str]]:
    days = (TODAY + timedelta(days) for days in range(7))
    return [
        (one.client_name, str(one.visit.date_of_service)[5:], one.visit.starts_at, one.visit.ends_at)
        for day in days
        for one in visits_of_day(clinic.read, day)
    ]


@pytest.fixture
def known(clinic: Clinic) -> Clinic:
    new_service(clinic, replace(SERVICE, usual_minutes="60"))
    new_service(clinic, ServiceDraft("Deep tissue", "MT002", True, "unit", "40.00", "90"))
    for family, first in (("Vega", "Luis"), ("Lee", "Ana")):
        new_case(clinic, new_client(clinic, ClientDraft(first, family_name=family)))
    return clinic


def test_a_file_is_planned_once(known: Clinic) -> None:
    assert read(known, VEGA, ANA) == ["plan", "plan"]
    both = [("Vega, Luis", "11-24", "14:30", "15:30"), ("Lee, Ana", "11-25", "09:00", "10:30")]
    assert planned(known) == both
    (ana,) = visits_of_day(known.read, TODAY + timedelta(1))
    assert (ana.visit.services, ana.visit.status, ana.reason) == ("Deep tissue 90", "planned", "Neck pain")
    entries = known.read.all("SELECT * FROM schedule_entries")
    assert read(known, VEGA, ANA) == ["there", "there"]
    assert planned(known) == both
    assert known.read.all("SELECT * FROM schedule_entries") == entries


def test_it_is_taken_back_as_one_and_read_again(known: Clinic) -> None:
    read(known, VEGA, ANA)
    assert known.undo() == "Read appointments from a file"
    assert planned(known) == []
    assert doing(steps(known, VEGA, ANA)) == ["plan", "plan"]
    known.redo()
    assert len(planned(known)) == 2
    assert doing(steps(known, VEGA, ANA)) == ["there", "there"]


def test_the_next_days_file_moves_and_takes_away(known: Clinic) -> None:
    read(known, VEGA, ANA)
    moved, off = VEGA.replace("11/24/2026,2:30", "11/26/2026,4:00"), ANA.replace(",,,2", ",,Cancelled,2")
    new = "11/27/2026,10:00 AM,60,Luis Vega,Massage,,,3\n"
    found = steps(known, moved, off, new)
    assert sorted(doing(found)) == ["move", "plan", "remove"]
    assert next(one for one in found if one.doing == "move").words == "It was today, 2:30 PM."
    known.do(ReadSchedule(found))
    assert planned(known) == [("Vega, Luis", "11-26", "16:00", "17:00"), ("Vega, Luis", "11-27", "10:00", "11:00")]
    assert read(known, moved, off, new) == ["skip", "there", "there"]
    # Reading it again wrote nothing, so this takes back what it did the first time.
    known.undo()
    assert planned(known) == [("Vega, Luis", "11-24", "14:30", "15:30"), ("Lee, Ana", "11-25", "09:00", "10:30")]


def test_what_is_left_as_it_is_stays(known: Clinic) -> None:
    read(known, VEGA, ANA)
    moved, off = VEGA.replace("2:30", "4:00"), ANA.replace(",,,2", ",,No-show,2")
    assert read(known, moved, off, choices={2: LEAVE, 3: LEAVE}) == ["skip", "skip"]
    assert [one[2] for one in planned(known)] == ["14:30", "09:00"]


def test_what_was_changed_here_stays_until_the_file_says_otherwise(known: Clinic) -> None:
    read(known, VEGA)
    (one,) = visits_of_day(known.read, TODAY)
    draft = VisitDraft("planned", "11/24/2026", "1", "5 pm", "6 pm")
    known.do(ChangeVisit(one.visit.id, one.visit.version, draft))
    assert read(known, VEGA) == ["there"]
    assert planned(known)[0][2] == "17:00"
    assert read(known, VEGA.replace("2:30", "3:00")) == ["move"]
    assert planned(known)[0][2] == "15:00"


def test_what_was_removed_here_stays_so(known: Clinic) -> None:
    read(known, VEGA)
    (one,) = visits_of_day(known.read, TODAY)
    known.do(RetireVisit(one.visit.id, one.visit.version))
    (left,) = steps(known, VEGA)
    assert (left.doing, left.words) == ("skip", "Its visit was removed here, and stays so.")
    assert doing(steps(known, VEGA.replace(",,,1", ",,Cancelled,1"))) == ["skip"]
    assert read(known, VEGA.replace("2:30", "3:00")) == ["plan"]
    assert read(known, VEGA.replace("2:30", "3:00")) == ["there"]


def given_now(clinic: Clinic) -> int:
    (one,) = visits_of_day(clinic.read, TODAY)
    draft = replace(VISIT, date_of_service="11/24/2026", starts_at="2:30 pm", ends_at="3:30 pm")
    return clinic.do(ChangeVisit(one.visit.id, one.visit.version, draft)).row


def test_a_given_visit_is_never_touched(known: Clinic) -> None:
    read(known, VEGA)
    moved = steps(known, VEGA.replace("2:30", "4:00"))
    removed = steps(known, VEGA.replace(",,,1", ",,Cancelled,1"))
    row = given_now(known)
    before = known.read.one("SELECT * FROM visits WHERE id = ?", row)
    for rows in (VEGA, VEGA.replace("2:30", "4:00"), VEGA.replace(",,,1", ",,Cancelled,1")):
        assert read(known, rows) == ["there"], rows
    # Nor by a dry run that was made before it was given, whatever version that saw.
    for found in (moved, removed):
        (step,) = found
        for version in (step.version, before["version"]):
            with pytest.raises((Refused, ChangedSince)):
                known.do(ReadSchedule((replace(step, version=version),)))
    assert known.read.one("SELECT * FROM visits WHERE id = ?", row) == before


def test_one_who_is_given_by_hand_is_there(known: Clinic) -> None:
    case = known.read.one("SELECT id FROM cases ORDER BY id")["id"]
    new_visit(known, case, replace(VISIT, date_of_service="11/24/2026", starts_at="2:30 pm", ends_at="3:30 pm"))
    (step,) = steps(known, VEGA)
    assert (step.doing, step.words) == ("there", "Given already.")
    assert doing(steps(known, VEGA.replace(",,,1", ",,Cancelled,1"))) == ["skip"]


def test_what_was_planned_by_hand_is_known_from_then_on(known: Clinic) -> None:
    line = understood(desk(known), "2:30p vega 60")
    assert line.case
    known.do(PlanVisits(((line.case.id, line.draft),)))
    assert read(known, VEGA, ANA) == ["there", "plan"]
    assert read(known, VEGA.replace("2:30", "4:00")) == ["move"]
    assert [one[2] for one in planned(known)] == ["16:00", "09:00"]


def test_who_is_nearly_on_the_list_is_asked_about_once(known: Clinic) -> None:
    near = VEGA.replace("Luis Vega", "Louis Vega")
    (step,) = steps(known, near)
    assert step.doing == "ask"
    assert [one.name for one in step.candidates] == ["Vega, Luis"]
    vega = step.candidates[0].id
    assert read(known, near, choices={2: str(vega)}) == ["plan"]
    assert planned(known)[0][0] == "Vega, Luis"
    again = near.replace("11/24/2026,2:30", "11/26/2026,4:00").replace(",1\n", ",9\n")
    (step,) = steps(known, again)
    assert (step.doing, step.client) == ("plan", vega)
    # One who left is not meant any more.
    known.do(RetireClient(vega, client(known.read, vega).version))
    assert doing(steps(known, again)) == ["unknown"]


def test_two_of_one_name_are_asked_about(known: Clinic) -> None:
    new_case(known, new_client(known, ClientDraft("Luis", family_name="Vega", birth_date="1/1/1990")))
    (step,) = steps(known, VEGA)
    assert (step.doing, len(step.candidates)) == ("ask", 2)
    other = step.candidates[1].id
    assert read(known, VEGA, choices={2: str(other)}) == ["plan"]
    (step,) = steps(known, VEGA.replace("11/24", "11/26").replace(",1\n", ",4\n"))
    assert (step.doing, step.client) == ("plan", other)


def test_who_is_not_on_the_list_is_added_by_choice(known: Clinic) -> None:
    rows = (
        "11/24/2026,8:00 AM,60,Maria de la Cruz,,,,5\n",
        "11/25/2026,8:00 AM,60,Maria de la Cruz,,,,6\n",
        "11/25/2026,10:00 AM,60,4711,,,,7\n",
    )
    assert doing(steps(known, *rows)) == ["unknown", "unknown", "unknown"]
    before = client_count(known.read)
    found = steps(known, *rows, choices={2: NEW, 3: NEW, 4: NEW})
    assert doing(found) == ["plan", "plan", "skip"]
    known.do(ReadSchedule(found))
    assert client_count(known.read) == before + 1
    assert [one[0] for one in planned(known)] == ["de la Cruz, Maria", "de la Cruz, Maria"]
    assert [row["reason"] for row in known.read.all("SELECT reason FROM cases ORDER BY id DESC LIMIT 1")] == [
        "Not asked yet"
    ]
    known.undo()
    assert client_count(known.read) == before
    assert doing(steps(known, *rows)) == ["unknown", "unknown", "unknown"]


def test_one_without_an_open_case_gets_one(known: Clinic) -> None:
    owner = new_client(known)
    closed = new_case(known, owner, replace(CASE, closed_on="11/1/2026"))
    row = "11/24/2026,8:00 AM,60,Rosalind Nguyen,,,,5\n"
    (step,) = steps(known, row)
    assert (step.doing, step.case, step.words) == ("plan", 0, "No case is open: a new one is opened.")
    known.do(ReadSchedule((step,)))
    (made,) = known.read.all("SELECT * FROM cases WHERE client_id = ? AND id <> ?", owner, closed)
    assert made["reason"] == "Not asked yet"


def test_the_therapist_has_to_be_one_of_the_clinic(known: Clinic) -> None:
    other = known.do(AddTherapist(TherapistDraft("Søren", "Nuñez", "LMT"))).row
    rows = [
        VEGA.replace(",,,1", f",{who},,1") for who in ("Søren Nuñez, LMT", "Soren", "Nunez, Søren", "SN", "Kim Moe")
    ]
    found = [steps(known, row)[0] for row in rows]
    assert [one.draft.therapist for one in found[:4]] == [str(other)] * 4
    assert (found[4].doing, found[4].words) == ("skip", "It is with Kim Moe, who is no therapist here.")


def test_two_at_one_time_are_planned_with_a_warning(known: Clinic) -> None:
    found = steps(known, VEGA, "11/24/2026,3:00 PM,60,Ana Lee,,,,2\n")
    known.do(ReadSchedule(found[:1]))
    (_, ana) = steps(known, VEGA, "11/24/2026,3:00 PM,60,Ana Lee,,,,2\n")
    assert (ana.doing, ana.warning) == ("plan", "Maya Ortiz, LMT has another visit at this time.")


def test_rows_that_are_not_done_say_why(known: Clinic) -> None:
    retired = new_client(known, replace(CLIENT, family_name="Moe", given_name="Kim"))
    new_case(known, retired)
    known.do(RetireClient(retired, client(known.read, retired).version))
    found = steps(
        known,
        VEGA,
        VEGA.replace(",1\n", ",9\n"),
        "11/26/2026,8:00 AM,60,Kim Moe,,,,6\n",
        "11/24/2026,2:45 PM,30,Luis Vega,,,,8\n",
    )
    assert [(one.doing, one.words) for one in found][1:2] == [("skip", "It stands in the file twice.")]
    assert doing(found)[-1] == "unknown"
    known.do(ReadSchedule(found[:1]))
    (twin,) = steps(known, "11/24/2026,2:45 PM,30,Luis Vega,,,,8\n")
    assert twin.doing == "skip" and "is planned for" in twin.words


def test_canceled_and_booked_again_at_the_same_time(known: Clinic) -> None:
    old, new = VEGA.replace(",,,1", ",,Canceled,1"), VEGA.replace(",,,1", ",,,2")
    assert read(known, old, new) == ["skip", "plan"]
    assert read(known, old, new) == ["skip", "there"]
    known.undo()
    line = understood(desk(known), "2:30p vega 60")
    assert line.case
    known.do(PlanVisits(((line.case.id, line.draft),)))
    assert read(known, old, new) == ["skip", "there"]
    assert [one[0] for one in planned(known)] == ["Vega, Luis"]
    # Alone it is that visit which was called off.
    assert doing(steps(known, new.replace(",,,2", ",,Canceled,2"))) == ["remove"]


def test_two_lines_for_one_time_do_not_take_it_from_each_other(known: Clinic) -> None:
    twice = VEGA.replace(",,,1", ",,,2")
    assert read(known, VEGA, twice) == ["plan", "skip"]
    assert read(known, VEGA, twice) == ["there", "there"]
    assert read(known, VEGA, twice.replace(",,,2", ",,Canceled,2")) == ["there", "skip"]
    assert len(planned(known)) == 1


def test_the_past_is_left_alone(known: Clinic) -> None:
    found = read_schedule((HEAD + VEGA.replace("11/24", "11/23")).encode(), DaySpan(TODAY - timedelta(3), TODAY), TODAY)
    assert [one.words for one in schedule_steps(desk(known), found, {})] == ["The day is past."]


def test_a_refused_row_is_named_and_nothing_is_done(known: Clinic) -> None:
    found = steps(known, VEGA, ANA)
    case = found[1].case
    row = known.read.one("SELECT version FROM cases WHERE id = ?", case)
    known.do(ChangeCase(case, row["version"], replace(CASE, closed_on="11/20/2026")))
    with pytest.raises(Refused) as refused:
        known.do(ReadSchedule(found))
    assert [problem.field for problem in refused.value.problems] == ["3"]
    assert planned(known) == []


def test_columns_are_remembered_with_the_file_they_were_chosen_for(known: Clinic) -> None:
    headings = ("A", "B", "Client")
    assert remembered_columns(known.read, headings) == {}
    chosen = {"day": 1, "client": 2}
    command = ReadSchedule(steps(known, VEGA), headings_hash(headings), kept_columns(chosen, headings))
    known.do(command)
    assert remembered_columns(known.read, ("client", "b", "a")) == {"day": 1, "client": 0}
    known.do(replace(command, steps=(), chosen=kept_columns({"day": 0}, headings)))
    assert remembered_columns(known.read, headings) == {"day": 0}


Written = tuple[int, str, str, str, str, str]
ROWS = some.lists(
    some.tuples(
        some.integers(24, 27),
        some.sampled_from(("8:00 AM", "9:00 AM", "9:30 AM", "1:00 PM", "")),
        some.sampled_from(("60", "90", "")),
        some.sampled_from(("Luis Vega", "Lee, Ana", "Ana Leigh", "Bo Fox", "")),
        some.sampled_from(("", "Cancelled")),
        some.sampled_from(("", "1", "2", "3")),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, ROWS)
def test_reading_twice_changes_nothing_and_undo_brings_it_back(
    known: Clinic, first: list[Written], then: list[Written]
) -> None:
    def written(rows: list[Written]) -> list[str]:
        return [
            f'11/{day}/2026,{at},{long},"{who}",,,{status},{number}\n' for day, at, long, who, status, number in rows
        ]

    def tried(rows: list[str]) -> bool:
        found = [one for one in steps(known, *rows) if one.is_ready or one.doing == "there"]
        try:
            known.do(ReadSchedule(tuple(found)))
        except Refused:
            # Two of the file stand in each other's way: each is named, and nothing was done.
            return False
        return True

    before = planned(known)
    done = 0
    for rows in (written(first), written(then)):
        history = len(known.history.undoable)
        if tried(rows):
            after = planned(known)
            assert not any(one.is_ready for one in steps(known, *rows))
            tried(rows)
            assert planned(known) == after
        done += len(known.history.undoable) - history
    for _ in range(done):
        known.undo()
    assert planned(known) == before


def test_a_visit_that_is_moved_keeps_all_else(known: Clinic) -> None:
    read(known, VEGA)
    (one,) = visits_of_day(known.read, TODAY)
    found = visit(known.read, one.visit.id)
    read(known, VEGA.replace("2:30", "4:00"))
    moved = visit(known.read, one.visit.id)
    assert replace(moved, version=found.version, starts_at="14:30", ends_at="15:30") == found
