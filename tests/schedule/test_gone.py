"""What a newer file no longer has is offered for removal, never taken away by itself, and never what was begun here."""

from dataclasses import replace
from datetime import timedelta

import pytest
from asking import CLEARANCE, URGENT, raised
from factories import SERVICE, VISIT, new_case, new_client, new_service
from fixed import NOW

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.intake.commands.flags import ResolveFlag
from clinic_desktop.practice.commands import AddTherapist, RetireTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.schedule.commands.reading import ReadSchedule
from clinic_desktop.schedule.loader.files import read_schedule
from clinic_desktop.schedule.model import DaySpan, ScheduleStep
from clinic_desktop.schedule.queries.drafts import Desk
from clinic_desktop.schedule.queries.dry_run import schedule_steps
from clinic_desktop.schedule.queries.steps import LEAVE, NEW, REMOVE
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.commands.visits import ChangeVisit
from clinic_desktop.visits.model import VisitNoteDraft
from clinic_desktop.visits.queries.days import visits_of_day
from clinic_desktop.visits.queries.visits import visit

TODAY = NOW.date()
WEEK, MONTH = DaySpan(TODAY, TODAY + timedelta(6)), DaySpan(TODAY, TODAY + timedelta(30))
HEAD = "Date,Start,Minutes,Client,Service,Therapist,Status,Booking ID\n"
VEGA = "11/24/2026,2:30 PM,60,Luis Vega,Massage,,,1\n"
ANA = "11/25/2026,9:00 AM,90,Ana Lee,Massage,,,2\n"
BO = "11/27/2026,9:00 AM,90,Bo Fox,Massage,,,3\n"


@pytest.fixture
def known(clinic: Clinic) -> Clinic:
    new_service(clinic, replace(SERVICE, usual_minutes="60"))
    for family, first in (("Vega", "Luis"), ("Lee", "Ana"), ("Fox", "Bo")):
        new_case(clinic, new_client(clinic, ClientDraft(first, family_name=family)))
    return clinic


def steps(
    clinic: Clinic, text: str, span: DaySpan = WEEK, choices: dict[int, str] | None = None
) -> tuple[ScheduleStep, ...]:
    found = read_schedule(text.encode(), span, TODAY)
    return schedule_steps(Desk(clinic.read, TODAY, clinic.person.therapist), found, choices or {})


def read(clinic: Clinic, text: str, span: DaySpan = WEEK, choices: dict[int, str] | None = None) -> list[str]:
    found = read_schedule(text.encode(), span, TODAY)
    made = steps(clinic, text, span, choices)
    clinic.do(ReadSchedule(made, source=found.source))
    return [one.doing for one in made]


def planned(clinic: Clinic) -> list[tuple[str, str]]:
    days = (TODAY + timedelta(days) for days in range(40))
    return [(one.client_name, one.visit.starts_at) for day in days for one in visits_of_day(clinic.read, day)]


def test_what_is_gone_is_offered_and_taken_away_when_ticked(known: Clinic) -> None:
    read(known, HEAD + VEGA + ANA + BO)
    found = steps(known, HEAD + VEGA + BO)
    assert [one.doing for one in found] == ["there", "there", "gone"]
    gone = found[-1]
    assert (gone.client_name, gone.words, gone.is_gone, gone.is_ready) == (
        *("Lee, Ana", "It is no longer in the file."),
        *(True, False),
    )
    # Left alone it stays.
    assert read(known, HEAD + VEGA + BO) == ["there", "there", "gone"]
    assert len(planned(known)) == 3
    choices = {gone.appointment.number: REMOVE}
    assert read(known, HEAD + VEGA + BO, choices=choices) == ["there", "there", "remove"]
    assert [one[0] for one in planned(known)] == ["Vega, Luis", "Fox, Bo"]
    assert read(known, HEAD + VEGA + BO) == ["there", "there"]
    # It is on again.
    assert sorted(one.doing for one in steps(known, HEAD + VEGA + ANA + BO)) == ["plan", "there", "there"]
    known.undo()
    assert [one[0] for one in planned(known)] == ["Vega, Luis", "Lee, Ana", "Fox, Bo"]


def test_only_of_the_same_scheduler_and_the_days_it_has(known: Clinic) -> None:
    read(known, HEAD + VEGA + ANA + BO)
    other = "Day,At,Who\n11/24/2026,4:00 PM,Luis Vega\n11/27/2026,4:00 PM,Luis Vega\n"
    assert "gone" not in [one.doing for one in steps(known, other)]
    # The file ends on the 25th: it says nothing of the 27th.
    assert "gone" not in [one.doing for one in steps(known, HEAD + VEGA + ANA)]
    # Nor does what is beyond the chosen days.
    assert "gone" not in [one.doing for one in steps(known, HEAD + VEGA + BO, DaySpan(TODAY, TODAY))]


