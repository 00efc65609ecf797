"""Payers: one row a payer, however it is typed; departments that can be reached; a merge that can be undone whole."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from factories import DEPARTMENT, HOSTILE_NAMES, PAYER, new_case, new_payer, new_policy, refused

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.payers import queries
from clinic_desktop.payers.commands import (
    AddDepartment,
    AddPayer,
    BringPayerBack,
    ChangeDepartment,
    ChangePayer,
    MergePayers,
    RetireDepartment,
    RetirePayer,
)
from clinic_desktop.payers.model import Department, DepartmentDraft, Merge, PayerDraft, PayerId
from clinic_desktop.policies.commands import RetirePolicy
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.values.text import plain

PAYER_LIMITS = {"name": 200, "payer_number": 20, "website": 200, "note": 10_000}
DEPARTMENT_LIMITS = {"name": 100, "street": 200, "street2": 200, "city": 100, "hours": 200, "note": 10_000}


def names(clinic: Clinic, typed: str = "") -> list[str]:
    return [row.name for row in queries.payer_page(clinic.read, typed=typed).rows]


def add(clinic: Clinic, payer: int, **typed: Any) -> Department:
    row = clinic.do(AddDepartment(payer, replace(DEPARTMENT, **typed))).row
    return next(one for one in departments(clinic, payer) if one.id == row)


def departments(clinic: Clinic, payer: int) -> tuple[Department, ...]:
    return queries.department_page(clinic.read, PayerId(payer)).rows


def problems(clinic: Clinic, draft: DepartmentDraft) -> list[str]:
    return refused(lambda: clinic.do(AddDepartment(1, draft)))


def table(clinic: Clinic, name: str) -> list[dict[str, object]]:
    """All rows, without what moves on with every write."""
    rows = clinic.read.all(f"SELECT * FROM {name} ORDER BY id")
    return [{column: value for column, value in row.items() if column != "version"} for row in rows]


def test_a_payer_is_kept_in_one_form(clinic: Clinic) -> None:
    found = queries.payer(clinic.read, new_payer(clinic, PayerDraft(" Cascade Mutual ", "cm 001", "cascade.example")))
    assert (found.name, found.payer_number, found.website) == ("Cascade Mutual", "CM 001", "cascade.example")
    assert (found.version, found.is_retired, found.note) == (1, False, "")


def test_every_problem_of_a_payer_is_said_at_its_field(clinic: Clinic) -> None:
    assert refused(lambda: new_payer(clinic, PayerDraft(" \x00"))) == ["name"]
    longest: dict[str, Any] = {field: "王" * most for field, most in PAYER_LIMITS.items()}
    found = queries.payer(clinic.read, new_payer(clinic, PayerDraft(**longest)))
    assert {field: len(getattr(found, field)) for field in PAYER_LIMITS} == PAYER_LIMITS
    longer: dict[str, Any] = {field: f"{text}x" for field, text in longest.items()}
    assert refused(lambda: new_payer(clinic, PayerDraft(**longer))) == list(PAYER_LIMITS)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_kept_and_found_to_the_letter(clinic: Clinic, name: str) -> None:
    new_payer(clinic, PayerDraft("Wuzu"))
    new_payer(clinic, PayerDraft(name))
    assert names(clinic, name) == [plain(name)]


def test_a_payer_is_on_the_list_once_however_it_is_typed(clinic: Clinic) -> None:
    payer = new_payer(clinic, PayerDraft("Premera Blue-Cross"))
    other = new_payer(clinic)
    for draft in map(PayerDraft, ("premera blue-cross", "PREMERA  Blue–Cross", "Prémera Blue-Cross")):
        assert refused(partial(clinic.do, AddPayer(draft))) == ["name"]
        assert refused(partial(clinic.do, ChangePayer(other, 1, draft))) == ["name"]
    clinic.do(ChangePayer(payer, 1, PayerDraft("PREMERA Blue-Cross")))
    clinic.do(RetirePayer(payer, 2))
    assert refused(lambda: new_payer(clinic, PayerDraft("premera blue-cross"))) == []


def test_payers_are_listed_by_name_and_found_by_pieces_of_name_and_number(clinic: Clinic) -> None:
    for name, number in (("Élan Health", "EH77"), ("cascade mutual", "CM001"), ("Zion", "cm999")):
        new_payer(clinic, PayerDraft(name, number))
    assert names(clinic) == ["cascade mutual", "Élan Health", "Zion"]
    for typed, found in {
        **{"elan": ["Élan Health"], "ASC": ["cascade mutual"], "eh77": ["Élan Health"], "an h": ["Élan Health"]},
        **{
            "cm": ["cascade mutual", "Zion"],
            "CM9": ["Zion"],
            "xyz": [],
            " \x00": names(clinic),
            "\ud800": names(clinic),
        },
    }.items():
        assert names(clinic, typed) == found, typed


def test_the_list_shows_the_phone_that_providers_call_and_counts_policies(clinic: Clinic) -> None:
    payer = new_payer(clinic)
    add(clinic, payer, kind="claims", phone="2535550151")
    assert queries.payer_page(clinic.read).rows[0].phone == "(253) 555-0151"
    add(clinic, payer, kind="provider", phone="", fax="2535550152")
    assert queries.payer_page(clinic.read).rows[0].phone == "(253) 555-0151"
    provider = add(clinic, payer, kind="provider", phone="2535550153")
    policy = new_policy(clinic, new_case(clinic))
    row = queries.payer_page(clinic.read).rows[0]
    assert (row.phone, row.policies) == ("(253) 555-0153", 1)
    clinic.do(RetireDepartment(provider.id, 1))
    clinic.do(RetirePolicy(policy, 1))
    row = queries.payer_page(clinic.read).rows[0]
    assert (row.phone, row.policies) == ("(253) 555-0151", 0)


def test_a_change_behind_somebodys_back_is_refused(clinic: Clinic) -> None:
    payer = new_payer(clinic)
    clinic.do(ChangePayer(payer, 1, replace(PAYER, note="Theirs")))
    for command in (ChangePayer(payer, 1, PAYER), RetirePayer(payer, 1)):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    assert queries.payer(clinic.read, payer).note == "Theirs"


def test_a_payer_that_policies_name_stays(clinic: Clinic) -> None:
    policy = new_policy(clinic, new_case(clinic))
    assert refused(lambda: clinic.do(RetirePayer(1, 1))) == [""]
    clinic.do(RetirePolicy(policy, 1))
    clinic.do(RetirePayer(1, 1))
    assert names(clinic) == []
    assert queries.payer(clinic.read, 1).is_retired
    assert [clinic.undo(), clinic.undo()] == ["Retire payer", "Remove policy"]
    assert queries.payer_page(clinic.read).rows[0].policies == 1


@pytest.mark.parametrize(
    ("phone", "extension", "kept"),
    [
        ("253-555-0142 x12", "", "12"),
        ("253-555-0142", "12", "12"),
        ("253-555-0142", "ext. 12", "12"),
        ("253-555-0142 x12", "x12", "12"),
        ("253-555-0142", "", ""),
    ],
)
def test_an_extension_stands_behind_the_phone_or_in_its_own_field(
    clinic: Clinic, phone: str, extension: str, kept: str
) -> None:
    found = add(clinic, new_payer(clinic), phone=phone, extension=extension)
    assert (found.phone, found.extension) == ("(253) 555-0142", kept)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"phone": "2535550142 x12", "extension": "13"}, ["extension"]),
        ({"phone": "2535550142", "extension": "twelve"}, ["extension"]),
        ({"phone": "", "extension": "12", "fax": "2535550152"}, ["phone"]),
        ({"phone": "555", "extension": "12"}, ["phone"]),
        ({"phone": ""}, ["phone"]),
        ({"phone": "", "note": " \x07"}, ["phone"]),
        ({"phone": "", "state": "WA", "hours": "9 to 5"}, ["phone"]),
        ({"phone": "", "fax": "2535550152"}, []),
        ({"phone": "", "city": "Tacoma"}, []),
        ({"phone": "", "note": "Only by their website"}, []),
        ({"kind": "other", "name": " "}, ["name"]),
        ({"kind": "appeals", "name": ""}, []),
        ({"phone": "call", "fax": "us", "state": "Cascadia", "zip": "9"}, ["phone", "fax", "state", "zip"]),
    ],
)
def test_every_problem_of_a_department_is_said_at_its_field(
    clinic: Clinic, typed: dict[str, Any], found: list[str]
) -> None:
    new_payer(clinic)
    assert problems(clinic, replace(DEPARTMENT, **typed)) == found
    assert len(departments(clinic, 1)) == (0 if found else 1)


def test_the_longest_department_fits_and_one_letter_more_is_refused(clinic: Clinic) -> None:
    payer = new_payer(clinic)
    longest: dict[str, Any] = {field: "王" * most for field, most in DEPARTMENT_LIMITS.items()}
    found = add(clinic, payer, **longest, phone="2535550142 x123456", fax="2535550142 x123456", zip="984021234")
    assert {field: len(getattr(found, field)) for field in DEPARTMENT_LIMITS} == DEPARTMENT_LIMITS
    longer = {field: f"{text}x" for field, text in longest.items()}
    assert problems(clinic, replace(DEPARTMENT, **longer)) == list(DEPARTMENT_LIMITS)


def test_a_department_is_changed_taken_off_and_back(clinic: Clinic) -> None:
    payer = new_payer(clinic)
    first, second = add(clinic, payer), add(clinic, payer, kind="appeals", name="Appeals")
    clinic.do(ChangeDepartment(first.id, 1, replace(DEPARTMENT, hours="8 to 5", street="1 Pine Street")))
    with pytest.raises(ChangedSince):
        clinic.do(RetireDepartment(first.id, 1))
    assert [(one.name, one.hours) for one in departments(clinic, payer)] == [
        ("Provider line", "8 to 5"),
        ("Appeals", ""),
    ]
    clinic.do(RetireDepartment(first.id, 2))
    assert departments(clinic, payer) == (second,)
    clinic.undo()
    assert [one.id for one in departments(clinic, payer)] == [first.id, second.id]


def test_a_department_needs_its_payer(clinic: Clinic) -> None:
    with pytest.raises(Missing):
        clinic.do(AddDepartment(7, DEPARTMENT))


@pytest.fixture
def doubled(clinic: Clinic) -> tuple[PayerId, PayerId]:
    """A payer that is on the list twice, each with policies and departments; one department stands at both."""
    kept = new_payer(clinic, PayerDraft("Cascade Mutual", "", "", "Ours"))
    gone = new_payer(clinic, PayerDraft("Cascade Mutual Ins.", "CM001", "cascade.example", "Theirs"))
    add(clinic, kept)
    add(clinic, gone, hours="8 to 5")
    add(clinic, gone, kind="appeals")
    add(clinic, gone, phone="2535550151")
    case = new_case(clinic)
    for payer in (kept, gone, gone):
        new_policy(clinic, case, PolicyDraft(payer=str(payer)))
    clinic.do(RetirePolicy(new_policy(clinic, case, PolicyDraft(payer=str(gone))), 1))
    return kept, gone


def test_a_merge_moves_policies_and_departments(clinic: Clinic, doubled: tuple[PayerId, PayerId]) -> None:
    kept, gone = doubled
    assert queries.merge(clinic.read, gone) == Merge(policies=2, departments=3)
    assert clinic.do(MergePayers(kept, gone, 1)).row == kept
    assert names(clinic) == ["Cascade Mutual"]
    assert queries.payer_page(clinic.read).rows[0].policies == 3
    # Also the policy that was taken off: nothing names a payer that is no longer there.
    assert {row["payer_id"] for row in table(clinic, "policies")} == {kept}
    assert [(one.kind, one.phone) for one in departments(clinic, kept)] == [
        ("provider", "(253) 555-0150"),
        ("appeals", "(253) 555-0150"),
        ("provider", "(253) 555-0151"),
    ]
    assert departments(clinic, gone) == ()
    assert queries.payer(clinic.read, gone).is_retired


def test_a_merge_drops_nothing(clinic: Clinic, doubled: tuple[PayerId, PayerId]) -> None:
    kept, gone = doubled
    clinic.do(ChangePayer(kept, 1, PayerDraft("Cascade Mutual", "CM9", "", "Ours")))
    clinic.do(ChangeDepartment(1, 1, replace(DEPARTMENT, hours="9 to 4", note="Press 2", fax="")))
    clinic.do(ChangeDepartment(2, 1, replace(DEPARTMENT, hours="8 to 5", note="Ask for Lou", fax="2535550159")))
    clinic.do(MergePayers(kept, gone, 1))
    found, same = queries.payer(clinic.read, kept), departments(clinic, kept)[0]
    assert found.note.splitlines() == [
        "Ours", "Cascade Mutual Ins. had the payer ID CM001.", "From Cascade Mutual Ins.: Theirs",
    ]  # fmt: skip
    assert (found.payer_number, found.website) == ("CM9", "cascade.example")
    assert (same.hours, same.fax) == ("9 to 4", "(253) 555-0159")
    assert same.note.splitlines() == [
        "Press 2", "Cascade Mutual Ins. had the hours 8 to 5.", "From Cascade Mutual Ins.: Ask for Lou",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ours", "theirs", "count"),
    [
        ({}, {"hours": "8 to 5", "note": "Ask for Lou"}, 1),
        ({"phone": "", "fax": "2535550159"}, {}, 1),
        ({"street": "1 Pine Street", "city": "Tacoma"}, {"phone": "2535550150 x7"}, 2),
        ({"street": "1 Pine Street"}, {"street": "2 Oak Street"}, 2),
        ({"name": ""}, {}, 2),
    ],
)
def test_departments_are_one_where_nothing_that_both_have_differs(
    clinic: Clinic, ours: dict[str, Any], theirs: dict[str, Any], count: int
) -> None:
    kept, gone = new_payer(clinic), new_payer(clinic, PayerDraft("Cascade"))
    add(clinic, kept, **ours)
    add(clinic, gone, **theirs)
    clinic.do(MergePayers(kept, gone, 1))
    left = departments(clinic, kept)
    assert len(left) == count
    if count == 1:
        assert (left[0].phone, left[0].hours) == ("(253) 555-0150", theirs.get("hours", ""))
        assert left[0].note == theirs.get("note", "")


def test_notes_too_long_for_one_are_said_before_anything_is_merged(clinic: Clinic) -> None:
    kept, gone = (new_payer(clinic, PayerDraft(name, note=name[0] * 9_990)) for name in ("Alder", "Birch"))
    assert refused(lambda: clinic.do(MergePayers(kept, gone, 1))) == ["into"]
    assert names(clinic) == ["Alder", "Birch"]


def test_a_merge_fills_only_what_was_blank(clinic: Clinic, doubled: tuple[PayerId, PayerId]) -> None:
    clinic.do(MergePayers(*doubled, version=1))
    found = queries.payer(clinic.read, doubled[0])
    assert found.name == "Cascade Mutual"
    assert (found.payer_number, found.website) == ("CM001", "cascade.example")


def test_a_merge_is_undone_and_redone_whole(clinic: Clinic, doubled: tuple[PayerId, PayerId]) -> None:
    tables = ("payers", "departments", "policies")
    before = {name: table(clinic, name) for name in tables}
    clinic.do(MergePayers(*doubled, version=1))
    after = {name: table(clinic, name) for name in tables}
    assert all(before[name] != after[name] for name in tables)
    assert clinic.undo() == "Merge payers"
    assert {name: table(clinic, name) for name in tables} == before
    assert clinic.redo() == "Merge payers"
    assert {name: table(clinic, name) for name in tables} == after


def test_a_merge_of_a_payer_changed_since_is_refused_whole(clinic: Clinic, doubled: tuple[PayerId, PayerId]) -> None:
    kept, gone = doubled
    clinic.do(ChangePayer(gone, 1, PayerDraft("Another one after all")))
    before = {name: table(clinic, name) for name in ("payers", "departments", "policies")}
    with pytest.raises(ChangedSince):
        clinic.do(MergePayers(kept, gone, 1))
    assert {name: table(clinic, name) for name in before} == before


def test_a_payer_is_merged_only_into_another_one_on_the_list(clinic: Clinic) -> None:
    payer, left = new_payer(clinic), new_payer(clinic, PayerDraft("Left the market"))
    assert refused(lambda: clinic.do(MergePayers(payer, payer, 1))) == ["into"]
    clinic.do(RetirePayer(left, 1))
    assert refused(lambda: clinic.do(MergePayers(left, payer, 1))) == ["into"]
    with pytest.raises(Missing):
        clinic.do(MergePayers(7, payer, 1))
    assert names(clinic) == ["Cascade Mutual"]


def test_a_retired_payer_is_listed_apart_changed_and_brought_back(clinic: Clinic) -> None:
    row = new_payer(clinic)
    clinic.do(RetirePayer(row, 1))
    assert not queries.payer_page(clinic.read).rows
    assert [one.id for one in queries.payer_page(clinic.read, typed="cascade", retired=True).rows] == [row]
    assert not queries.payer_page(clinic.read, typed="other", retired=True).rows
    # One that is off the list may be called like one that is on it, but does not come back beside that.
    again = new_payer(clinic)
    clinic.do(ChangePayer(row, 2, PayerDraft("Cascade Mutual", note="Bought by Larch")))
    assert refused(lambda: clinic.do(BringPayerBack(row, 3))) == [""]
    clinic.do(RetirePayer(again, 1))
    clinic.do(BringPayerBack(row, 3))
    assert [one.id for one in queries.payer_page(clinic.read).rows] == [row] and not queries.payer(
        clinic.read, row
    ).is_retired
    clinic.undo()
    assert not queries.payer_page(clinic.read).rows
    with pytest.raises(ChangedSince):
        clinic.do(BringPayerBack(row, 3))


def test_a_new_payer_is_undone(clinic: Clinic) -> None:
    clinic.do(AddPayer(PAYER))
    assert clinic.undo() == "Add payer"
    assert names(clinic) == []
    new_policy(clinic, new_case(clinic))
    assert [row.id for row in queries.payer_page(clinic.read).rows] == [2]
