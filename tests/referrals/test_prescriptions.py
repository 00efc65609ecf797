"""Prescriptions: as the paper says it, in their days, and the source of the diagnoses that stand on them."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from factories import (
    CASE,
    CLIENT,
    DIAGNOSIS,
    HOSTILE_NAMES,
    PRESCRIBER,
    PRESCRIPTION,
    new_case,
    new_client,
    new_diagnosis,
    new_prescriber,
    new_prescription,
    refused,
)
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.referrals import queries
from clinic_desktop.referrals.commands.diagnoses import MoveDiagnosis, RetireDiagnosis
from clinic_desktop.referrals.commands.prescribers import ChangePrescriber
from clinic_desktop.referrals.commands.prescriptions import AddPrescription, ChangePrescription, RetirePrescription
from clinic_desktop.referrals.model import DiagnosisDraft, PrescriptionDraft, PrescriptionRow
from clinic_desktop.referrals.rules.prescriptions import prescription_values

TODAY = date(2026, 11, 24)
BORN = date(1985, 3, 4)
LIMITS = {"frequency": 100, "order_text": 1000, "note": 10_000}
TWELVE = tuple(f"M25.{number}" for number in range(511, 523))
Source = tuple[str, str, str, date | None]


def problems(draft: PrescriptionDraft) -> list[str]:
    return refused(lambda: prescription_values(draft, BORN, TODAY))


def listed(clinic: Clinic, case: int) -> list[PrescriptionRow]:
    return list(queries.prescription_page(clinic.read, CaseId(case)).rows)


def sources(clinic: Clinic, case: int) -> list[Source]:
    rows = queries.diagnosis_page(clinic.read, CaseId(case)).rows
    return [(row.code, row.source, row.source_name, row.source_on) for row in rows]


def everything(clinic: Clinic) -> dict[str, list[dict[str, Any]]]:
    """Every row in use, without what moves on."""
    tables = ("prescribers", "prescriptions", "prescription_diagnoses", "diagnoses")
    sql = "SELECT * FROM {} WHERE retired_at IS NULL ORDER BY id"
    return {
        table: [{k: v for k, v in row.items() if k != "version"} for row in clinic.read.all(sql.format(table))]
        for table in tables
    }


def test_a_prescription_is_kept_and_read(clinic: Clinic) -> None:
    case = new_case(clinic)
    typed = replace(
        PRESCRIPTION,
        kind="referral",
        starts_on="11/5/2026",
        visits_ordered="12 visits",
        frequency="2 times a week",
        order_text="Massage therapy, manual therapy",
        note="By fax",
    )
    found = queries.prescription(clinic.read, new_prescription(clinic, case, typed))
    assert (found.case, found.kind, found.prescriber_name) == (case, "referral", "Maria Lee, MD")
    assert (found.ordered_on, found.starts_on) == (date(2026, 11, 2), date(2026, 11, 5))
    assert (found.expires_on, found.visits_ordered, found.frequency) == (date(2026, 12, 17), 12, "2 times a week")
    assert (found.order_text, found.note) == ("Massage therapy, manual therapy", "By fax")
    assert found.diagnoses == ("M54.2", "S13.4XXA")
    row = listed(clinic, case)[0]
    assert (row.id, row.called, row.npi, row.visits_ordered) == (found.id, "Dr. Lee", "", 12)
    assert (row.diagnoses, row.expires_on, row.prescriber) == (found.diagnoses, found.expires_on, found.prescriber)
    rows = clinic.read.rows("SELECT place, code FROM prescription_diagnoses WHERE retired_at IS NULL ORDER BY place")
    assert list(rows) == [(1, "M54.2"), (2, "S13.4XXA")]


def test_who_and_when_are_needed() -> None:
    assert problems(PrescriptionDraft()) == ["prescriber", "ordered_on"]
    assert problems(PrescriptionDraft(prescriber_name="\x00 ", ordered_on=" ")) == ["prescriber", "ordered_on"]
    assert problems(PrescriptionDraft(prescriber_name="Maria Lee", ordered_on="today")) == []
    for nobody in ("Dr.", "MD", "Dr. MD", ","):
        assert problems(PrescriptionDraft(prescriber_name=nobody, ordered_on="today")) == ["prescriber"]
    assert problems(PrescriptionDraft(prescriber="1", ordered_on="today")) == []


def test_every_problem_is_said_at_its_field_at_once() -> None:
    wrong = PrescriptionDraft(
        *("", "p" * 101, "referral", "2/30/2026", "soon", "later", "many"),
        *("f" * 101, "o" * 1001, "n" * 10_001, ("x", "M54.2", "m542", "y")),
        rate="often",
        regions="Shin",
        signed_on="tomorrow",
        visit_minutes="0",
        visit_units="100",
    )
    found = problems(wrong)
    assert len(found) == len(set(found))
    assert set(found) == {field.name for field in fields(PrescriptionDraft)} - {
        *("prescriber_name", "kind", "as_written", "signature"),
    }


def test_the_longest_texts_fit_and_one_letter_more_is_refused(clinic: Clinic) -> None:
    longest: dict[str, Any] = {field: "王" * most for field, most in LIMITS.items()}
    whole = replace(PRESCRIPTION, prescriber_name="王" * 100, diagnoses=(*TWELVE[:11], "S13.4XXA"), **longest)
    found = queries.prescription(clinic.read, new_prescription(clinic, new_case(clinic), whole))
    assert {field: len(getattr(found, field)) for field in LIMITS} == LIMITS
    assert (len(found.prescriber_name), len(found.diagnoses)) == (100, 12)
    longer: dict[str, Any] = {field: f"{text}x" for field, text in longest.items()}
    assert set(problems(replace(whole, **longer))) == set(LIMITS)


@pytest.mark.parametrize("text", HOSTILE_NAMES)
def test_hostile_text_is_kept_to_the_letter(clinic: Clinic, text: str) -> None:
    typed = replace(PRESCRIPTION, frequency=text, order_text=text, note=text)
    found = queries.prescription(clinic.read, new_prescription(clinic, new_case(clinic), typed))
    assert {found.frequency, found.order_text, found.note} == {text.replace("\x00", "")}


@pytest.mark.parametrize(
    ("ordered", "starts", "expires", "found"),
    [
        ("11/24/2026", "", "", []),
        ("11/25/2026", "", "", ["ordered_on"]),
        ("3/3/1985", "", "", ["ordered_on"]),
        ("3/4/1985", "", "", []),
        ("11/2/2026", "11/1/2026", "", ["starts_on"]),
        ("11/2/2026", "11/2/2026", "11/2/2026", []),
        ("11/2/2026", "1/5/2027", "1/4/2027", ["expires_on"]),
        ("11/2/2026", "", "11/1/2026", ["expires_on"]),
        ("11/2/2026", "", "1 d", []),
        ("11/2/2026", "soon", "6 weeks", ["starts_on"]),
        ("2/30/2026", "", "6 weeks", ["ordered_on"]),
        ("", "", "6 lunches", ["ordered_on", "expires_on"]),
    ],
)
def test_birth_order_first_and_last_day_stand_in_this_order(
    ordered: str, starts: str, expires: str, found: list[str]
) -> None:
    assert problems(replace(PRESCRIPTION, ordered_on=ordered, starts_on=starts, expires_on=expires)) == found


DAYS = some.dates(date(2026, 11, 14), date(2026, 12, 4))


@given(DAYS, some.none() | DAYS, some.none() | DAYS)
def test_days_are_refused_exactly_when_they_are_out_of_order(
    ordered: date, starts: date | None, expires: date | None
) -> None:
    draft = replace(PRESCRIPTION, ordered_on=str(ordered), starts_on=str(starts or ""), expires_on=str(expires or ""))
    days = [day for day in (ordered, starts, expires) if day]
    assert bool(problems(draft)) == (days != sorted(days) or ordered > TODAY)


def test_a_span_counts_from_the_first_day() -> None:
    draft = replace(PRESCRIPTION, ordered_on="11/2/2026", expires_on="2 months")
    assert prescription_values(draft, None, TODAY)["expires_on"] == "2027-01-02"
    assert prescription_values(replace(draft, starts_on="12/31/2026"), None, TODAY)["expires_on"] == "2027-02-28"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("m54.2", "", " s134xxa ", "\t"), ["M54.2", "S13.4XXA"]),
        ((), []),
        (TWELVE, list(TWELVE)),
        ((*TWELVE, "M54.2"), None),
        (("M54.2", "m542"), None),
        (("M54.2", "# neck"), None),
    ],
)
def test_codes_are_read_in_their_order(typed: tuple[str, ...], kept: list[str] | None) -> None:
    draft = replace(PRESCRIPTION, diagnoses=typed)
    assert problems(draft) == ([] if kept is not None else ["diagnoses"])
    if kept is not None:
        assert prescription_values(draft, None, TODAY)["codes"].split() == kept


def test_the_newest_stands_on_top_and_only_of_this_case(clinic: Clinic) -> None:
    case = new_case(clinic)
    new_prescription(clinic, new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ann"))))
    for day in ("11/2/2026", "11/20/2026", "10/1/2026", "11/2/2026"):
        new_prescription(clinic, case, replace(PRESCRIPTION, ordered_on=day))
    rows = listed(clinic, case)
    assert [row.ordered_on.day for row in rows] == [20, 2, 2, 1]
    assert rows[1].id > rows[2].id


def test_words_that_are_no_code_are_named_in_a_sentence() -> None:
    with pytest.raises(Refused) as refused:
        prescription_values(replace(PRESCRIPTION, diagnoses=("M54.2", "sore neck")), None, date(2026, 11, 24))
    (problem,) = refused.value.problems
    assert problem.words.startswith("No code was chosen for “sore neck”. Choose one from the list")


def test_its_codes_become_diagnoses_of_the_case_with_their_source(clinic: Clinic) -> None:
    case = new_case(clinic)
    new_diagnosis(clinic, case, DiagnosisDraft("S13.4XXA"))
    new_diagnosis(clinic, case, replace(DIAGNOSIS, code="M79.18"))
    paper = ("prescription", "Maria Lee, MD", date(2026, 11, 2))
    codes = ("M54.2", "S13.4XXA", "M79.18", "M54.9")
    new_prescription(clinic, case, replace(PRESCRIPTION, diagnoses=codes, as_written=("m549", "x", "M79.18")))
    assert sources(clinic, case) == [
        ("S13.4XXA", *paper),
        # Confirmed by phone before: that stays.
        ("M79.18", "phone", "Ana at Dr. Lee's office", date(2026, 11, 20)),
        ("M54.2", *paper),
        ("M54.9", *paper),
    ]
    rows = queries.diagnosis_page(clinic.read, case).rows
    assert [row.as_written for row in rows] == [False, False, False, True]


def test_a_change_goes_on_to_the_diagnoses(clinic: Clinic) -> None:
    case = new_case(clinic)
    paper = new_prescription(clinic, case)
    draft = replace(
        PRESCRIPTION, kind="referral", ordered_on="11/3/2026", diagnoses=("M54.12", "M54.2"), prescriber_name="Ann Park"
    )
    before = everything(clinic)
    clinic.do(ChangePrescription(paper, 1, draft))
    source = ("referral", "Ann Park", date(2026, 11, 3))
    assert sources(clinic, case) == [("M54.12", *source), ("S13.4XXA", "", "", None), ("M54.2", *source)]
    assert listed(clinic, case)[0].diagnoses == ("M54.12", "M54.2")
    after = everything(clinic)
    clinic.undo()
    assert everything(clinic) == before
    clinic.redo()
    assert everything(clinic) == after


def codes(clinic: Clinic, case: int) -> list[str]:
    return [code for code, *_ in sources(clinic, case)]


def test_another_order_of_the_codes_goes_on_to_the_diagnoses_it_is_the_source_of(clinic: Clinic) -> None:
    case = new_case(clinic)
    other = new_diagnosis(clinic, case, replace(DIAGNOSIS, code="M79.7"))
    paper = new_prescription(clinic, case, replace(PRESCRIPTION, diagnoses=("M54.2", "M79.7", "S13.4XXA", "M54.9")))
    clinic.do(MoveDiagnosis(queries.diagnosis_page(clinic.read, case).rows[1].id, 1, up=True))
    assert codes(clinic, case) == ["M54.2", "M79.7", "S13.4XXA", "M54.9"]
    before = everything(clinic)
    draft = replace(PRESCRIPTION, diagnoses=("M54.9", "S13.4XXA", "M79.7", "M54.2"))
    clinic.do(ChangePrescription(paper, 1, draft))
    # Confirmed by phone: that one keeps its place.
    assert codes(clinic, case) == ["M54.9", "M79.7", "S13.4XXA", "M54.2"]
    assert queries.diagnosis(clinic.read, other).source == "phone"
    after = everything(clinic)
    clinic.undo()
    assert everything(clinic) == before
    clinic.redo()
    assert everything(clinic) == after
    # With other facts changed too, and a new code in front.
    clinic.do(ChangePrescription(paper, 4, replace(draft, kind="referral", diagnoses=("M54.6", *draft.diagnoses))))
    assert codes(clinic, case) == ["M54.6", "M79.7", "M54.9", "S13.4XXA", "M54.2"]
    clinic.undo()
    assert everything(clinic) == after


def test_an_order_made_in_the_case_stays_while_the_paper_keeps_its_own(clinic: Clinic) -> None:
    case = new_case(clinic)
    paper = new_prescription(clinic, case, replace(PRESCRIPTION, diagnoses=("M54.2", "S13.4XXA", "M54.9")))
    clinic.do(MoveDiagnosis(queries.diagnosis_page(clinic.read, case).rows[0].id, 1, up=False))
    clinic.do(ChangePrescription(paper, 1, replace(PRESCRIPTION, diagnoses=("M54.2", "S13.4XXA", "M54.6"), note="x")))
    assert codes(clinic, case) == ["S13.4XXA", "M54.2", "M54.9", "M54.6"]


def test_a_diagnosis_falls_to_another_paper_that_has_it(clinic: Clinic) -> None:
    case = new_case(clinic)
    first = new_prescription(clinic, case)
    second = new_prescription(clinic, case, replace(PRESCRIPTION, ordered_on="11/10/2026", diagnoses=("M54.2",)))
    assert {day for *_, day in sources(clinic, case)} == {date(2026, 11, 2)}
    clinic.do(RetirePrescription(first, 1))
    name = "Maria Lee, MD"
    later = ("M54.2", "prescription", name, date(2026, 11, 10))
    assert sources(clinic, case) == [later, ("S13.4XXA", "", "", None)]
    clinic.do(RetirePrescription(second, 1))
    assert sources(clinic, case) == [("M54.2", "", "", None), ("S13.4XXA", "", "", None)]
    clinic.undo()
    assert sources(clinic, case)[0] == later


def test_a_prescription_taken_away_takes_its_codes_and_leaves_the_diagnoses(clinic: Clinic) -> None:
    case = new_case(clinic)
    before = everything(clinic)
    paper = new_prescription(clinic, case)
    with_it = everything(clinic)
    clinic.do(RetirePrescription(paper, 1))
    without = everything(clinic)
    assert [len(rows) for rows in without.values()] == [1, 0, 0, 2]
    with pytest.raises(Missing):
        queries.prescription(clinic.read, paper)
    for command in (RetirePrescription(paper, 2), ChangePrescription(paper, 2, PRESCRIPTION)):
        with pytest.raises(Missing):
            clinic.do(command)
    assert clinic.undo() == "Remove prescription"
    assert everything(clinic) == with_it
    assert clinic.undo() == "Add prescription"
    assert everything(clinic) == before
    clinic.redo()
    assert everything(clinic) == with_it
    clinic.redo()
    assert everything(clinic) == without


def test_codes_that_do_not_fit_into_the_case_are_refused(clinic: Clinic) -> None:
    case = new_case(clinic)
    new_diagnosis(clinic, case, DiagnosisDraft("M54.9"))
    whole = AddPrescription(case, replace(PRESCRIPTION, diagnoses=TWELVE))
    assert refused(lambda: clinic.do(whole)) == ["diagnoses"]
    assert listed(clinic, case) == []
    paper = new_prescription(clinic, case, replace(PRESCRIPTION, diagnoses=TWELVE[:11]))
    change = ChangePrescription(paper, 1, replace(PRESCRIPTION, diagnoses=TWELVE))
    assert refused(lambda: clinic.do(change)) == ["diagnoses"]
    other = queries.diagnosis_page(clinic.read, case).rows[0]
    clinic.do(RetireDiagnosis(other.id, other.version))
    clinic.do(change)
    assert [code for code, *_ in sources(clinic, case)] == list(TWELVE)
    # Nothing new: the same codes on another paper.
    new_prescription(clinic, case, replace(PRESCRIPTION, diagnoses=TWELVE[::-1]))


def test_a_new_name_of_the_prescriber_stands_everywhere(clinic: Clinic) -> None:
    case, row = new_case(clinic), new_prescriber(clinic)
    paper = new_prescription(clinic, case, replace(PRESCRIPTION, prescriber=str(row)))
    clinic.do(ChangePrescriber(row, 1, replace(PRESCRIBER, family_name="Lee-Park", credential="PA-C")))
    assert queries.prescription(clinic.read, paper).prescriber_name == "Maria Lee-Park, PA-C"
    assert (listed(clinic, case)[0].called, listed(clinic, case)[0].npi) == ("Maria Lee-Park", PRESCRIBER.npi)
    assert sources(clinic, case)[0][2] == "Maria Lee-Park, PA-C"


def test_a_change_of_codes_alone_is_seen_by_who_opened_it_before(clinic: Clinic) -> None:
    paper = new_prescription(clinic, new_case(clinic))
    clinic.do(ChangePrescription(paper, 1, replace(PRESCRIPTION, diagnoses=("M54.2",))))
    for command in (ChangePrescription(paper, 1, PRESCRIPTION), RetirePrescription(paper, 1)):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    assert queries.prescription(clinic.read, paper).diagnoses == ("M54.2",)


def test_a_case_taken_away_takes_them_with_it_and_brings_them_back(clinic: Clinic) -> None:
    client = new_client(clinic)
    case, other = new_case(clinic, client), new_case(clinic, client, replace(CASE, reason="Other"))
    gone = new_prescription(clinic, case, replace(PRESCRIPTION, diagnoses=("M54.9",)))
    clinic.do(RetirePrescription(gone, 1))
    for one in (case, other):
        new_prescription(clinic, one)
        new_diagnosis(clinic, one, replace(DIAGNOSIS, code="M79.7"))
    before = everything(clinic)
    clinic.do(RetireCase(case, 1))
    assert [len(rows) for rows in everything(clinic).values()] == [1, 1, 2, 3]
    assert (listed(clinic, case), sources(clinic, case)) == ([], [])
    with pytest.raises(Missing):
        new_prescription(clinic, case)
    clinic.undo()
    assert everything(clinic) == before


def test_nothing_is_written_when_the_prescriber_is_refused(clinic: Clinic) -> None:
    case = new_case(clinic)
    new_prescription(clinic, case)
    before = everything(clinic)
    wrong = replace(PRESCRIPTION, prescriber_name="Ann Park", ordered_on="tomorrow")
    assert refused(lambda: new_prescription(clinic, case, wrong)) == ["ordered_on"]
    assert everything(clinic) == before