def test_never_what_was_given_or_begun(known: Clinic) -> None:
    read(known, HEAD + VEGA + ANA + BO)
    (ana,) = visits_of_day(known.read, TODAY + timedelta(1))
    begun = HEAD + VEGA + BO
    (gone,) = (one for one in steps(known, begun) if one.doing == "gone")
    off = HEAD + VEGA + ANA.replace(",,,2", ",,Canceled,2") + BO
    (called_off,) = (one for one in steps(known, off) if one.doing == "remove")
    # Recorded, a note begun, and put back.
    row, version = ana.visit.id, ana.visit.version
    given = replace(VISIT, date_of_service="11/24/2026", starts_at="9 am", ends_at="10:30 am")
    known.do(ChangeVisit(row, version, given))
    known.do(WriteNote(row, 0, VisitNoteDraft("Sore", "", "", "")))
    back = replace(given, status="planned", date_of_service="11/25/2026")
    known.do(ChangeVisit(row, visit(known.read, row).version, back))
    assert "gone" not in [one.doing for one in steps(known, begun)]
    (stays,) = (one for one in steps(known, off) if one.doing == "skip")
    assert stays.words == "Its note is begun, so the visit stays."
    # Nor by a dry run from before.
    for step in (replace(gone, doing="remove"), called_off):
        with pytest.raises(Refused) as refused:
            known.do(ReadSchedule((step,)))
        assert refused.value.problems[0].words == "Its note is begun, so the visit stays."


def test_a_given_one_is_not_offered(known: Clinic) -> None:
    read(known, HEAD + VEGA + ANA + BO)
    (one,) = visits_of_day(known.read, TODAY)
    draft = replace(VISIT, date_of_service="11/24/2026", starts_at="2:30 pm", ends_at="3:30 pm")
    known.do(ChangeVisit(one.visit.id, one.visit.version, draft))
    early = HEAD + "11/24/2026,8:00 AM,60,Ana Lee,Massage,,,9\n"
    assert [one.client_name for one in steps(known, early + BO) if one.doing == "gone"] == ["Lee, Ana"]


def test_only_of_the_therapists_in_the_file(known: Clinic) -> None:
    known.do(AddTherapist(TherapistDraft("Søren", "Nuñez", "LMT")))
    whole = HEAD + "".join(
        row.replace("Massage,", f"Massage,{who}")
        for row, who in ((VEGA, "Maya Ortiz"), (ANA, "Søren Nuñez"), (BO, "Maya Ortiz"))
    )
    read(known, whole)
    own = HEAD + VEGA.replace("Massage,", "Massage,Maya Ortiz") + BO.replace("Massage,", "Massage,Maya Ortiz")
    assert [one.doing for one in steps(known, own)] == ["there", "there"]


def test_a_line_that_cannot_be_read_may_be_the_one(known: Clinic) -> None:
    read(known, HEAD + VEGA.replace(",1\n", ",\n") + ANA.replace(",2\n", ",\n") + BO)
    odd = HEAD + VEGA + "11/32/2026,9:00 AM,90,Ana Lee,Massage,,,\n" + BO
    assert "gone" not in [one.doing for one in steps(known, odd)]


def test_a_scheduler_with_new_numbers_at_every_export(known: Clinic) -> None:
    read(known, HEAD + VEGA + ANA)
    again = HEAD + VEGA.replace(",1\n", ",71\n") + ANA.replace(",2\n", ",72\n")
    assert read(known, again) == ["there", "there"]
    # From now on the new number stands for it.
    moved = again.replace("2:30 PM", "4:00 PM")
    assert [one.doing for one in steps(known, moved)] == ["move", "there"]


def test_a_visit_follows_its_appointment_beyond_the_chosen_days(known: Clinic) -> None:
    read(known, HEAD + VEGA + ANA)
    later = HEAD + VEGA.replace("11/24", "12/10") + ANA
    assert read(known, later) == ["there", "move"]
    assert [one[0] for one in planned(known)] == ["Lee, Ana", "Vega, Luis"]


def test_two_change_places(known: Clinic) -> None:
    """A later one takes the place that an earlier one leaves, in one go."""
    second = "11/24/2026,3:30 PM,60,Luis Vega,Massage,,,4\n"
    read(known, HEAD + VEGA + second)
    then = HEAD + second.replace("3:30 PM", "5:00 PM") + VEGA.replace("2:30 PM", "3:30 PM")
    assert read(known, then) == ["move", "move"]
    assert [one[1] for one in planned(known)] == ["15:30", "17:00"]
    third = "11/24/2026,3:30 PM,60,Luis Vega,Massage,,,5\n"
    last = HEAD + second.replace("3:30 PM", "5:00 PM") + VEGA.replace("2:30 PM", "8:00 AM") + third
    assert sorted(read(known, last)) == ["move", "plan", "there"]


def test_two_of_one_client_at_a_time_are_not_both_planned(known: Clinic) -> None:
    rows = HEAD + VEGA + "11/24/2026,3:00 PM,60,Luis Vega,Massage,,,8\n"
    found = steps(known, rows)
    assert [one.doing for one in found] == ["plan", "skip"]
    assert "is planned for 24 Nov 2026" in found[1].words
    read(known, rows)
    assert len(planned(known)) == 1


