"""What the wizard asks is typed as people type it, kept as a file spells it, and taken back."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from charting import TODAY, answer, gathered, plain_case
from factories import HOSTILE_NAMES, new_visit, refused
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.answers import AnswerCoverage
from clinic_desktop.coverage.loader import case_keys, money, tables
from clinic_desktop.coverage.loader.cases import read_coverage_case
from clinic_desktop.coverage.loader.gathering import as_case_file
from clinic_desktop.coverage.loader.typed import MOST_LETTERS, readable, typed_again, typed_value
from clinic_desktop.coverage.loader.vocabulary import ALIASES, KINDS, nested
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.errors import Missing
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.written.kinds import Written
from clinic_desktop.written.writing import read_spelled, spelled

# What somebody may type anywhere, well or not.
TYPED = some.sampled_from(
    [
        *(
            "yes",
            "no",
            "none",
            "never",
            "unknown",
            "",
            "held",
            "supervised",
            "3/14",
            "11/20/2026",
            "-1w",
            "2/30",
            "$30",
        ),
        *(
            "1,234.50",
            "40%",
            "12.5",
            "12",
            "0",
            "200",
            "201",
            "999999999",
            "M54.2 M54.59",
            "self",
            "WA",
            "Oregon",
            "in",
        ),
        *("PPO", "self-pay", "rehab", "open", "CO-197", "physician", "11/2 to 1/30/2027", "unknown to 1/30", "LMT"),
        *("\x00", "\u202eabc", 'a"b\\c', "💆", "true", "1e9", "- 5", "x" * 500, "x" * 501),
    ]
) | some.text(max_size=30)


def stored(clinic: Clinic, case: int) -> Mapping[str, str]:
    return {one.key: one.spelled for one in kept_answers(clinic.read, case)}


def test_every_key_of_a_file_can_be_answered() -> None:
    of_money = set(re.findall(r"`([a-z_]+)`", (money.__doc__ or "").replace("`[", "[")))
    flat = {key.rpartition(".")[2] for key in KINDS}
    # Whoever adds a key to a file's money adds it to the vocabulary too.
    assert of_money <= flat, of_money - flat
    for keys in (case_keys.TOP, case_keys.APPROVAL, case_keys.NEED, case_keys.OWN):
        assert set(keys) - {"today"} <= set(KINDS)
    assert {key.partition(".")[0] for key in KINDS} == tables.KEYS - {"claim_status"}
    assert set(ALIASES.values()) <= set(KINDS)


@pytest.mark.parametrize(
    ("key", "text", "spelling"),
    [
        *(("funding", "Self-funded", '"self_funded"'), ("funding", "ERISA", '"self_funded"')),
        *(("denied_on", "11/20", "2026-11-20"), ("booked_on", "today", "2026-11-24")),
        *(("cost_share.copay", "$30", "30.00"), ("cost_share.deductible", "1,234.5", "1234.50")),
        *(("cost_share.coinsurance", "40%", "40"), ("cost_share.coinsurance", "12.5", "12.5")),
        *(("cost_share.family_aggregate", "No", "false"), ("hsa", "Y", "true"), ("benefit.lmt_ok", "Yes", "true")),
        *(("benefit.lmt_ok", "Supervised", '"supervised"'), ("benefit.visit_limit", "No limit", '"none"')),
        *(("benefit.dollar_cap", "none", '"none"'), ("benefit.unit_cap", "No limit", '"none"')),
        *(("cost_share.oop_max", "None", '"none"'), ("cost_share.per_visit_cap", "$60", "60.00")),
        *(("benefit.visit_limit", "20", "20"), ("last_treated", "Never", '"never"')),
        *(("last_treated", "8/1/2026", "2026-08-01"), ("goals", "Reach the shelf", '"Reach the shelf"')),
        *(("goals", "no", "false"), ("baseline_measure", "7.3", '"7.3"'), ("red_flags", "none", "false")),
        *(("pa_dates", "11/2 to 1/30/2027", "[2026-11-02, 2027-01-30]"), ("denial", "CO-197", '"CO-197"')),
        *(
            ("dx", "m54.2, M54.59", '["M54.2", "M54.59"]'),
            ("dx", "self", '[{ source = "self" }]'),
            ("dx", "none", "[]"),
        ),
        *(
            ("state_of_care", "oregon", '"OR"'),
            ("payer_type", "not using it", ""),
            ("payer_type", "cash", '"self_pay"'),
        ),
        *(("series.visits", "12", "12"), ("provider.certification_ok", "yes", "true"), ("pa_number", "none", '"none"')),
        *(("accident", "none", '"none"'), ("rx", "no", "false"), ("claim_status", "open", '"open"')),
    ],
)
def test_it_is_typed_as_people_do_and_kept_as_a_file_has_it(clinic: Clinic, key: str, text: str, spelling: str) -> None:
    case = plain_case(clinic)
    fields = refused(lambda: clinic.do(AnswerCoverage(case, {key: text})))
    if not spelling:
        assert fields == [key]
        return
    assert stored(clinic, case) == {ALIASES.get(key, key): spelling}
    assert gathered(clinic, case).unused.keys() <= {"series.visits", "state_of_care"}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        *(
            ("denied_on", "13/1"),
            ("denied_on", "2/30/2026"),
            ("cost_share.copay", "-5"),
            ("cost_share.copay", "30.999"),
        ),
        *(("cost_share.coinsurance", "101"), ("cost_share.coinsurance", "0.4 of it"), ("hsa", "perhaps")),
        *(
            ("benefit.visit_limit", "-1"),
            ("benefit.visit_limit", "٣"),
            ("series.visits", "0"),
            ("series.visits", "201"),
        ),
        *(("network", "sideways"), ("state_of_care", "Atlantis"), ("pa_dates", "11/2"), ("rx.visits", "1000001")),
        *(("goals", "x" * (MOST_LETTERS + 1)), ("today", "11/24/2026"), ("client", "Ann"), ("", "x"), ("benefit", "x")),
    ],
)
def test_what_cannot_be_is_said_at_its_key_and_nothing_is_kept(clinic: Clinic, key: str, text: str) -> None:
    case = plain_case(clinic)
    assert refused(lambda: clinic.do(AnswerCoverage(case, {"fsa": "yes", key: text, "hsa ": "no"}))) == [key, "hsa "]
    assert not stored(clinic, case)
    assert refused(lambda: clinic.do(AnswerCoverage(case, {"fsa": "yes"}, "hearsay"))) == ["origin"]


def test_several_answers_are_one_step(clinic: Clinic) -> None:
    case = plain_case(clinic)
    answer(clinic, case, "client", hsa="yes", fsa="no", goals="Lift the child")
    first = stored(clinic, case)
    before = len(clinic.read.all("SELECT id FROM audit"))
    answer(clinic, case, hsa="no", fsa="", goals="unknown", booked_on="11/20", funding="")
    assert stored(clinic, case) == {"hsa": "false", "booked_on": "2026-11-20", "goals": '"unknown"'}
    # One entry a row, none for what was not there.
    entries = clinic.read.all("SELECT command, verb FROM audit WHERE id > ? ORDER BY id", before)
    assert [one["verb"] for one in entries] == ["update", "retire", "update", "insert"]
    assert len({one["command"] for one in entries}) == 1
    clinic.undo()
    assert stored(clinic, case) == first
    clinic.undo()
    assert not stored(clinic, case)
    clinic.redo()
    clinic.redo()
    assert stored(clinic, case) == {"hsa": "false", "booked_on": "2026-11-20", "goals": '"unknown"'}


def test_an_answer_says_when_and_from_whom(clinic: Clinic) -> None:
    case = plain_case(clinic)
    for origin, words in {
        "": "Answered on 24 Nov 2026",
        "client": "The client, on 24 Nov 2026",
        "call": "Call of 24 Nov 2026",
        "paper": "Letter or website of the plan, 24 Nov 2026",
        "note": "Note in the chart, 24 Nov 2026",
        "prescriber": "The prescriber, on 24 Nov 2026",
    }.items():
        answer(clinic, case, origin, hsa="yes")
        assert gathered(clinic, case).origins["hsa"] == words


def test_answers_go_with_their_case(clinic: Clinic) -> None:
    case = plain_case(clinic)
    answer(clinic, case, hsa="yes")
    clinic.do(RetireCase(case, 1))
    assert not stored(clinic, case)
    with pytest.raises(Missing):
        answer(clinic, case, hsa="no")
    clinic.undo()
    assert stored(clinic, case) == {"hsa": "true"}


def test_of_two_people_who_answer_at_once_the_later_one_stays_and_undo_says_so(clinic: Clinic) -> None:
    case = plain_case(clinic)
    answer(clinic, case, hsa="yes")
    answer(clinic, case, hsa="")
    answer(clinic, case, hsa="no")
    assert stored(clinic, case) == {"hsa": "false"}
    clinic.undo()
    clinic.undo()
    assert stored(clinic, case) == {"hsa": "true"}


def test_what_an_older_version_kept_and_nobody_can_read_is_said_and_left_out(clinic: Clinic) -> None:
    case = plain_case(clinic)
    sql = "INSERT INTO coverage_answers (version, case_id, answered_on, key, value) VALUES (1, ?, '2026-11-20', ?, ?)"
    for key, value in (("gone", "true"), ("hsa", '"perhaps"'), ("fsa", "tru"), ("rx.date", '"1/2"'), ("goals", '""')):
        clinic._writer._database.execute(sql, (case, key, value))
    found = gathered(clinic, case)
    assert sorted(found.unused) == ["fsa", "goals", "gone", "hsa", "rx.date"]
    assert "hsa" not in found.content


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_kept_to_the_letter(clinic: Clinic, tmp_path: Path, name: str) -> None:
    case = plain_case(clinic)
    answer(clinic, case, goals=name, claim__number=name, rx__freq=name)
    kept = {key: read_spelled(value) for key, value in stored(clinic, case).items()}
    assert kept == dict.fromkeys(("goals", "claim.number", "rx.freq"), name.replace("\x00", ""))
    path = tmp_path / "case.toml"
    path.write_text(as_case_file(gathered(clinic, case)), encoding="utf-8")
    assert read_coverage_case(path).answers.rx.freq == name.replace("\x00", "")


@given(some.sampled_from(list(KINDS)), TYPED)
@example("dx", "self")
@example("pa_dates", "unknown to unknown")
def test_what_is_kept_is_typed_again_as_the_same(key: str, text: str) -> None:
    try:
        value = typed_value(key, text, TODAY)
    except Unreadable:
        return
    if value is not None:
        assert read_spelled(spelled(value)) == value
        assert readable(key, value)
        assert typed_value(key, typed_again(value), date(1999, 1, 1)) == value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(some.dictionaries(some.sampled_from(list(KINDS)), TYPED, max_size=40))
def test_whatever_is_answered_makes_a_file_that_reads_back(
    clinic: Clinic, tmp_path: Path, typed: dict[str, str]
) -> None:
    if not clinic.read.all("SELECT 1 FROM cases"):
        new_visit(clinic, plain_case(clinic))
    good = {}
    for key, text in typed.items():
        try:
            good[key] = text if typed_value(key, text, TODAY) is not None else ""
        except Unreadable:
            assert refused(lambda: clinic.do(AnswerCoverage(1, typed)))
    # The answers of the round before go.
    clinic.do(AnswerCoverage(1, dict.fromkeys(KINDS, "") | good))
    found = gathered(clinic, CaseId(1))
    path = tmp_path / "case.toml"
    path.write_text(as_case_file(found), encoding="utf-8")
    again = read_coverage_case(path)
    assert (again.answers, again.money) == (found.answers, found.money)
    answered = {key for key, text in good.items() if text}
    assert answered <= set(found.origins) | set(found.unused)


def test_a_content_has_the_order_of_a_file() -> None:
    assert list(nested({"series.visits": 1, "hsa": True, "payer_type": "va", "rx.held": True})) == [
        *("payer_type", "hsa", "rx", "series"),
    ]
    assert nested({"cost_share.copay": Written("30.00")}) == {"cost_share": {"copay": "30.00"}}
