"""Ticking off the follow-up of a benefit call settles what the call left open, wherever it is ticked off."""

from dataclasses import replace

import pytest
from charting import TODAY, plain_case

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.contacts.queries import contact
from clinic_desktop.coverage.commands.calls import LogBenefitCall, SettleQuestion
from clinic_desktop.coverage.commands.contacts import CorrectContact, FinishContact
from clinic_desktop.coverage.model.kept import BenefitCallDraft, OpenQuestionDraft
from clinic_desktop.coverage.queries.kept import benefit_call, open_questions_of_contact, questions_of
from clinic_desktop.errors import ChangedSince
from clinic_desktop.values import dates

QUESTIONS = (OpenQuestionDraft("Which page excludes it?", "11/26"), OpenQuestionDraft("Self-funded?", "11/25"))
CALL = BenefitCallDraft(called_on="11/20", questions=QUESTIONS)
TALK = ContactDraft(contacted_on="11/20/2026", party="client", said="She asks.", todo="Call", due_on="11/24/2026")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return plain_case(clinic)


@pytest.fixture
def call(clinic: Clinic, case: CaseId) -> int:
    return clinic.do(LogBenefitCall(case, CALL)).row


def settled(clinic: Clinic, call: int) -> list[object]:
    return [one.settled_on for one in questions_of(clinic.read, call)]


def test_done_settles_all_that_is_open_in_one_step(clinic: Clinic, case: CaseId, call: int) -> None:
    other = clinic.do(LogBenefitCall(case, CALL)).row
    row = benefit_call(clinic.read, call).contact
    clinic.do(FinishContact(row, 1))
    assert settled(clinic, call) == [TODAY, TODAY]
    assert settled(clinic, other) == [None, None]
    assert open_questions_of_contact(clinic.read, row) == ()
    assert clinic.undo() == "Mark follow-up done"
    assert settled(clinic, call) == [None, None] and contact(clinic.read, row).done_on is None
    assert [one.words for one in open_questions_of_contact(clinic.read, row)] == [one.words for one in QUESTIONS]


def test_one_that_was_settled_before_keeps_its_day(clinic: Clinic, call: int) -> None:
    first, _ = questions_of(clinic.read, call)
    clinic.do(SettleQuestion(first.id, 1))
    (entry,) = clinic.read.all(
        "SELECT count(*) AS n FROM audit WHERE table_name = 'call_questions' AND verb = 'update'"
    )
    clinic.do(FinishContact(benefit_call(clinic.read, call).contact, 1))
    (after,) = clinic.read.all(
        "SELECT count(*) AS n FROM audit WHERE table_name = 'call_questions' AND verb = 'update'"
    )
    assert after["n"] == entry["n"] + 1 and settled(clinic, call) == [TODAY, TODAY]


def typed(clinic: Clinic, row: int, **more: str) -> ContactDraft:
    found = contact(clinic.read, row)
    draft = ContactDraft(contacted_on="11/20/2026", party=found.party, name=found.name, said=found.said)
    assert found.due_on
    return replace(draft, todo=found.todo, due_on=dates.printed(found.due_on), **more)


def test_a_day_typed_as_done_settles_them_on_that_day(clinic: Clinic, call: int) -> None:
    row = benefit_call(clinic.read, call).contact
    clinic.do(CorrectContact(row, 1, typed(clinic, row, promised="A letter")))
    assert settled(clinic, call) == [None, None]
    done = typed(clinic, row, done_on="11/23/2026")
    clinic.do(CorrectContact(row, 2, done))
    assert {str(day) for day in settled(clinic, call)} == {"2026-11-23"}
    assert clinic.undo() == "Correct contact"
    assert settled(clinic, call) == [None, None]


def test_a_contact_that_is_no_call_is_done_as_before(clinic: Clinic, case: CaseId, call: int) -> None:
    row = clinic.do(LogContact(case, TALK)).row
    with pytest.raises(ChangedSince):
        clinic.do(FinishContact(row, 4))
    clinic.do(FinishContact(row, 1))
    assert contact(clinic.read, row).done_on == TODAY
    assert settled(clinic, call) == [None, None]
