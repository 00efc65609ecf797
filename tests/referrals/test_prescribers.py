"""Prescribers: on the list once, found by any part of the name, known again when their name is typed."""

from dataclasses import fields, replace
from typing import Any

import pytest
from factories import (
    HOSTILE_NAMES,
    PRESCRIBER,
    PRESCRIPTION,
    new_case,
    new_prescriber,
    new_prescription,
    refused,
)

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.referrals import queries
from clinic_desktop.referrals.commands.prescribers import (
    AddPrescriber,
    BringPrescriberBack,
    ChangePrescriber,
    RetirePrescriber,
)
from clinic_desktop.referrals.commands.prescriptions import AddPrescription, ChangePrescription
from clinic_desktop.referrals.model import PrescriberDraft, PrescriberRow
from clinic_desktop.referrals.rules.prescribers import prescriber_values

LIMITS = {"given_name": 100, "family_name": 100, "credential": 40, "organization": 200, "note": 10_000, "license": 60}
NPIS = ("1999999992", "2999999990", "1234567893", "2999999909", "2999999917")


def listed(clinic: Clinic, typed: str = "") -> list[PrescriberRow]:
    return list(queries.prescriber_page(clinic.read, typed=typed).rows)


def names(clinic: Clinic, typed: str = "") -> list[str]:
    return [row.name for row in listed(clinic, typed)]


def problems(draft: PrescriberDraft) -> list[str]:
    return refused(lambda: prescriber_values(draft))


def test_a_prescriber_is_kept_and_read(clinic: Clinic) -> None:
    typed = replace(PRESCRIBER, npi="1999-999-992", fax="253.555.0171", email="desk@Hilltop.Example", state="wa")
    found = queries.prescriber(clinic.read, new_prescriber(clinic, replace(typed, city="Tacoma", zip="98402")))
    assert (found.name, found.npi, found.organization) == ("Maria Lee, MD", "1999999992", "Hilltop Family Medicine")
    assert (found.phone, found.fax, found.email) == ("(253) 555-0170", "(253) 555-0171", "desk@hilltop.example")
    assert (found.city, found.state, found.zip, found.is_retired) == ("Tacoma", "WA", "98402", False)
    row = listed(clinic)[0]
    assert (row.id, row.name, row.phone, row.npi, row.prescriptions) == (
        *(found.id, found.name, found.phone, found.npi),
        0,
    )


def test_only_the_last_name_is_needed() -> None:
    assert problems(PrescriberDraft()) == ["family_name"]
    assert problems(PrescriberDraft(family_name="\x00 ")) == ["family_name"]
    assert problems(PrescriberDraft(family_name="Lee")) == []


def test_every_problem_is_said_at_its_field_at_once() -> None:
    wrong = PrescriberDraft(
        *("g" * 101, "", "c" * 41, "1234567890", "o" * 201, "555", "call", "maria"),
        *("s" * 201, "s" * 201, "c" * 101, "Cascadia", "9840", "n" * 10_001, "l" * 61),
    )
    found = problems(wrong)
    assert len(found) == len(set(found))
    assert set(found) == {field.name for field in fields(PrescriberDraft)}


