"""Diagnoses of a case: copied, in order, no code twice, twelve at most, each with where it comes from."""

from dataclasses import fields, replace
from datetime import date

import pytest
from factories import (
    CLIENT,
    DIAGNOSIS,
    HOSTILE_NAMES,
    PRESCRIPTION,
    new_case,
    new_client,
    new_diagnosis,
    new_prescription,
    refused,
)

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.referrals import queries
from clinic_desktop.referrals.commands.diagnoses import (
    AddDiagnosis,
    ChangeDiagnosis,
    MoveDiagnosis,
    RetireDiagnosis,
)
from clinic_desktop.referrals.commands.prescriptions import RetirePrescription
from clinic_desktop.referrals.model import PAPERS, SOURCES, DiagnosisDraft, DiagnosisRow
from clinic_desktop.referrals.rules.diagnoses import diagnosis_values

TODAY = date(2026, 11, 24)
BORN = date(1985, 3, 4)
CODES = ("M54.2", "M54.6", "M54.9")


def problems(draft: DiagnosisDraft) -> list[str]:
    return refused(lambda: diagnosis_values(draft, BORN, TODAY))


def listed(clinic: Clinic, case: int) -> list[DiagnosisRow]:
    return list(queries.diagnosis_page(clinic.read, CaseId(case)).rows)


