"""The steps against a denial: begun, sent, answered, level by level; late ones only with a reason; and the calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from answering import Answerable
from appealing import LOST, NOTICE, SENT, answered, denied, following, new_appeal, new_denial, sent
from factories import refused
from icalendar import Calendar

from clinic_desktop.appeals.commands.denials import CloseDenial
from clinic_desktop.appeals.commands.steps import AnswerAppeal, OpenAppeal, RetireAppeal, SendAppeal
from clinic_desktop.appeals.document import calendar
from clinic_desktop.appeals.loader.due import open_steps, steps_due
from clinic_desktop.appeals.loader.standing import denials_listed, step_now
from clinic_desktop.appeals.model import AnswerDraft, AppealDraft
from clinic_desktop.appeals.queries.denials import appeal, appeals_of, contacts_about, denial
from clinic_desktop.appeals.rules.words import due_words, step_words
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.rules.words import line_words
from clinic_desktop.errors import ChangedSince, Refused
from clinic_desktop.payers.commands import AddDepartment, RetirePayer
from clinic_desktop.payers.model import DepartmentDraft
from clinic_desktop.payers.queries import payer
from clinic_desktop.policies.commands import RetirePolicy
from clinic_desktop.policies.queries import policy

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
# Its last day is past.
LATE = replace(NOTICE, noticed_on="11/18/2026", deadline_on="11/20/2026")


def come(monkeypatch: pytest.MonkeyPatch, clinic: Clinic, day: date) -> None:
    """The calendar on the wall shows a later day."""
    monkeypatch.setattr(clinic.clock, "_fixed", datetime.combine(day, NOW.timetz()))


def events_in(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return denied(clinic)


def test_a_step_goes_its_way_and_the_next_level_has_its_own_clock(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    step = new_appeal(clinic, row)
    assert step_now(clinic.read, step, TODAY).due_on == following(clinic, row).due_on == date(2027, 5, 19)
    assert following(clinic, row).level is None
    sent(clinic, step)
    assert following(clinic, row).due_on is None
    kept = appeal(clinic.read, step)
    # Visits that were given: 60 days from the day it was sent.
    assert (kept.sent_on, kept.sent_how, kept.answer_due_on) == (date(2026, 11, 23), "fax", date(2027, 1, 22))
    answered(clinic, step)
    after = following(clinic, row)
    # Employer or insured is not known, the clinic is in Washington: the earliest of 4 months and 180 days.
    assert (after.level, after.due_on) == ("external", date(2027, 3, 23))
    outside = new_appeal(clinic, row, AppealDraft("external"))
    answered(clinic, sent(clinic, outside), replace(LOST, outcome="partly", won="20"))
    assert following(clinic, row).level is None
    assert [one.outcome for one in appeals_of(clinic.read, row)] == ["lost", "partly"]


def test_a_day_that_the_answer_names_goes_before_the_clock(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    answered(clinic, sent(clinic, new_appeal(clinic, row)), replace(LOST, next_deadline_on="12/26/2026"))
    # A Saturday behind Christmas.
    assert following(clinic, row).due_on == date(2026, 12, 24)


def test_a_win_closes_the_denial_with_what_it_brought(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    step = sent(clinic, new_appeal(clinic, row))
    won = AnswerDraft("11/24/2026", "won", "140")
    answered(clinic, step, won)
    kept = denial(clinic.read, row)
    assert (kept.closed_how, kept.closed_on) == ("paid", TODAY)
    assert step_words(appeal(clinic.read, step)) == "Won on 24 Nov 2026. It brought $140.00."
    clinic.undo()
    assert denial(clinic.read, row).is_open and appeal(clinic.read, step).outcome == ""


def test_after_its_day_it_asks_for_the_reason_at_the_field(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found, LATE)
    assert refused(lambda: clinic.do(OpenAppeal(row, AppealDraft()))) == ["late_why"]
    assert appeals_of(clinic.read, row) == ()
    step = new_appeal(clinic, row, AppealDraft(late_why="The letter went to an old address"))
    assert appeal(clinic.read, step).late_why == "The letter went to an old address"
    (line,) = steps_due(clinic.read, TODAY)
    assert due_words(line, TODAY) == "Internal appeal: 4 days past its date"


def test_one_that_is_sent_after_its_day_asks_too(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found, replace(NOTICE, deadline_on="11/24/2026"))
    step = new_appeal(clinic, row)
    there = replace(SENT, sent_on="11/24/2026")
    sent(clinic, step, there)
    late = new_appeal(clinic, new_denial(clinic, found, LATE), AppealDraft(late_why="x"))
    draft = replace(SENT, late_why="")
    assert refused(lambda: clinic.do(SendAppeal(late, 1, draft))) == ["late_why"]
    sent(clinic, late, replace(SENT, late_why="The letter went to an old address"))


def test_how_it_went_out_is_read_field_by_field(clinic: Clinic, found: Answerable) -> None:
    step = new_appeal(clinic, new_denial(clinic, found))
    for field, typed in (
        *(("sent_on", ""), ("sent_on", "12/1/2026"), ("sent_how", "pigeon"), ("confirmation", "X" * 101)),
        *(("arrived_on", "11/22/2026"), ("arrived_on", "12/2/2026")),
    ):
        draft = replace(SENT, **{field: typed})
        assert refused(partial(clinic.do, SendAppeal(step, 1, draft))) == [field], typed


def test_what_came_of_it_is_read_field_by_field(clinic: Clinic, found: Answerable) -> None:
    step = sent(clinic, new_appeal(clinic, new_denial(clinic, found)))
    version = appeal(clinic.read, step).version
    won = replace(LOST, outcome="won")
    for field, typed, draft in (
        *(("answered_on", one, LOST) for one in ("", "11/22/2026", "11/25/2026")),
        *(
            ("outcome", "", LOST),
            ("won", "140.01", won),
            ("won", "much", won),
            ("next_deadline_on", "11/22/2026", LOST),
        ),
    ):
        wrong = replace(draft, **{field: typed})
        assert refused(partial(clinic.do, AnswerAppeal(step, version, wrong))) == [field], typed


def test_what_is_not_sent_cannot_be_answered_but_withdrawn(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    step = new_appeal(clinic, row)
    assert refused(lambda: clinic.do(AnswerAppeal(step, 1, LOST))) == ["outcome"]
    answered(clinic, step, AnswerDraft("11/24/2026", "withdrawn"))
    # Nothing came of it: the same level may be begun again.
    assert following(clinic, row).level == "internal"
    new_appeal(clinic, row)


def test_one_step_at_a_time_but_an_urgent_review_from_outside(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found, replace(NOTICE, about="ahead", deadline_on="12/31/2026"))
    new_appeal(clinic, row)
    assert refused(lambda: clinic.do(OpenAppeal(row, AppealDraft("external")))) == [""]
    assert refused(lambda: clinic.do(OpenAppeal(row, AppealDraft("second")))) == [""]
    urgent = new_appeal(clinic, row, AppealDraft("external", is_expedited=True))
    # The day that the notice names is that of the internal appeal: here 4 months count, back from a Saturday.
    assert step_now(clinic.read, urgent, TODAY).due_on == date(2027, 3, 19)
    sent(clinic, urgent)
    # 72 hours.
    assert appeal(clinic.read, urgent).answer_due_on == date(2026, 11, 26)
    assert [one.kind for one in open_steps(clinic.read, TODAY)] == ["answer", "send"]
    assert refused(lambda: clinic.do(CloseDenial(row, denial(clinic.read, row).version, "paid"))) == ["closed_how"]


def test_nothing_is_urgent_about_visits_that_were_given(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    for level in ("internal", "external"):
        urgent = AppealDraft(level, is_expedited=True)
        assert refused(partial(clinic.do, OpenAppeal(row, urgent))) == ["is_expedited"]
    assert appeals_of(clinic.read, row) == ()


def test_a_plan_that_never_answers_leaves_the_next_level(
    clinic: Clinic, found: Answerable, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = new_denial(clinic, found)
    step = new_appeal(clinic, row)
    silent = AnswerDraft(outcome="unanswered")
    assert refused(lambda: clinic.do(AnswerAppeal(step, 1, silent))) == ["outcome"]
    due = appeal(clinic.read, sent(clinic, step)).answer_due_on
    version = appeal(clinic.read, step).version
    assert due is not None and due == date(2027, 1, 22)
    assert refused(lambda: clinic.do(AnswerAppeal(step, version, silent))) == ["outcome"]
    come(monkeypatch, clinic, due + timedelta(1))
    answered(clinic, step, silent)
    kept, after = appeal(clinic.read, step), following(clinic, row)
    assert (kept.outcome, kept.answered_on) == ("unanswered", due + timedelta(1))
    assert step_words(kept) == "No answer in its time on 23 Jan 2027."
    # From the day that the answer was due, the earliest of 4 months and 180 days: 22 May 2027 is a Saturday.
    assert (after.level, after.due_on) == ("external", date(2027, 5, 21)) and denial(clinic.read, row).is_open
    new_appeal(clinic, row, AppealDraft("external"))
    assert [one.level for one in open_steps(clinic.read, TODAY)] == ["external"]


def test_federal_employees_count_from_their_first_letter_where_no_answer_came(
    clinic: Clinic, found: Answerable, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = new_denial(clinic, found, replace(NOTICE, regime="fehb"))
    step = sent(clinic, new_appeal(clinic, row))
    # 30 days to answer, and 120 from the letter of 23 Nov: a Tuesday.
    come(monkeypatch, clinic, date(2026, 12, 24))
    answered(clinic, step, AnswerDraft(outcome="unanswered"))
    assert following(clinic, row).due_on == date(2027, 3, 23)


def test_levels_are_not_used_twice_and_none_is_made_up(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    answered(clinic, sent(clinic, new_appeal(clinic, row)))
    assert refused(lambda: clinic.do(OpenAppeal(row, AppealDraft("internal")))) == ["level"]
    assert refused(lambda: clinic.do(OpenAppeal(row, AppealDraft("third")))) == ["level"]
    # Of a second internal appeal only the letter knows the day.
    assert appeal(clinic.read, new_appeal(clinic, row, AppealDraft("second"))).due_on is None


def test_what_has_no_right_to_appeal_has_no_step(clinic: Clinic, found: Answerable) -> None:
    for codes, said in (("CO-16 MA130", "appealed. Correct it and send it again."), ("CO-29 N211", "appealed.")):
        row = new_denial(clinic, found, replace(NOTICE, codes=codes))
        with pytest.raises(Refused) as no:
            clinic.do(OpenAppeal(row, AppealDraft()))
        assert str(no.value) == f"Its code says that it cannot be {said}"
        assert (following(clinic, row).level, following(clinic, row).due_on) == (None, None)


def test_a_step_that_was_sent_stays_and_one_that_was_not_goes(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    step = new_appeal(clinic, row)
    clinic.do(RetireAppeal(step, 1))
    assert following(clinic, row).level == "internal"
    step = sent(clinic, new_appeal(clinic, row))
    assert refused(lambda: clinic.do(RetireAppeal(step, 2))) == [""]
    with pytest.raises(ChangedSince):
        clinic.do(SendAppeal(step, 1, SENT))


def test_sending_stands_in_the_contact_log_once(clinic: Clinic, found: Answerable) -> None:
    clinic.do(AddDepartment(1, DepartmentDraft("appeals", "Grievances", "2535550151")))
    row = new_denial(clinic, found)
    step = sent(clinic, new_appeal(clinic, row))
    sent(clinic, step, replace(SENT, confirmation="FX-9"))
    (one,) = contacts_about(clinic.read, row)
    assert (one.kind, one.direction, one.name, one.reference) == ("fax", "out", "Appeals: Grievances", "FX-88213")


def test_every_fact_of_a_step_is_in_the_audit(clinic: Clinic, found: Answerable) -> None:
    answered(clinic, sent(clinic, new_appeal(clinic, new_denial(clinic, found))))
    rows = clinic.read.all("SELECT label FROM audit WHERE table_name = 'appeals' ORDER BY id")
    assert [one["label"] for one in rows] == [
        *("Begin appeal", "Mark appeal as sent", "Enter the answer to the appeal"),
    ]


def test_the_list_shows_where_it_stands(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    step = new_appeal(clinic, row)
    (one,) = denials_listed(clinic.read, found.whose.client, TODAY).rows
    assert one.id == row and one.step is not None and one.step.id == step


def test_the_list_goes_on_page_by_page_the_newest_on_top(
    clinic: Clinic, found: Answerable, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [new_denial(clinic, found, replace(NOTICE, received_on=day)) for day in ("11/20/2026", "11/22/2026")]
    last = new_denial(clinic, found, replace(NOTICE, received_on="11/20/2026"))
    step = new_appeal(clinic, rows[0])
    monkeypatch.setattr("clinic_desktop.store.paging.PAGE_ROWS", 2)
    first = denials_listed(clinic.read, found.whose.client, TODAY)
    assert [one.id for one in first.rows] == [rows[1], last] and first.after
    rest = denials_listed(clinic.read, found.whose.client, TODAY, first.after)
    assert [(one.id, one.step and one.step.id) for one in rest.rows] == [(rows[0], step)] and rest.after is None


def test_a_calendar_has_days_and_alarms_and_no_name(clinic: Clinic, found: Answerable) -> None:
    first, second = new_denial(clinic, found), new_denial(clinic, found, replace(NOTICE, deadline_on="12/25/2026"))
    sent(clinic, new_appeal(clinic, first))
    no_day = new_denial(clinic, found, replace(NOTICE, regime="no_fault"))
    content = calendar(open_steps(clinic.read, TODAY), NOW)
    events = {str(one["uid"]): one for one in events_in(content)}
    due, answer = f"denial-{second}-internal-due@clinic-desktop", f"denial-{first}-internal-answer@clinic-desktop"
    assert set(events) == {due, answer} and f"denial-{no_day}" not in content.decode()
    assert events[due].decoded("dtstart") == date(2026, 12, 24) and events[due].decoded("dtend") == date(2026, 12, 25)
    alarms = [one.decoded("trigger") for one in events[due].walk("VALARM")]
    assert alarms == [timedelta(-30), timedelta(-14), timedelta(-3)]
    assert str(events[due]["summary"]) == f"Appeal due, denial no. {second}"
    assert events[answer].decoded("dtstart") == date(2027, 1, 22) and len(events[answer].walk("VALARM")) == 1
    for told in ("Rosalind", "Nguy", "Zuzu", "Cascade", "C-4471", "Neck", "CO-50", "140"):
        assert told not in content.decode()


def test_saved_again_a_calendar_moves_its_days(clinic: Clinic, found: Answerable) -> None:
    new_denial(clinic, found)
    steps = open_steps(clinic.read, TODAY)
    moved = [replace(one, due_on=date(2027, 5, 3)) for one in steps]
    (before,), (after,) = (
        events_in(calendar(some, now)) for some, now in ((steps, NOW), (moved, NOW + timedelta(minutes=1)))
    )
    assert before["uid"] == after["uid"] and after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == date(2027, 5, 3)


def test_where_its_payer_was_retired_the_contact_still_says_whom(clinic: Clinic, found: Answerable) -> None:
    step = new_appeal(clinic, new_denial(clinic, found))
    for gone in (RetirePolicy(1, policy(clinic.read, 1).version), RetirePayer(1, payer(clinic.read, 1).version)):
        clinic.do(gone)
    sent(clinic, step)
    (one,) = contacts_about(clinic.read, 1)
    assert "Cascade Mutual" in line_words(one)