def test_the_longest_texts_fit_and_one_letter_more_is_refused(clinic: Clinic) -> None:
    longest: dict[str, Any] = {field: "王" * most for field, most in LIMITS.items()}
    found = queries.prescriber(clinic.read, new_prescriber(clinic, PrescriberDraft(**longest)))
    assert {field: len(getattr(found, field)) for field in LIMITS} == LIMITS
    longer: dict[str, Any] = {field: f"{text}x" for field, text in longest.items()}
    assert set(problems(PrescriberDraft(**longer))) == set(LIMITS)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_kept_to_the_letter_and_found(clinic: Clinic, name: str) -> None:
    new_prescriber(clinic, PrescriberDraft(name, name, name[:40], organization=name, note=name))
    kept = name.replace("\x00", "")
    found = listed(clinic, name)
    assert [(row.given_name, row.family_name, row.organization) for row in found] == [(kept, kept, kept)]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_on_a_prescription_is_kept_and_known_again(clinic: Clinic, name: str) -> None:
    case = new_case(clinic)
    for _ in range(2):
        new_prescription(clinic, case, replace(PRESCRIPTION, prescriber_name=name))
    assert names(clinic) == [name.replace("\x00", "")]


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "lee",
            "maria",
            "lee maria",
            "MARIA LEE",
            "ari",
            "Lee, MD",
            "Dr. Lee",
            "dr lee",
            "Lee, Maria",
            "m.d. lee",
            "Dr.Lee",
        ),
        *("hilltop", "medicine lee", "1999999992", "999992", "2535550170", "(253) 555-0170", "555-0170", "555.0170"),
        *("", "  ", "nuñez", "NUNEZ", "obrien", "o'brien", "O’Brien-Nuñez"),
    ],
)
def test_a_prescriber_is_found_by_any_part(clinic: Clinic, typed: str) -> None:
    new_prescriber(clinic, replace(PRESCRIBER, given_name="Maria O'Brien-Nuñez"))
    new_prescriber(clinic, PrescriberDraft("Ann", "Park", "PA-C", organization="Elm Clinic", phone="2535550180"))
    assert "Maria O'Brien-Nuñez Lee, MD" in names(clinic, typed)
    assert len(names(clinic, typed)) == (1 if typed.strip() else 2)


@pytest.mark.parametrize("typed", ["lee park", "x", "2535550199", "lee " * 2000 + "x", "%", "_"])
def test_what_does_not_fit_finds_nobody(clinic: Clinic, typed: str) -> None:
    new_prescriber(clinic)
    assert names(clinic, typed) == []


def test_the_list_is_in_the_order_of_last_names(clinic: Clinic) -> None:
    for given_name, family in (("Zoe", "Ant"), ("Ann", "Ébert"), ("Bo", "ant"), ("", "Ant")):
        new_prescriber(clinic, PrescriberDraft(given_name, family))
    assert names(clinic) == ["Ant", "Bo ant", "Zoe Ant", "Ann Ébert"]


def test_more_than_a_page_goes_on_behind_the_last_one(clinic: Clinic) -> None:
    for number in range(203):
        new_prescriber(clinic, PrescriberDraft(f"N{number:03}", "Lee"))
    first = queries.prescriber_page(clinic.read, typed="lee")
    rest = queries.prescriber_page(clinic.read, first.after, typed="lee")
    assert [row.given_name for row in (*first.rows, *rest.rows)] == [f"N{number:03}" for number in range(203)]
    assert rest.after is None