def in_order(clinic: Clinic, case: int) -> list[str]:
    return [row.code for row in listed(clinic, case)]


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case with three diagnoses."""
    case = new_case(clinic)
    for code in CODES:
        new_diagnosis(clinic, case, DiagnosisDraft(code))
    return case


def test_a_diagnosis_is_kept_and_read(clinic: Clinic) -> None:
    case = new_case(clinic)
    typed = replace(DIAGNOSIS, code=" s134xxa ", as_written=True, note="Left side")
    found = queries.diagnosis(clinic.read, new_diagnosis(clinic, case, typed))
    assert (found.case, found.code, found.as_written, found.note) == (case, "S13.4XXA", True, "Left side")
    assert (found.source, found.prescription) == ("phone", None)
    assert (found.source_name, found.source_on) == ("Ana at Dr. Lee's office", date(2026, 11, 20))
    row = listed(clinic, case)[0]
    assert (row.id, row.rank, row.code, row.source_on) == (found.id, 1, "S13.4XXA", found.source_on)
    assert (row.source_name, row.as_written, row.note) == (found.source_name, True, "Left side")


def test_only_the_code_is_needed() -> None:
    assert problems(DiagnosisDraft()) == ["code"]
    assert problems(DiagnosisDraft(" \x00")) == ["code"]
    assert problems(DiagnosisDraft("# neck")) == ["code"]
    assert problems(DiagnosisDraft("M54.2")) == []


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_can_be_kept_without_who_and_when_but_a_call(clinic: Clinic, source: str) -> None:
    draft = DiagnosisDraft("M54.2", source=source)
    assert problems(draft) == (["source_name", "source_on"] if source == "phone" else [])
    known = replace(draft, source_name="Ana", source_on="11/20/2026")
    found = queries.diagnosis(clinic.read, new_diagnosis(clinic, new_case(clinic), known))
    assert found.source == source
    assert (found.source_name, found.source_on) == (("Ana", date(2026, 11, 20)) if source else ("", None))


def test_every_problem_is_said_at_its_field_at_once() -> None:
    wrong = DiagnosisDraft("#", False, "chart_note", "", "s" * 201, "soon", "n" * 10_001)
    assert set(problems(wrong)) == {field.name for field in fields(DiagnosisDraft)} - {
        *("as_written", "source", "prescription")
    }
    assert problems(replace(wrong, code="M54.2", source="phone", source_name=" ", source_on="", note="")) == [
        *("source_name", "source_on")
    ]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("11/25/2026", ["source_on"]),
        ("11/24/2026", []),
        ("3/3/1985", ["source_on"]),
        ("3/4/1985", []),
        ("2/30/2026", ["source_on"]),
        ("", []),
    ],
)
def test_a_source_is_not_of_the_future(day: str, found: list[str]) -> None:
    assert problems(DiagnosisDraft("M54.2", source="authorization", source_on=day)) == found


def test_the_birth_date_on_the_chart_is_what_counts(clinic: Clinic) -> None:
    early = replace(DIAGNOSIS, source_on="3/3/1985")
    assert refused(lambda: new_diagnosis(clinic, new_case(clinic), early)) == ["source_on"]
    unknown = new_client(clinic, replace(CLIENT, given_name="Ann", birth_date=""))
    assert refused(lambda: new_diagnosis(clinic, new_case(clinic, unknown), early)) == []


@pytest.mark.parametrize("text", HOSTILE_NAMES)
def test_hostile_text_is_kept_to_the_letter(clinic: Clinic, text: str) -> None:
    typed = replace(DIAGNOSIS, source_name=text, note=text)
    found = queries.diagnosis(clinic.read, new_diagnosis(clinic, new_case(clinic), typed))
    assert {found.source_name, found.note} == {text.replace("\x00", "")}


def test_no_code_stands_twice_in_a_case(clinic: Clinic, case: CaseId) -> None:
    assert refused(lambda: new_diagnosis(clinic, case, DiagnosisDraft("m54 6"))) == ["code"]
    first = listed(clinic, case)[0]
    change = ChangeDiagnosis(first.id, first.version, DiagnosisDraft("M54.6"))
    assert refused(lambda: clinic.do(change)) == ["code"]
    clinic.do(ChangeDiagnosis(first.id, first.version, DiagnosisDraft("M54.2", note="Same")))
    last = listed(clinic, case)[2]
    clinic.do(RetireDiagnosis(last.id, last.version))
    new_diagnosis(clinic, case, DiagnosisDraft("M54.9"))
    other = new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ann")))
    new_diagnosis(clinic, other, DiagnosisDraft("M54.6"))
    assert in_order(clinic, case) == list(CODES)


def test_there_is_room_for_twelve(clinic: Clinic, case: CaseId) -> None:
    for number in range(9):
        new_diagnosis(clinic, case, DiagnosisDraft(f"M25.51{number}"))
    with pytest.raises(Refused, match="A superbill has room for 12 diagnoses") as answer:
        new_diagnosis(clinic, case, DiagnosisDraft("M79.7"))
    assert [problem.field for problem in answer.value.problems] == ["code"]
    last = listed(clinic, case)[-1]
    clinic.do(ChangeDiagnosis(last.id, last.version, DiagnosisDraft("M79.7")))
    clinic.do(RetireDiagnosis(last.id, last.version + 1))
    new_diagnosis(clinic, case, DiagnosisDraft("M79.18"))
    assert [row.rank for row in listed(clinic, case)] == list(range(1, 13))


def test_the_first_is_the_primary_one_and_can_be_moved(clinic: Clinic, case: CaseId) -> None:
    def move(at: int, *, up: bool) -> None:
        row = listed(clinic, case)[at]
        clinic.do(MoveDiagnosis(row.id, row.version, up))

    move(2, up=True)
    assert in_order(clinic, case) == ["M54.2", "M54.9", "M54.6"]
    move(0, up=False)
    assert in_order(clinic, case) == ["M54.9", "M54.2", "M54.6"]
    done = len(clinic.history.undoable)
    move(0, up=True)
    move(2, up=False)
    assert len(clinic.history.undoable) == done
    assert clinic.undo() == "Move diagnosis"
    assert clinic.undo() == "Move diagnosis"
    assert in_order(clinic, case) == list(CODES)
    middle = listed(clinic, case)[1]
    clinic.do(RetireDiagnosis(middle.id, middle.version))
    move(1, up=True)
    assert [(row.rank, row.code) for row in listed(clinic, case)] == [(1, "M54.9"), (2, "M54.2")]
    new_diagnosis(clinic, case, DiagnosisDraft("M54.6"))
    assert in_order(clinic, case) == ["M54.9", "M54.2", "M54.6"]


def test_a_kept_paper_is_a_source_when_it_has_the_code(clinic: Clinic) -> None:
    case = new_case(clinic)
    paper = new_prescription(clinic, case, replace(PRESCRIPTION, kind="referral"))
    first = listed(clinic, case)[0]
    clinic.do(RetireDiagnosis(first.id, first.version))
    # Who and when stand on the paper, and its kind too.
    draft = DiagnosisDraft("M54.2", False, "prescription", str(paper), "Somebody", "1/1/2020")
    found = queries.diagnosis(clinic.read, new_diagnosis(clinic, case, draft))
    assert (found.source, found.prescription) == ("referral", paper)
    assert (found.source_name, found.source_on) == ("Maria Lee, MD", date(2026, 11, 2))
    assert refused(lambda: new_diagnosis(clinic, case, replace(draft, code="M54.6"))) == ["source"]
    clinic.do(ChangeDiagnosis(found.id, 1, replace(draft, source="authorization")))
    changed = queries.diagnosis(clinic.read, found.id)
    assert (changed.prescription, changed.source_name, changed.source_on) == (None, "Somebody", date(2020, 1, 1))


def test_a_paper_of_another_case_or_one_that_is_gone_is_no_source(clinic: Clinic) -> None:
    case, other = new_case(clinic), new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ann")))
    theirs, gone = new_prescription(clinic, other), new_prescription(clinic, case)
    clinic.do(RetirePrescription(gone, 1))
    first = listed(clinic, case)[0]
    for paper in (theirs, gone):
        draft = DiagnosisDraft("M54.2", source="prescription", prescription=str(paper))
        change = ChangeDiagnosis(first.id, first.version, draft)
        assert refused(lambda change=change: clinic.do(change)) == ["source"]  # type: ignore[misc]


def test_how_often_a_code_is_used(clinic: Clinic, case: CaseId) -> None:
    other = new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ann")))
    new_diagnosis(clinic, other, DiagnosisDraft("M54.6"))
    last = listed(clinic, case)[2]
    clinic.do(RetireDiagnosis(last.id, last.version))
    assert queries.code_use(clinic.read) == {"M54.2": 1, "M54.6": 2}
    plan = clinic.read.all(
        "EXPLAIN QUERY PLAN SELECT code, count(*) FROM diagnoses WHERE retired_at IS NULL GROUP BY code"
    )
    assert [step["detail"] for step in plan] == ["SCAN diagnoses USING COVERING INDEX diagnoses_by_code"]


def test_a_change_behind_somebodys_back_is_refused(clinic: Clinic, case: CaseId) -> None:
    first = listed(clinic, case)[0]
    clinic.do(ChangeDiagnosis(first.id, 1, DiagnosisDraft("M54.2", note="Theirs")))
    for command in (
        ChangeDiagnosis(first.id, 1, DIAGNOSIS),
        MoveDiagnosis(first.id, 1, up=False),
        RetireDiagnosis(first.id, 1),
    ):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    assert queries.diagnosis(clinic.read, first.id).note == "Theirs"
    clinic.do(RetireDiagnosis(first.id, 2))
    for command in (ChangeDiagnosis(first.id, 3, DIAGNOSIS), MoveDiagnosis(first.id, 3, up=False)):
        with pytest.raises(Missing):
            clinic.do(command)
    with pytest.raises(Missing):
        queries.diagnosis(clinic.read, first.id)
    with pytest.raises(Missing):
        clinic.do(AddDiagnosis(7, DIAGNOSIS))


def test_the_kinds_of_paper_are_sources() -> None:
    assert set(PAPERS) == {"prescription", "referral"}
    assert all(SOURCES[key] == words for key, words in PAPERS.items())
