"""A supervisor and an answer as typed: what is kept, a sentence at each field, and which answer counts on a day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from factories import HOSTILE_NAMES, refused
from hypothesis import given
from hypothesis import strategies as some
from supervising import LEE, NO, YES

from clinic_desktop.errors import Refused
from clinic_desktop.payers.model import PayerId
from clinic_desktop.supervision.model import (
    SupervisionAnswer,
    SupervisionAnswerDraft,
    SupervisionAnswerId,
    SupervisorDraft,
)
from clinic_desktop.supervision.rules import (
    answer_for,
    answer_on,
    answer_values,
    last_said,
    professions_words,
    supervisor_values,
)

TODAY = date(2026, 11, 23)
TEXTS = some.text(max_size=12) | some.sampled_from((*HOSTILE_NAMES, "yes", "no", "dc", "1/1/2026", "WA", "1234567893"))
FLAGS = some.booleans()
DAYS = some.dates(date(2026, 1, 1), date(2026, 12, 31))


def said(row: int, asked: date, until: date | None = None, accepts: str = "yes") -> SupervisionAnswer:
    return SupervisionAnswer(SupervisionAnswerId(row), 1, PayerId(1), accepts, ("dc",), asked, "", "C-1", until, "")


def test_a_supervisor_is_kept_in_one_form() -> None:
    typed = replace(LEE, given_name="  Lee ", license_state="wa", to_on="12/31/2026")
    assert supervisor_values(typed, TODAY) == {
        "given_name": "Lee",
        "family_name": "Park",
        "profession": "dc",
        "designation": "DC",
        "npi": "1234567893",
        "license_state": "WA",
        "license_number": "CH00012345",
        "expires_on": "2026-12-14",
        "from_on": "2026-01-05",
        "to_on": "2026-12-31",
        "sort_name": "park lee",
    }


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, []),
        ({"given_name": " "}, ["given_name"]),
        ({"family_name": ""}, ["family_name"]),
        ({"profession": ""}, ["profession"]),
        ({"profession": "lmt"}, ["profession"]),
        ({"npi": "1234567890"}, ["npi"]),
        ({"npi": ""}, []),
        ({"license_state": "ZZ"}, ["license_state"]),
        ({"license_state": ""}, ["license_state"]),
        ({"license_state": "", "license_number": ""}, []),
        ({"expires_on": ""}, []),
        ({"expires_on": "soon"}, ["expires_on"]),
        ({"from_on": ""}, ["from_on"]),
        ({"to_on": "1/4/2026"}, ["to_on"]),
        ({"to_on": "1/5/2026"}, []),
        ({"given_name": "n" * 101, "designation": "d" * 21, "license_number": "1" * 41},
         ["given_name", "designation", "license_number"]),
        ({"given_name": "n" * 100, "designation": "d" * 20, "license_number": "1" * 40}, []),
    ],
)  # fmt: skip
def test_each_slip_about_a_supervisor_is_said_at_its_field(typed: dict[str, Any], fields: list[str]) -> None:
    assert refused(lambda: supervisor_values(replace(LEE, **typed), TODAY)) == fields


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, []),
        ({"accepts": ""}, ["accepts"]),
        ({"accepts": "maybe"}, ["accepts"]),
        ({"dc": False, "md": False}, ["pt"]),
        ({"reference": " "}, ["reference"]),
        ({"asked_on": ""}, ["asked_on"]),
        ({"asked_on": "11/24/2026"}, ["asked_on"]),
        ({"asked_on": "yesterday"}, []),
        ({"valid_until": "11/1/2026"}, ["valid_until"]),
        ({"valid_until": "11/2/2026"}, []),
        ({"representative": ""}, []),
        ({"representative": "n" * 101, "reference": "r" * 101, "note": "n" * 10_001},
         ["representative", "reference", "note"]),
        ({"accepts": "no", "dc": False, "md": False, "reference": ""}, []),
    ],
)  # fmt: skip
def test_each_slip_about_an_answer_is_said_at_its_field(typed: dict[str, Any], fields: list[str]) -> None:
    assert refused(lambda: answer_values(replace(YES, **typed), TODAY)) == fields


def test_an_answer_is_kept_in_one_form_and_a_no_has_no_profession() -> None:
    assert answer_values(YES, TODAY)["professions"] == "dc md"
    every = answer_values(replace(YES, pt=True, ot=True), TODAY)["professions"]
    # As the column has room for.
    assert every == "pt ot dc md" and len(every) <= 20
    assert answer_values(replace(NO, dc=True, reference="C-9"), TODAY) == {
        "accepts": "no",
        "professions": "",
        "asked_on": "2026-11-02",
        "representative": "Dana",
        "reference": "C-9",
        "valid_until": "",
        "note": "",
    }


@given(some.builds(SupervisorDraft, *[TEXTS] * 10))
def test_any_supervisor_typed_is_read_or_refused(draft: SupervisorDraft) -> None:
    try:
        values = supervisor_values(draft, TODAY)
    except Refused as answer:
        assert all(problem.words for problem in answer.problems)
        return
    assert values["given_name"] and values["family_name"] and values["from_on"]
    assert not values["license_number"] or values["license_state"]
    assert not values["to_on"] or values["from_on"] <= values["to_on"]


@given(some.builds(SupervisionAnswerDraft, TEXTS, FLAGS, FLAGS, FLAGS, FLAGS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS))
def test_any_answer_typed_is_read_or_refused(draft: SupervisionAnswerDraft) -> None:
    try:
        values = answer_values(draft, TODAY)
    except Refused as answer:
        assert all(problem.words for problem in answer.problems)
        return
    assert values["asked_on"] <= TODAY.isoformat()
    assert values["accepts"] == "no" or (values["reference"] and values["professions"])


def test_the_last_answer_counts_and_overrules_the_one_before() -> None:
    first, second, third = date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 31)
    answers = [said(3, second, third), said(2, first, accepts="no"), said(1, first)]
    day = timedelta(1)
    assert [answer_on(answers, one) for one in (first - day, first, second - day)] == [None, answers[1], answers[1]]
    assert [answer_on(answers, one) for one in (second, third)] == [answers[0], answers[0]]
    # The yes of February named no end, and is overruled all the same.
    assert answer_on(answers, third + day) is None
    assert last_said(answers, third + day) is answers[0]


def test_a_treatment_before_the_call_is_covered_by_what_was_said_since() -> None:
    asked = date(2026, 11, 10)
    yes = said(2, asked)
    assert answer_for([yes], asked - timedelta(30), TODAY) is yes
    # Not while it is not said yet, and not by one that ended before the treatment.
    assert answer_for([yes], asked - timedelta(30), asked - timedelta(1)) is None
    assert answer_for([said(2, asked, asked + timedelta(1))], asked + timedelta(2), TODAY) is None
    # A no that counted on the day stands, whatever was said since, unless it ended.
    no = said(1, date(2026, 1, 1), accepts="no")
    assert answer_for([yes, no], date(2026, 10, 5), TODAY) is no
    ended = said(1, date(2026, 1, 1), date(2026, 9, 30), accepts="no")
    assert answer_for([yes, ended], date(2026, 10, 5), TODAY) is yes


@given(some.lists(some.tuples(DAYS, DAYS | some.none()), max_size=5), DAYS, DAYS)
def test_what_counts_was_said_and_has_not_ended(typed: list[tuple[date, date | None]], day: date, today: date) -> None:
    newest = sorted(enumerate(typed, 1), key=lambda one: (one[1][0], one[0]), reverse=True)
    answers = [said(row, asked, until) for row, (asked, until) in newest]
    on, bill = answer_on(answers, day), answer_for(answers, day, max(day, today))
    assert on is None or (on.asked_on <= day and (on.valid_until is None or day <= on.valid_until))
    assert on is None or bill is on
    assert bill is None or bill.valid_until is None or day <= bill.valid_until


@pytest.mark.parametrize(
    ("professions", "words"),
    [((), ""), (("dc",), "DC"), (("pt", "dc"), "PT or DC"), (("pt", "ot", "md"), "PT, OT or MD")],
)
def test_professions_are_named(professions: tuple[str, ...], words: str) -> None:
    assert professions_words(professions) == words
