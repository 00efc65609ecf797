"""A call to the plan is kept as it was, answers what it answered, and asks again for what it left open."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from charting import answer, full_case, gathered, plain_case
from conftest import Opener
from factories import HOSTILE_NAMES, new_policy, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import StrikeContact
from clinic_desktop.contacts.queries import contact
from clinic_desktop.coverage.commands.calls import LogBenefitCall, RetireBenefitCall, SettleQuestion
from clinic_desktop.coverage.model.kept import BenefitCallDraft, OpenQuestionDraft
from clinic_desktop.coverage.queries.kept import (
    benefit_call,
    call_page,
    kept_answers,
    newest_call,
    open_questions,
    questions_of,
)
from clinic_desktop.coverage.rules.calls import MOST_QUESTIONS, call_form, draft_body, draft_of
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.payers.commands import ChangePayer
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.store.connection import driver
from clinic_desktop.store.keys.keyring import ClinicFolder

CALL = BenefitCallDraft(
    department="provider",
    phone="253-555-0150",
    rep=" Kim, ID 4471 ",
    reference=" C-20-114 ",
    called_on="11/20",
    starts_at="2:05 pm",
    ends_at="2:31 pm",
    answers={
        **{"benefit.massage_covered": "yes", "benefit.category": "Rehab", "cost_share.copay": "$30"},
        **{"funding": "unknown", "network": "", "benefit.visit_limit": "20"},
    },
    questions=(
        OpenQuestionDraft("Which page excludes it?", "12/1"),
        OpenQuestionDraft(),
        OpenQuestionDraft("Self-funded?"),
    ),
    read_back=True,
    note="Long wait",
)


def logged(clinic: Clinic, case: int, draft: BenefitCallDraft = CALL) -> int:
    return clinic.do(LogBenefitCall(case, draft)).row


def stored(clinic: Clinic, case: int) -> dict[str, str]:
    return {one.key: one.spelled for one in kept_answers(clinic.read, case)}


def problems(clinic: Clinic, case: int, **typed: Any) -> list[str]:
    return refused(lambda: logged(clinic, case, replace(CALL, **typed)))


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return plain_case(clinic)


def test_a_call_is_kept_as_it_was(clinic: Clinic, case: CaseId) -> None:
    policy = new_policy(clinic, case)
    found = benefit_call(clinic.read, logged(clinic, case, replace(CALL, policy=str(policy))))
    assert (found.case, found.policy, found.payer, found.department) == (case, policy, "Cascade Mutual", "provider")
    assert (found.rep, found.reference, found.called_on) == ("Kim, ID 4471", "C-20-114", date(2026, 11, 20))
    assert (found.starts_at, found.ends_at, found.seconds) == ("14:05", "14:31", 26 * 60)
    assert (found.phone, found.read_back, found.note) == ("(253) 555-0150", True, "Long wait")
    # What was not asked is not in it; what nobody knew is.
    assert found.answers == {
        **{"funding": '"unknown"', "benefit.massage_covered": "true", "benefit.category": '"rehab"'},
        **{"benefit.visit_limit": "20", "cost_share.copay": "30.00"},
    }
    assert call_page(clinic.read, case).rows == (found,)
    # The payer is called otherwise now; the call went to the one it was then.
    clinic.do(ChangePayer(1, 1, PayerDraft("Cascade Health")))
    assert benefit_call(clinic.read, found.id).payer == "Cascade Mutual"


def test_it_gives_the_case_its_answers(clinic: Clinic, case: CaseId) -> None:
    answer(clinic, case, funding="insured", benefit__visit_limit="12")
    logged(clinic, case)
    found = gathered(clinic, case)
    # Nobody on the phone knew it: what the case had stays.
    assert (found.answers.funding, found.answers.benefit.massage_covered) == ("insured", "yes")
    assert (found.money.terms.copay_cents, found.answers.benefit.category) == (3000, "rehab")
    assert found.origins["funding"] == "Answered on 24 Nov 2026"
    assert found.origins["cost_share.copay"] == "Call of 20 Nov 2026, reference C-20-114"
    # That was said after the day of the call.
    assert found.answers.benefit.visit_limit == 12
    assert (found.answers.vob.done, found.answers.vob.ref_no) == ("yes", "C-20-114")
    assert found.answers.vob.on == date(2026, 11, 20)


def test_the_newest_call_with_an_answer_is_the_verification(clinic: Clinic, case: CaseId) -> None:
    answer(clinic, case, vob_call="no")
    assert gathered(clinic, case).answers.vob.done == "no"
    # Nobody answered, or nobody knew anything.
    logged(clinic, case, replace(CALL, answers={}, called_on="11/23"))
    assert newest_call(clinic.read, case) is None
    assert gathered(clinic, case).answers.vob.done == "no"
    first = logged(clinic, case, replace(CALL, reference=""))
    logged(clinic, case, replace(CALL, called_on="11/3", reference="OLD"))
    logged(clinic, case, replace(CALL, called_on="11/21", answers={"funding": "unknown"}))
    found = newest_call(clinic.read, case)
    assert found
    assert found.id == first
    known = gathered(clinic, case)
    assert (known.answers.vob.done, known.answers.vob.ref_no) == ("yes", "")
    assert known.origins["vob_call.done"] == "Call of 20 Nov 2026"
    assert known.origins["benefit.category"] == "Call of 20 Nov 2026"
    assert [one.called_on.day for one in call_page(clinic.read, case).rows] == [23, 21, 20, 3]


def test_an_older_call_leaves_what_a_newer_one_said(clinic: Clinic, case: CaseId) -> None:
    logged(clinic, case, replace(CALL, answers={"benefit.visit_limit": "20"}))
    logged(clinic, case, replace(CALL, called_on="11/3", answers={"benefit.visit_limit": "30", "hsa": "yes"}))
    assert stored(clinic, case) == {"benefit.visit_limit": "20", "hsa": "true"}
    logged(clinic, case, replace(CALL, answers={"benefit.visit_limit": "25"}))
    assert stored(clinic, case) == {"benefit.visit_limit": "25", "hsa": "true"}


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        *(({"called_on": "11/25"}, ["called_on"]), ({"called_on": "soon"}, ["called_on"]), ({"called_on": ""}, [])),
        *(({"starts_at": "25:00"}, ["starts_at"]), ({"ends_at": "2:04 pm"}, ["ends_at"]), ({"ends_at": "2:05 pm"}, [])),
        *(({"phone": "12"}, ["phone"]), ({"department": "boss"}, ["department"]), ({"rep": "x" * 201}, ["rep"])),
        *(({"seconds": "1,5"}, ["seconds"]), ({"seconds": "86401"}, ["seconds"]), ({"seconds": "1560"}, [])),
        *(({"policy": "1"}, ["policy"]), ({"reference": "9" * 61}, ["reference"]), ({"note": "x" * 10_001}, ["note"])),
        ({"answers": {"network": "sideways", "hsa": "yes", "age": "3"}}, ["answers/network", "answers/age"]),
        ({"questions": (OpenQuestionDraft("", "12/1"),)}, ["questions/0/words"]),
        ({"questions": (OpenQuestionDraft(), OpenQuestionDraft("x", "2/30"))}, ["questions/1/ask_again_on"]),
        ({"questions": (OpenQuestionDraft("x" * 501),)}, ["questions/0/words"]),
        ({"questions": (OpenQuestionDraft("x", "11/19"),)}, ["questions/0/ask_again_on"]),
        ({"questions": (OpenQuestionDraft("x", "11/20"),)}, []),
        ({"questions": (OpenQuestionDraft("x"),) * (MOST_QUESTIONS + 1)}, ["questions"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    clinic: Clinic, case: CaseId, typed: dict[str, Any], fields: list[str]
) -> None:
    # The only policy there is is of another case.
    new_policy(clinic, plain_case(clinic))
    assert problems(clinic, case, **typed) == fields
    assert bool(call_page(clinic.read, case).rows) is not bool(fields)
    assert bool(stored(clinic, case)) is not bool(fields)


def test_an_empty_form_is_a_call_of_today(clinic: Clinic, case: CaseId) -> None:
    found = benefit_call(clinic.read, logged(clinic, case, BenefitCallDraft()))
    assert (found.called_on, found.answers, found.seconds) == (date(2026, 11, 24), {}, None)
    counted = benefit_call(clinic.read, logged(clinic, case, replace(CALL, seconds="1555")))
    assert counted.seconds == 1555


def test_one_call_is_one_step_and_comes_back(clinic: Clinic, case: CaseId) -> None:
    answer(clinic, case, funding="insured", benefit__category="wellness")
    before = stored(clinic, case)
    # On the same day the later word counts.
    row = logged(clinic, case, replace(CALL, called_on="today"))
    after = stored(clinic, case)
    assert after["benefit.category"] == '"rehab"'
    clinic.undo()
    assert stored(clinic, case) == before
    assert not open_questions(clinic.read, case)
    assert newest_call(clinic.read, case) is None
    with pytest.raises(Missing):
        benefit_call(clinic.read, row)
    clinic.redo()
    assert stored(clinic, case) == after
    assert len(open_questions(clinic.read, case)) == 2
    assert benefit_call(clinic.read, row).reference == "C-20-114"


def test_open_questions_wait_until_they_are_settled(clinic: Clinic, case: CaseId) -> None:
    call = logged(clinic, case)
    later, first = questions_of(clinic.read, call)
    assert (later.words, later.ask_again_on) == ("Which page excludes it?", date(2026, 12, 1))
    # In a week, where no day was typed.
    assert (first.words, first.ask_again_on) == ("Self-funded?", date(2026, 12, 1))
    logged(clinic, case, replace(CALL, questions=(OpenQuestionDraft("Sooner", "11/25"),)))
    assert [one.words for one in open_questions(clinic.read, case)] == ["Sooner", later.words, first.words]
    clinic.do(SettleQuestion(later.id, later.version))
    assert [one.words for one in open_questions(clinic.read, case)] == ["Sooner", first.words]
    assert questions_of(clinic.read, call)[0].settled_on == date(2026, 11, 24)
    with pytest.raises(ChangedSince):
        clinic.do(SettleQuestion(later.id, later.version))
    clinic.undo()
    assert len(open_questions(clinic.read, case)) == 3


@pytest.mark.parametrize(
    "sql",
    [
        *("UPDATE benefit_calls SET answers = '{}'", "UPDATE benefit_calls SET reference = 'X'"),
        *("UPDATE benefit_calls SET note = ''", "UPDATE benefit_calls SET seconds = 1", "DELETE FROM benefit_calls"),
        *("UPDATE benefit_calls SET policy_id = NULL", "UPDATE benefit_calls SET answers = '{' WHERE 1"),
    ],
)
def test_the_file_itself_keeps_a_call_as_it_was(clinic: Clinic, case: CaseId, sql: str) -> None:
    new_policy(clinic, case)
    logged(clinic, case)
    with pytest.raises(driver().IntegrityError):
        clinic._writer._database.execute(sql)


def test_one_that_was_a_mistake_goes_with_all_it_said(clinic: Clinic, case: CaseId) -> None:
    answer(clinic, case, hsa="yes")
    row = logged(clinic, case)
    clinic.do(RetireBenefitCall(row, 1))
    assert stored(clinic, case) == {"hsa": "true"}
    assert not call_page(clinic.read, case).rows
    assert not open_questions(clinic.read, case)
    with pytest.raises(Missing):
        clinic.do(RetireBenefitCall(row, 2))
    clinic.undo()
    assert len(stored(clinic, case)) == 5
    # A call is in the contact log, and that stays.
    assert refused(lambda: clinic.do(RetireCase(case, 1))) == [""]
    with pytest.raises(Missing):
        logged(clinic, CaseId(99))


def test_a_call_stands_in_the_contact_log(clinic: Clinic, case: CaseId) -> None:
    policy = new_policy(clinic, case)
    row = logged(clinic, case, replace(CALL, policy=str(policy)))
    found = contact(clinic.read, benefit_call(clinic.read, row).contact)
    assert (found.case, found.kind, found.direction, found.party) == (case, "call", "out", "payer")
    assert (found.payer_name, found.name, found.reach) == ("Cascade Mutual", "Provider services", "(253) 555-0150")
    assert (found.contacted_on, found.contacted_at, found.minutes) == (date(2026, 11, 20), "14:05", 26)
    assert (found.representative, found.reference) == ("Kim, ID 4471", "C-20-114")
    assert (found.said, found.todo) == ("Benefit call: 4 questions were answered.", "Ask again: 2 open questions")
    assert (found.due_on, found.done_on) == (date(2026, 12, 1), None)
    first, second = questions_of(clinic.read, row)
    clinic.do(SettleQuestion(first.id, 1))
    assert contact(clinic.read, found.id).done_on is None
    clinic.do(SettleQuestion(second.id, 1))
    assert contact(clinic.read, found.id).done_on == date(2026, 11, 24)
    clinic.undo()
    clinic.do(RetireBenefitCall(row, 1))
    struck = contact(clinic.read, found.id)
    assert (struck.struck_on, struck.struck_why) == (date(2026, 11, 24), "The benefit call was removed.")
    clinic.undo()
    # Somebody struck it out there first.
    clinic.do(StrikeContact(found.id, contact(clinic.read, found.id).version, "Twice"))
    clinic.do(SettleQuestion(second.id, questions_of(clinic.read, row)[1].version))
    assert contact(clinic.read, found.id).done_on is None
    clinic.do(RetireBenefitCall(row, benefit_call(clinic.read, row).version))
    assert contact(clinic.read, found.id).struck_why == "Twice"


def test_a_call_is_with_the_payer_that_is_billed_first_or_with_the_adjuster(clinic: Clinic, case: CaseId) -> None:
    def party(**typed: Any) -> tuple[str, str, str]:
        call = benefit_call(clinic.read, logged(clinic, case, replace(CALL, **typed)))
        found = contact(clinic.read, call.contact)
        return call.payer, found.party, found.name

    assert party() == ("", "other", "Provider services")
    new_policy(clinic, case)
    new_policy(clinic, case, PolicyDraft(payer_name="Rainier Health"))
    assert party() == ("Cascade Mutual", "payer", "Provider services")
    assert party(policy="2") == ("Rainier Health", "payer", "Provider services")
    assert party(department="adjuster") == ("", "adjuster", "Adjuster")
    assert party(department="adjuster", policy="1") == ("Cascade Mutual", "adjuster", "Adjuster")


@pytest.mark.parametrize("seconds", ["0", "59", "36000", "36001", "86400"])
def test_a_call_of_any_length_fits_the_contact_log(clinic: Clinic, case: CaseId, seconds: str) -> None:
    call = benefit_call(clinic.read, logged(clinic, case, replace(CALL, seconds=seconds)))
    minutes = {"0": None, "59": 1, "36000": 600}.get(seconds)
    assert contact(clinic.read, call.contact).minutes == minutes


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_kept_to_the_letter(clinic: Clinic, case: CaseId, name: str) -> None:
    draft = replace(CALL, rep=name, reference=name, note=name, answers={"claim.number": name, "rx.freq": name})
    row = logged(clinic, case, replace(draft, questions=(OpenQuestionDraft(name),)))
    found, plain = benefit_call(clinic.read, row), name.replace("\x00", "")
    assert (found.rep, found.reference, found.note) == (plain,) * 3
    assert questions_of(clinic.read, row)[0].words == plain
    assert gathered(clinic, case).answers.rx.freq == plain


def test_a_call_that_goes_on_outlives_a_crash(
    clinic: Clinic, case: CaseId, folder: ClinicFolder, open_clinic: Opener
) -> None:
    running = replace(CALL, called_on="", answers={"network": "sidew", "funding": ""}, ends_at="")
    clinic.drafts.keep(call_form(case), draft_body(running))
    # Nothing is closed: the power went.
    body = open_clinic(folder).drafts.kept(call_form(case))
    assert body is not None
    assert draft_of(body) == running


def test_a_call_beside_a_whole_chart_changes_nothing_of_it(clinic: Clinic) -> None:
    whole = full_case(clinic)
    logged(clinic, whole, replace(CALL, answers={"network": "out", "payer_type": "medicare", "hsa": "yes"}))
    found = gathered(clinic, whole)
    assert (found.answers.network, found.answers.payer_type, found.answers.own.hsa) == ("in", "commercial", "yes")
    assert sorted(found.unused) == ["network", "payer_type"]


BODIES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = some.sampled_from([*BenefitCallDraft.__dataclass_fields__, "new"])


@given(some.dictionaries(NAMES, BODIES))
def test_any_draft_that_was_kept_opens(body: dict[str, Any]) -> None:
    found = draft_of(body)
    again = json.loads(json.dumps(draft_body(found)))
    assert draft_of(again) == found