def test_what_a_move_changes_is_said(known: Clinic) -> None:
    known.do(AddTherapist(TherapistDraft("Søren", "Nuñez", "LMT")))
    first = HEAD + VEGA.replace("Massage,", "Massage,Maya Ortiz")
    read(known, first)
    for row, words in (
        (first.replace("Maya Ortiz", "Søren Nuñez"), "It was with Maya Ortiz, LMT."),
        (first.replace(",60,", ",90,"), "It was until 3:30 PM."),
        (
            first.replace("2:30", "4:00").replace("Maya Ortiz", "SN"),
            "It was today, 2:30 PM. It was with Maya Ortiz, LMT.",
        ),
    ):
        assert [(one.doing, one.words) for one in steps(known, row)] == [("move", words)]
    read(known, first.replace("Maya Ortiz", "Søren Nuñez"))
    (one,) = visits_of_day(known.read, TODAY)
    assert one.visit.therapist_name == "Søren Nuñez, LMT"


def test_a_client_with_an_urgent_flag_is_named_and_the_rest_goes_on(known: Clinic) -> None:
    read(known, HEAD + VEGA)
    client = known.read.one("SELECT id FROM clients WHERE family_name = 'Vega'")["id"]
    raised(known, client, URGENT)
    rows = HEAD + VEGA.replace("2:30", "4:00") + VEGA.replace("11/24", "11/26").replace(",1\n", ",9\n") + ANA
    found = steps(known, rows)
    assert [one.doing for one in found] == ["skip", "plan", "skip"]
    assert all(one.words.startswith("An urgent flag is open since") for one in found if one.doing == "skip")
    read(known, rows)
    assert [one[0] for one in planned(known)] == ["Vega, Luis", "Lee, Ana"]
    assert [one[1] for one in planned(known)] == ["14:30", "09:00"]


def test_a_clearance_lets_visits_pass_on_its_days_and_on_no_others(known: Clinic) -> None:
    client = known.read.one("SELECT id FROM clients WHERE family_name = 'Vega'")["id"]
    known.do(ResolveFlag(raised(known, client, URGENT), 1, replace(CLEARANCE, until_on="11/25/2026")))
    rows = HEAD + VEGA + VEGA.replace("11/24", "11/26").replace(",1\n", ",9\n")
    passes, stopped = steps(known, rows)
    assert (passes.doing, stopped.doing) == ("plan", "skip")
    assert "the clearance of Dr. Ana Lee counts from 20 Nov 2026 to 25 Nov 2026" in stopped.words
    read(known, rows)
    assert planned(known) == [("Vega, Luis", "14:30")]


def test_calendars_that_do_not_say_whose_they_are_miss_nothing_of_each_other() -> None:
    event = "BEGIN:VEVENT\nDTSTART:20261124T143000\nSUMMARY:Luis Vega\nEND:VEVENT\n"
    sources = [
        read_schedule(f"BEGIN:VCALENDAR\n{name}{event}END:VCALENDAR\n".encode(), WEEK, TODAY).source
        for name in ("", "PRODID:one\n", "PRODID:other\n")
    ]
    assert sources[0] == "" and len(set(sources)) == len(sources)


def test_left_as_it_is_stays_in_the_file(known: Clinic) -> None:
    read(known, HEAD + VEGA + ANA)
    assert read(known, HEAD + VEGA.replace("2:30", "4:00") + ANA, choices={2: LEAVE}) == ["skip", "there"]


def test_a_clinic_without_therapists_says_so_at_each_line(clinic: Clinic) -> None:
    found = clinic.read.one("SELECT id, version FROM therapists")
    clinic.do(RetireTherapist(found["id"], found["version"]))
    new_client(clinic, ClientDraft("Ana", family_name="Lee"))
    made = steps(clinic, HEAD + VEGA + ANA, choices={2: NEW})
    assert [(one.doing, one.words) for one in made] == [
        ("skip", "The clinic has no therapist yet. Add one in the settings.")
    ] * 2


def test_a_canceled_one_whose_visit_is_gone_says_no_more_than_that(known: Clinic) -> None:
    read(known, HEAD + VEGA)
    off = HEAD + VEGA.replace(",,,1", ",,Canceled,1")
    assert read(known, off) == ["remove"]
    assert [one.words for one in steps(known, off)] == ["Canceled, and no visit is planned."]


def test_a_line_with_another_name_does_not_say_who_that_is(known: Clinic) -> None:
    read(known, HEAD + ANA)
    rows = (
        HEAD
        + ANA.replace("Ana Lee", "Ana Leigh").replace(",2\n", ",\n")
        + ANA.replace("Ana Lee", "Ana Leigh").replace(",,,2", ",,Canceled,2")
    )
    assert sorted(read(known, rows)) == ["remove", "unknown"]
    assert sorted(one.doing for one in steps(known, rows)) == ["skip", "unknown"]
