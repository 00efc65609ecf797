"""What the chart and Today ask about a superbill that nobody answered."""

from dataclasses import replace
from datetime import timedelta

from answering import DENIED, answerable, new_statement

from clinic_desktop.chart.queries import glance
from clinic_desktop.chart.rules.answers import answer_steps
from clinic_desktop.clinic import Clinic
from clinic_desktop.submissions.queries.waiting import unanswered
from clinic_desktop.superbills.queries.issued import issued_bill
from clinic_desktop.today.queries.care import care_due

WHAT = "What did the plan say?"


def test_it_is_asked_in_the_chart_and_on_today_and_done_by_entering_it(clinic: Clinic) -> None:
    found = answerable(clinic)
    case, client = found.whose.case, found.whose.client
    day = issued_bill(clinic.read, found.bill).issued_on + timedelta(30)
    steps = [one for one in glance(clinic.read, client, case, day).steps if one.words == WHAT]
    assert [one.part for one in steps] == [f"benefits/new/{found.bill}"]
    due = [one for one in care_due(clinic.read, day) if one.what == WHAT]
    assert [(one.due_on, one.part) for one in due] == [(day, f"{client}/of/{case}/benefits/new/{found.bill}")]
    new_statement(clinic, found, DENIED)
    assert not [one for one in glance(clinic.read, client, case, day).steps if one.words == WHAT]
    assert not [one for one in care_due(clinic.read, day) if one.what == WHAT]


def test_of_several_the_oldest_is_asked_about_and_the_others_are_counted(clinic: Clinic) -> None:
    found = answerable(clinic)
    day = issued_bill(clinic.read, found.bill).issued_on + timedelta(31)
    (one,) = unanswered(clinic.read, day)
    assert answer_steps(()) == []
    (step,) = answer_steps((one, replace(one, bill=2), replace(one, bill=3)))
    assert step.part == f"benefits/new/{one.bill}"
    assert step.why.endswith("Ask the client. 2 more documents wait too.")
