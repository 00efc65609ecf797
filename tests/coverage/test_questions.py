"""The questions of the wizard against the files they stand for: keys, answers, whom to ask."""

from collections import Counter

import pytest

from clinic_desktop.coverage.loader import case_keys as keys
from clinic_desktop.coverage.loader import money
from clinic_desktop.coverage.loader.denials import denial_kind
from clinic_desktop.coverage.model.fact import UNKNOWN, WHOM
from clinic_desktop.coverage.model.question import Question
from clinic_desktop.coverage.model.questions import STEPS, question_of
from clinic_desktop.coverage.rules.facts import DX_SOURCES
from clinic_desktop.written.kinds import Kind

DENIED: dict[str, tuple[str, Kind]] = {"denial": ("", denial_kind), "denied_on": ("", keys.DAY)}
# Every table of a case file, with the keys in it; "" is what stands in none.
TABLES: dict[str, dict[str, Kind]] = {
    name: {key: kind for key, (_, kind) in known.items()}
    for name, known in {
        "": {**keys.TOP, **keys.NEED, **keys.APPROVAL, **keys.OWN, **DENIED},
        "accident": keys.ACCIDENT,
        "claim": keys.CLAIM,
        "provider": keys.PROVIDER,
        "prescriber": keys.PRESCRIBER,
        "rx": keys.RX,
        "dx": keys.DX,
        "benefit": keys.BENEFIT,
        "vob_call": keys.VOB,
        "cost_share": money._COST_SHARE,
        "series": money._SERIES,
    }.items()
}
# Said by other answers, or by the day on which it is asked.
NOT_ASKED = {
    *("today", "payer_name", "visits_planned", "claim.limit", "claim.used", "rx.dx"),
    # The record knows whose statements taught what is allowed; a person says only from how many.
    *("cost_share.allowed_of", "cost_share.allowed_newest"),
}
ALL = [one for step in STEPS for one in step.questions]


def of_file(question: Question) -> tuple[str, str]:
    table, _, key = question.key.rpartition(".")
    # Its two days are one key of the file.
    return ("", "pa_dates") if table == "pa_dates" else (table, key)


@pytest.mark.parametrize("question", ALL, ids=lambda one: one.key)
def test_a_question_is_one_of_the_case_file(question: Question) -> None:
    table, key = of_file(question)
    read = TABLES[table][key]
    # Money knows true and false alone, and has no word for unknown: there it is left out.
    truths = {"yes": True, "no": False} if table == "cost_share" else {}
    for value in question.choices:
        assert read(truths.get(value, value)) not in ("", None), value
    if table not in ("cost_share", "series") and key != "pa_dates":
        assert read(UNKNOWN) in ("", None) or read(UNKNOWN) == UNKNOWN
    assert question.kind != "choice" or question.choices


def test_every_key_of_the_case_file_is_asked_for_once() -> None:
    files = {f"{table}.{key}".lstrip(".") for table, known in TABLES.items() for key in known}
    asked = {".".join(filter(None, of_file(one))) for one in ALL}
    assert files - asked == NOT_ASKED
    assert not [key for key, count in Counter(one.key for one in ALL).items() if count > 1]


@pytest.mark.parametrize("question", ALL, ids=lambda one: one.key)
def test_a_question_says_why_in_one_sentence(question: Question) -> None:
    assert question.why.endswith(".")
    assert question.why.count(". ") == 0
    assert question.label[0].isupper()
    assert not question.label.endswith((".", "?", ":"))


@pytest.mark.parametrize("question", [one for one in ALL if one.ask], ids=lambda one: one.key)
def test_what_is_to_be_asked_is_a_question_to_somebody(question: Question) -> None:
    assert question.ask.endswith("?")
    assert question.whom in WHOM


def test_the_sources_of_a_diagnosis_are_those_that_are_judged() -> None:
    (source,) = (one for one in ALL if one.key == "dx.source")
    assert set(source.choices) == set(DX_SOURCES)


@pytest.mark.parametrize(
    ("key", "leads_to"),
    [
        ("accident", "accident.kind"),
        ("rx", "rx.held"),
        ("vob_call", "vob_call.done"),
        ("pa_dates", "pa_dates.first"),
        ("pa_number", "pa_number"),
        ("visits_used", "benefit.visits_used"),
        ("codes_ok", "benefit.codes_ok"),
        ("deductible_left", "cost_share.deductible_left"),
        ("allowed_low", "cost_share.allowed_low"),
        ("last_treated", "last_treated"),
        ("benefit.oon", "benefit.oon"),
    ],
)
def test_a_contradiction_leads_to_its_question(key: str, leads_to: str) -> None:
    found = question_of(key)
    assert found
    step, question = found
    assert question.key == leads_to
    assert question in step.questions


def test_a_key_that_nobody_knows_leads_nowhere() -> None:
    assert question_of("nonsense") is None
