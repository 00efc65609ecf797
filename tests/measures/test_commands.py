"""Scores on record: recorded, corrected, taken away and brought back; and what others read of them."""

from dataclasses import replace
from datetime import date

import pytest
from factories import new_case, refused
from scoring import NPRS, PEG, PSFS, new_score, rmdq, typed

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.measures import queries
from clinic_desktop.measures.commands import ChangeScore, RetireScore
from clinic_desktop.measures.model import ScoreAnswer
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


def test_a_score_is_kept_with_its_answers(clinic: Clinic, case: CaseId) -> None:
    found = queries.score(clinic.read, new_score(clinic, case, draft=replace(PEG, note="After a long drive")))
    assert (found.case, found.measure, found.taken_on, found.tenths) == (case, "peg", date(2026, 11, 2), 73)
    assert (found.taken_by, found.note) == ("Maya Ortiz", "After a long drive")
    assert found.answers == (ScoreAnswer(8), ScoreAnswer(7), ScoreAnswer(7))


def test_activities_are_kept_as_they_were_named(clinic: Clinic, case: CaseId) -> None:
    hostile = ("<b>O'Brien & Søn</b>", '"; DROP TABLE scores', "שרה \u202eabc")
    found = queries.score(clinic.read, new_score(clinic, case, "psfs", replace(PSFS, activities=hostile)))
    assert [one.activity for one in found.answers] == list(hostile)
    assert [one.points for one in found.answers] == [3, 4, 4]


def test_a_typed_score_has_no_answers(clinic: Clinic, case: CaseId) -> None:
    found = queries.score(clinic.read, new_score(clinic, case, "ndi", typed("48%")))
    assert (found.tenths, found.answers) == (240, ())


def test_what_cannot_be_right_changes_nothing(clinic: Clinic, case: CaseId) -> None:
    assert refused(lambda: new_score(clinic, case, "nprs", replace(NPRS, answers=("12",)))) == ["answers/0"]
    assert refused(lambda: new_score(clinic, case, day="3/3/1985")) == ["taken_on"]
    assert queries.scores_of(clinic.read, case) == {}
    with pytest.raises(Missing):
        new_score(clinic, case, "sf36")
    with pytest.raises(Missing):
        new_score(clinic, CaseId(case + 1))
    clinic.do(RetireCase(case, case_of(clinic.read, case).version))
    with pytest.raises(Missing):
        new_score(clinic, case)


def test_a_score_is_changed_removed_and_brought_back(clinic: Clinic, case: CaseId) -> None:
    row = new_score(clinic, case)
    clinic.do(ChangeScore(row, 1, replace(PEG, answers=("8", "8", "8"))))
    assert queries.score(clinic.read, row).tenths == 80
    with pytest.raises(ChangedSince):
        clinic.do(ChangeScore(row, 1, PEG))
    clinic.undo()
    assert queries.score(clinic.read, row).tenths == 73
    clinic.do(RetireScore(row, queries.score(clinic.read, row).version))
    assert queries.scores_of(clinic.read, case) == {}
    with pytest.raises(Missing):
        queries.score(clinic.read, row)
    with pytest.raises(Missing):
        clinic.do(ChangeScore(row, 4, PEG))
    clinic.undo()
    assert queries.score(clinic.read, row).answers[0] == ScoreAnswer(8)
    clinic.undo()
    assert queries.scores_of(clinic.read, case) == {}


def test_what_others_read(clinic: Clinic, case: CaseId) -> None:
    last = new_score(clinic, case, "rmdq", rmdq(7, "11/20/2026"))
    first = new_score(clinic, case, "rmdq", rmdq(14, "9/2/2026"))
    middle = new_score(clinic, case, "rmdq", rmdq(10, "10/2/2026"))
    again = new_score(clinic, case, "rmdq", rmdq(8, "10/2/2026"))
    only = new_score(clinic, case)
    new_score(clinic, new_case(clinic, case_of(clinic.read, case).client))
    found = queries.scores_of(clinic.read, case)
    assert [one.id for one in found["rmdq"]] == [first, middle, again, last] and set(found) == {"rmdq", "peg"}
    assert queries.scores_with(clinic.read, case, "rmdq") == found["rmdq"]
    assert {key: one.id for key, one in queries.latest_scores(clinic.read, case).items()} == {"rmdq": last, "peg": only}
    ends = queries.first_and_last(clinic.read, case)
    assert [one.id for one in ends["rmdq"]] == [first, last] and [one.id for one in ends["peg"]] == [only, only]


def test_however_many_scores_are_one_query(clinic: Clinic, case: CaseId, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(30):
        new_score(clinic, case, "nprs", NPRS, f"11/{at % 20 + 1}/2026")
    asked: list[str] = []
    usual = type(clinic.read).all

    def noted(read: Reader, sql: str, *values: object) -> list[Row]:
        asked.append(sql)
        return usual(read, sql, *values)

    monkeypatch.setattr(type(clinic.read), "all", noted)
    assert len(queries.scores_of(clinic.read, case)["nprs"]) == 30
    assert len(asked) == 1
    assert "scores_of_case" in clinic.read.one(f"EXPLAIN QUERY PLAN {asked[0]}", case)["detail"]