def test_a_second_prescriber_of_one_npi_is_refused_with_the_name_of_the_first(clinic: Clinic) -> None:
    first = new_prescriber(clinic)
    other = PrescriberDraft("Ann", "Park", npi=PRESCRIBER.npi)
    with pytest.raises(Refused, match="Maria Lee, MD") as answer:
        new_prescriber(clinic, other)
    assert [problem.field for problem in answer.value.problems] == ["npi"]
    second = new_prescriber(clinic, replace(other, npi=""))
    assert refused(lambda: clinic.do(ChangePrescriber(second, 1, other))) == ["npi"]
    assert refused(lambda: clinic.do(ChangePrescriber(first, 1, replace(PRESCRIBER, note="Mornings")))) == []
    clinic.do(RetirePrescriber(first, 2))
    clinic.do(ChangePrescriber(second, 1, other))
    assert refused(lambda: clinic.do(BringPrescriberBack(first, 3))) == [""]
    assert names(clinic) == ["Ann Park"]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (PrescriberDraft("Maria", "Lee", "MD"), PrescriberDraft("MARIA", "Leé", "M.D."), ["family_name"]),
        (PrescriberDraft("Maria", "Lee", "MD"), PrescriberDraft("Maria", "Lee", "MD", NPIS[0]), ["family_name"]),
        (PrescriberDraft("Maria", "Lee", "MD", NPIS[0]), PrescriberDraft("Maria", "Lee", "MD", NPIS[1]), []),
        (PrescriberDraft("Maria", "Lee", "MD"), PrescriberDraft("Maria", "Lee", "DO"), []),
        (PrescriberDraft("Maria", "Lee", "MD"), PrescriberDraft("Maria", "Lee"), []),
        (PrescriberDraft("Maria", "Lee", "MD"), PrescriberDraft("", "Lee", "MD"), []),
    ],
)
def test_two_of_one_name_are_told_apart(
    clinic: Clinic, one: PrescriberDraft, other: PrescriberDraft, found: list[str]
) -> None:
    new_prescriber(clinic, one)
    assert refused(lambda: new_prescriber(clinic, other)) == found
    if not found:
        clinic.undo()
    second = new_prescriber(clinic, PrescriberDraft("Ann", "Park"))
    assert refused(lambda: clinic.do(ChangePrescriber(second, 1, other))) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Maria Lee, MD", ["Maria Lee, MD"]),
        ("dr. maria lee", ["Maria Lee, MD"]),
        ("Lee, Maria", ["Maria Lee, MD"]),
        ("MARIA LÉE, m.d.", ["Maria Lee, MD"]),
        ("maria lee md", ["Maria Lee, MD"]),
        ("Maria Lee Md", ["Maria Lee, MD"]),
        ("Dr.Maria Lee", ["Maria Lee, MD"]),
        ("Maria Lee MD, PhD", ["Maria Lee, MD"]),
        ("Maria Lee, DO", ["Maria Lee, MD", "Maria Lee, DO"]),
    ],
)
def test_a_prescriber_is_known_again_when_the_name_is_typed(clinic: Clinic, typed: str, found: list[str]) -> None:
    new_prescriber(clinic)
    new_prescription(clinic, new_case(clinic), replace(PRESCRIPTION, prescriber_name=typed))
    assert names(clinic) == found


def test_a_credential_typed_later_is_learned(clinic: Clinic) -> None:
    case = new_case(clinic)
    for typed in ("Maria Lee", "Maria Lee, MD", "Maria Lee"):
        new_prescription(clinic, case, replace(PRESCRIPTION, prescriber_name=typed))
    assert names(clinic) == ["Maria Lee, MD"]
    assert names(clinic, "md") == ["Maria Lee, MD"]
    assert listed(clinic)[0].prescriptions == 3


def test_a_name_that_several_have_is_asked_about(clinic: Clinic) -> None:
    case = new_case(clinic)
    first = new_prescriber(clinic)
    new_prescriber(clinic, replace(PRESCRIBER, npi=NPIS[1]))
    new_prescriber(clinic, replace(PRESCRIBER, credential="DO", npi=""))
    for typed in ("Maria Lee", "Maria Lee, MD"):
        command = AddPrescription(case, replace(PRESCRIPTION, prescriber_name=typed))
        assert refused(lambda command=command: clinic.do(command)) == ["prescriber"]  # type: ignore[misc]
    new_prescription(clinic, case, replace(PRESCRIPTION, prescriber_name="Maria Lee, DO"))
    new_prescription(clinic, case, replace(PRESCRIPTION, prescriber=str(first), prescriber_name="Maria Lee, MD"))
    assert [(row.credential, row.prescriptions) for row in listed(clinic)] == [("MD", 1), ("MD", 0), ("DO", 1)]


