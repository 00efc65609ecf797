"""A call that goes on: it counts from the moment it began, and says what it was when it is logged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from charting import answer, plain_case
from factories import HOSTILE_NAMES, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.loader.typed import spelled_answer
from clinic_desktop.coverage.model.call_sheet import CALL_SHEET
from clinic_desktop.coverage.model.kept import BenefitCallDraft, OpenQuestionDraft
from clinic_desktop.coverage.queries.called import cases_called
from clinic_desktop.coverage.queries.kept import benefit_call, call_of_contact, kept_answers
from clinic_desktop.coverage.rules.calls import CALL_FORMS
from clinic_desktop.coverage.rules.running import (
    RunningCall,
    ended,
    is_on_sheet,
    running_body,
    running_of,
    seconds_on_phone,
    timer_words,
    with_open,
    without_open,
)

BEGAN = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
RUNNING = RunningCall(BenefitCallDraft(rep="Kim"), BEGAN)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "00:00"), (252, "04:12"), (3_599, "59:59"), (3_852, "1:04:12"), (36_000, "10:00:00")]
)
def test_a_timer_reads_as_a_clock(seconds: int, words: str) -> None:
    assert timer_words(seconds) == words


def test_it_counts_from_the_moment_on_and_never_backwards() -> None:
    assert seconds_on_phone(RUNNING, BEGAN + timedelta(seconds=252)) == 252
    assert seconds_on_phone(RUNNING, BEGAN - timedelta(hours=1)) == 0
    assert seconds_on_phone(replace(RUNNING, began=None), BEGAN) == 0


@given(some.sampled_from(HOSTILE_NAMES), some.none() | some.datetimes(timezones=some.just(UTC)))
def test_it_comes_back_from_the_drafts_as_it_was(text: str, began: datetime | None) -> None:
    draft = BenefitCallDraft(rep=text, told={"send_to": text}, questions=(OpenQuestionDraft(text, text),), note=text)
    running = RunningCall(draft, began)
    assert running_of(running_body(running)) == running


@pytest.mark.parametrize(
    "began",
    [
        *("", "yesterday", None, 12, "2026-11-24T17:30:00"),
        *("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"),
    ],
)
def test_a_moment_that_cannot_be_read_is_none(began: object) -> None:
    assert running_of({"began": began, "rep": "Kim"}) == RunningCall(BenefitCallDraft(rep="Kim"))


def test_what_was_begun_here_ends_by_the_clock() -> None:
    draft = ended(RUNNING, BEGAN + timedelta(seconds=252))
    here = BEGAN.astimezone()
    assert (draft.called_on, draft.seconds, draft.rep) == (f"{here:%m/%d/%Y}", "252", "Kim")
    assert draft.starts_at and draft.ends_at
    typed = RunningCall(BenefitCallDraft(called_on="11/20", starts_at="2 pm"))
    assert ended(typed, BEGAN) == typed.draft


def test_past_midnight_the_seconds_alone_say_how_long_it_was(clinic: Clinic) -> None:
    late = BEGAN.astimezone().replace(hour=23, minute=58)
    draft = ended(RunningCall(BenefitCallDraft(), late), late + timedelta(minutes=5))
    assert (draft.ends_at, draft.seconds) == ("", "300")


def test_one_that_was_left_running_has_no_end_that_anybody_knows() -> None:
    draft = ended(RUNNING, BEGAN + timedelta(days=3))
    assert (draft.ends_at, draft.seconds) == ("", "")
    assert draft.starts_at


def test_what_nobody_knows_is_open_once_and_goes_as_it_came() -> None:
    ask = "Is there a limit?"
    once = with_open((OpenQuestionDraft(), OpenQuestionDraft("Mine", "12/1")), ask)
    assert once == (OpenQuestionDraft("Mine", "12/1"), OpenQuestionDraft(ask))
    assert with_open(once, ask) == once
    assert without_open(once, ask) == (OpenQuestionDraft("Mine", "12/1"),)
    changed = (OpenQuestionDraft(f"{ask} Ask Ann."),)
    assert without_open(changed, ask) == changed


def test_the_sheet_leaves_out_what_makes_no_sense_for_the_payer() -> None:
    blanks = {blank.key: blank for group in CALL_SHEET for blank in group.blanks}

    def shown(payer: str) -> set[str]:
        return {key for key, blank in blanks.items() if is_on_sheet(blank, {"payer": payer})}

    assert {"plan_name", "benefit.visit_limit", "send_to"} <= shown("commercial")
    assert {"claim.number", "send_to"} <= shown("work") and "plan_name" not in shown("work")
    assert not {"plan_name", "send_to", "codes"} & shown("self_pay")


def test_a_typed_answer_as_it_is_kept(clinic: Clinic) -> None:
    today = clinic.clock.today()
    case = plain_case(clinic)
    typed = {"cost_share.copay": "$30", "benefit.visit_limit": "20", "network": "out", "funding": "unknown"}
    answer(clinic, case, **{key.replace(".", "__"): text for key, text in typed.items()})
    kept = {one.key: one.spelled for one in kept_answers(clinic.read, case)}
    assert {key: spelled_answer(key, text, today) for key, text in typed.items()} == kept
    assert spelled_answer("benefit.visit_limit", "twenty", today) == spelled_answer("network", " ", today) == ""


def test_what_was_answered_before_and_is_said_again_stands_on_the_call(clinic: Clinic) -> None:
    case = plain_case(clinic)
    answer(clinic, case, origin="client", network="out", funding="insured")
    row = clinic.do(LogBenefitCall(case, BenefitCallDraft(reference="C-1", answers={"network": "out"}))).row
    kept = {one.key: (one.origin, one.call, one.reference) for one in kept_answers(clinic.read, case)}
    assert kept == {"network": ("call", row, "C-1"), "funding": ("client", None, "")}


def test_a_call_that_is_typed_in_afterwards_takes_the_answers_typed_with_it(clinic: Clinic) -> None:
    case = plain_case(clinic)
    answer(clinic, case, network="out")
    answer(clinic, case, origin="client", funding="insured")
    draft = BenefitCallDraft(called_on="11/20", answers={"network": "out", "funding": "insured", "pa_required": "no"})
    clinic.do(LogBenefitCall(case, draft))
    kept = {one.key: (one.origin, f"{one.answered_on:%m/%d}") for one in kept_answers(clinic.read, case)}
    # What the client said after the call stays what the client said.
    assert kept == {"network": ("call", "11/20"), "funding": ("client", "11/24"), "pa_required": ("call", "11/20")}


def test_the_contact_log_leads_to_the_call(clinic: Clinic) -> None:
    row = clinic.do(LogBenefitCall(plain_case(clinic), BenefitCallDraft(answers={"network": "out"}))).row
    assert call_of_contact(clinic.read, benefit_call(clinic.read, row).contact) == row
    assert call_of_contact(clinic.read, 999) is None


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=1), timedelta(days=400)])
def test_a_call_is_logged_though_the_clock_was_put_back(clinic: Clinic, back: timedelta) -> None:
    now = clinic.clock.now()
    draft = ended(RunningCall(BenefitCallDraft(rep="Kim"), now + back), now)
    found = benefit_call(clinic.read, clinic.do(LogBenefitCall(plain_case(clinic), draft)).row)
    assert (found.called_on, found.seconds) == (clinic.clock.today(), 0)


@pytest.mark.parametrize("policy", ["abc", "9" * 40, "-1", "1 OR 1", "\u0663"])
def test_a_policy_that_is_none_is_refused_and_no_call_is_logged(clinic: Clinic, policy: str) -> None:
    case = plain_case(clinic)
    assert refused(lambda: clinic.do(LogBenefitCall(case, BenefitCallDraft(policy=policy)))) == ["policy"]


@pytest.mark.parametrize("body", [[], ["x"], "text", 7, None])
def test_a_draft_that_is_none_is_an_empty_call(body: object) -> None:
    assert running_of(body) == RunningCall()


def test_what_stands_at_a_blank_that_is_not_there_goes_into_the_note() -> None:
    body = {"answers": {"network": "out", "of.tomorrow": "42"}, "told": {"of_yesterday": "?"}, "note": "Long wait"}
    found = running_of(body).draft
    assert (dict(found.answers), dict(found.told)) == ({"network": "out"}, {})
    assert found.note == "Long wait\nof.tomorrow: 42\nof_yesterday: ?"


def test_a_draft_with_a_name_that_is_no_case_is_of_none(clinic: Clinic) -> None:
    case = plain_case(clinic)
    forms = [f"{CALL_FORMS}{name}" for name in ("abc", "", "9" * 40, case)]
    assert [one.case for one in cases_called(clinic.read, forms)] == [case]