def test_a_retired_prescriber_stays_on_old_prescriptions_only(clinic: Clinic) -> None:
    case = new_case(clinic)
    row = new_prescriber(clinic)
    chosen = replace(PRESCRIPTION, prescriber=str(row), prescriber_name="")
    paper = new_prescription(clinic, case, chosen)
    clinic.do(RetirePrescriber(row, 1))
    assert names(clinic) == []
    assert [one.name for one in queries.prescriber_page(clinic.read, retired=True).rows] == ["Maria Lee, MD"]
    assert queries.prescription(clinic.read, paper).prescriber_name == "Maria Lee, MD"
    assert refused(lambda: new_prescription(clinic, case, chosen)) == ["prescriber"]
    clinic.do(ChangePrescription(paper, 1, replace(chosen, note="Called them")))
    assert queries.prescription(clinic.read, paper).prescriber == row
    clinic.do(BringPrescriberBack(row, 2))
    assert [one.id for one in listed(clinic)] == [row]
    clinic.undo()
    assert names(clinic) == []


@pytest.mark.parametrize("typed", ["Maria Lee, MD", "maria lee m.d.", "Dr. Maria Lee", "Maria Lee MD, PhD"])
def test_a_retired_prescriber_comes_back_with_a_prescription_by_the_name(clinic: Clinic, typed: str) -> None:
    case, row = new_case(clinic), new_prescriber(clinic)
    clinic.do(RetirePrescriber(row, 1))
    known = queries.known_prescriber(clinic.read, typed)
    assert (known.kind, [one.id for one in known.rows]) == ("retired", [row])
    new_prescription(clinic, case, replace(PRESCRIPTION, prescriber_name=typed))
    assert [(one.id, one.name, one.prescriptions) for one in listed(clinic)] == [(row, "Maria Lee, MD", 1)]
    entry = clinic.read.all("SELECT label, row_id FROM audit WHERE table_name = 'prescribers' ORDER BY id")[-1]
    assert entry == {"label": AddPrescription.label, "row_id": row}
    clinic.undo()
    assert names(clinic) == []
    assert queries.prescriber(clinic.read, row).is_retired
    clinic.redo()
    assert [one.id for one in listed(clinic)] == [row]


def test_one_on_the_list_goes_before_one_who_was_retired(clinic: Clinic) -> None:
    case, gone = new_case(clinic), new_prescriber(clinic)
    clinic.do(RetirePrescriber(gone, 1))
    row = new_prescriber(clinic, replace(PRESCRIBER, credential="DO", npi=""))
    for typed in ("Maria Lee", "Maria Lee, DO"):
        assert queries.known_prescriber(clinic.read, typed).kind == "listed"
        new_prescription(clinic, case, replace(PRESCRIPTION, prescriber_name=typed))
    assert [(one.id, one.prescriptions) for one in listed(clinic)] == [(row, 2)]
    new_prescription(clinic, case)
    assert {one.id for one in listed(clinic)} == {row, gone}


def test_who_cannot_come_back_is_named_with_what_to_do(clinic: Clinic) -> None:
    case, row = new_case(clinic), new_prescriber(clinic)
    clinic.do(RetirePrescriber(row, 1))
    new_prescriber(clinic, PrescriberDraft("Ann", "Park", npi=PRESCRIBER.npi))
    with pytest.raises(
        Refused, match=r"Maria Lee, MD was taken off the list, and Ann Park has that NPI now\."
    ) as answer:
        new_prescription(clinic, case)
    assert [problem.field for problem in answer.value.problems] == ["prescriber"]
    other = new_prescriber(clinic, replace(PRESCRIBER, npi=NPIS[1]))
    clinic.do(RetirePrescriber(other, 1))
    assert queries.known_prescriber(clinic.read, "Maria Lee").kind == "several"
    with pytest.raises(Refused, match="Several prescribers called Maria Lee, MD were taken off the list") as answer:
        new_prescription(clinic, case)
    assert [problem.field for problem in answer.value.problems] == ["prescriber"]
    assert names(clinic) == ["Ann Park"]


@pytest.mark.parametrize("typed", ["Lee", "Dr. Lee", "LEE MD", "Lee, DO", "Dr.lée"])
def test_a_last_name_alone_makes_no_second_prescriber(clinic: Clinic, typed: str) -> None:
    case, gone = new_case(clinic), new_prescriber(clinic, PrescriberDraft("", "Lee"))
    clinic.do(RetirePrescriber(gone, 1))
    new_prescriber(clinic, PrescriberDraft("Ann", "Lee-Park"))
    new_prescriber(clinic)
    for others, said in (
        ([], "Maria Lee, MD is on the list. Choose them, or type the first name too."),
        (["Bo"], "Bo Lee and Maria Lee, MD are on the list. Choose one of them, or type the first name too."),
        (["Cy"], "Bo Lee, Cy Lee and others are on the list. Choose one, or type the first name too."),
    ):
        for other in others:
            new_prescriber(clinic, PrescriberDraft(other, "Lee"))
        with pytest.raises(Refused) as answer:
            new_prescription(clinic, case, replace(PRESCRIPTION, prescriber_name=typed))
        assert [(one.field, one.words) for one in answer.value.problems] == [("prescriber", said)]
    new_prescription(clinic, case, replace(PRESCRIPTION, prescriber_name="Eve Lee"))
    assert names(clinic, "lee") == ["Bo Lee", "Cy Lee", "Eve Lee", "Maria Lee, MD", "Ann Lee-Park"]


def test_one_who_has_only_a_last_name_is_known_by_it(clinic: Clinic) -> None:
    case = new_case(clinic)
    for typed in ("Dr. Lee", "Lee, MD", "Lee"):
        new_prescription(clinic, case, replace(PRESCRIPTION, prescriber_name=typed))
    new_prescriber(clinic)
    new_prescription(clinic, case, replace(PRESCRIPTION, prescriber_name="Dr. Lee"))
    assert [(row.name, row.prescriptions) for row in listed(clinic)] == [("Lee, MD", 4), ("Maria Lee, MD", 0)]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Maria Lee", "listed"),
        ("Maria Lee, DO", "new"),
        ("Ann Lee", "new"),
        ("Dr. MD", "unnamed"),
        ("", "unnamed"),
        ("Lee", "near"),
    ],
)
def test_whom_a_typed_name_means(clinic: Clinic, typed: str, kind: str) -> None:
    new_prescriber(clinic)
    assert queries.known_prescriber(clinic.read, typed).kind == kind


def test_a_retired_prescriber_can_be_corrected(clinic: Clinic) -> None:
    row = new_prescriber(clinic)
    clinic.do(RetirePrescriber(row, 1))
    new_prescriber(clinic)
    clinic.do(ChangePrescriber(row, 2, replace(PRESCRIBER, note="Moved away")))
    found = queries.prescriber(clinic.read, row)
    assert (found.note, found.is_retired) == ("Moved away", True)


def test_a_change_behind_somebodys_back_is_refused(clinic: Clinic) -> None:
    row = new_prescriber(clinic)
    clinic.do(ChangePrescriber(row, 1, replace(PRESCRIBER, note="Theirs")))
    for command in (ChangePrescriber(row, 1, PRESCRIBER), RetirePrescriber(row, 1), BringPrescriberBack(row, 1)):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    assert queries.prescriber(clinic.read, row).note == "Theirs"


def test_undo_and_redo(clinic: Clinic) -> None:
    new_prescriber(clinic)
    assert clinic.undo() == AddPrescriber.label
    assert names(clinic) == []
    assert clinic.redo() == AddPrescriber.label
    assert names(clinic, "lee") == ["Maria Lee, MD"]


def test_one_who_is_not_there_is_missing(clinic: Clinic) -> None:
    with pytest.raises(Missing):
        queries.prescriber(clinic.read, 7)
    with pytest.raises(Missing):
        clinic.do(ChangePrescriber(7, 1, PRESCRIBER))
    with pytest.raises(Missing):
        new_prescription(clinic, new_case(clinic), replace(PRESCRIPTION, prescriber="7"))
