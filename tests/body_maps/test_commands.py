"""Body maps in the clinic's file: kept, changed, taken away, and all of that undone."""

from dataclasses import replace

import pytest
from body_drawing import CALF, LOW_BACK, MAP, SCAR, drawn
from factories import CASE, new_case

from clinic_desktop.body_maps.commands import AddBodyMap, ChangeBodyMap, RetireBodyMap
from clinic_desktop.body_maps.model.maps import BodyMap, BodyMapDraft
from clinic_desktop.body_maps.queries import body_map, body_map_page, last_body_map
from clinic_desktop.body_maps.rules.typed import map_draft, mark_drafts
from clinic_desktop.body_maps.rules.words import mark_words
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.store.connection import driver

WORDS = [
    "Pain 7/10: Low back · Quadratus lumborum (QL)",
    "Numb or tingling 4/10: Back of lower leg, left",
    "Scar: Knee, right",
]


def new_map(clinic: Clinic, case: int = 0, draft: BodyMapDraft = MAP) -> BodyMap:
    return body_map(clinic.read, clinic.do(AddBodyMap(case or new_case(clinic), draft)).row)


def another_case(clinic: Clinic, first: BodyMap) -> int:
    client = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", first.case)["client_id"]
    return new_case(clinic, client, replace(CASE, reason="Hip pain"))


def words(found: BodyMap) -> list[str]:
    return [mark_words(one) for one in found.marks]


def test_a_map_is_kept_with_who_drew_it(clinic: Clinic) -> None:
    found = new_map(clinic)
    assert words(found) == WORDS
    assert found.drawn_by == clinic.read.one("SELECT name FROM staff LIMIT 1")["name"]
    assert last_body_map(clinic.read, found.case) == found
    assert last_body_map(clinic.read, CaseId(another_case(clinic, found))) is None


def test_the_next_one_starts_from_the_last(clinic: Clinic) -> None:
    first = new_map(clinic)
    start = mark_drafts(first.marks, as_new=True)
    later = new_map(clinic, first.case, BodyMapDraft("11/24/2026", start[:2]))
    assert [one.id for one in body_map_page(clinic.read, first.case).rows] == [later.id, first.id]
    assert words(body_map(clinic.read, first.id)) == WORDS
    assert words(later) == WORDS[:2]


def test_a_change_keeps_the_rows_of_what_stays(clinic: Clinic) -> None:
    first = new_map(clinic)
    low_back, calf, _ = map_draft(first).marks
    spasm = drawn("spasm", "back", "upper_back", intensity="5")
    draft = BodyMapDraft("11/19/2026", (replace(calf, intensity="2"), spasm, low_back))
    clinic.do(ChangeBodyMap(first.id, first.version, draft))
    found = body_map(clinic.read, first.id)
    assert words(found) == ["Numb or tingling 2/10: Back of lower leg, left", "Spasm 5/10: Upper back", WORDS[0]]
    assert [found.marks[0].id, found.marks[2].id] == [first.marks[1].id, first.marks[0].id]
    assert found.drawn_on.isoformat() == "2026-11-19"
    clinic.undo()
    assert words(body_map(clinic.read, first.id)) == WORDS
    clinic.redo()
    assert words(body_map(clinic.read, first.id)) == words(found)


def test_a_change_of_marks_alone_is_seen(clinic: Clinic) -> None:
    first = new_map(clinic)
    draft = map_draft(first)
    clinic.do(ChangeBodyMap(first.id, first.version, replace(draft, marks=draft.marks[:1])))
    with pytest.raises(ChangedSince):
        clinic.do(ChangeBodyMap(first.id, first.version, draft))


def test_saving_the_same_changes_nothing(clinic: Clinic) -> None:
    first = new_map(clinic)
    clinic.do(ChangeBodyMap(first.id, first.version, map_draft(first)))
    assert body_map(clinic.read, first.id) == first


def test_a_mark_of_another_map_is_not_taken_from_it(clinic: Clinic) -> None:
    first = new_map(clinic)
    other = new_map(clinic, another_case(clinic, first))
    draft = BodyMapDraft("today", map_draft(other).marks)
    clinic.do(ChangeBodyMap(first.id, first.version, draft))
    assert words(body_map(clinic.read, other.id)) == WORDS
    assert not {one.id for one in body_map(clinic.read, first.id).marks} & {one.id for one in other.marks}


def test_one_taken_away_comes_back(clinic: Clinic) -> None:
    first = new_map(clinic)
    clinic.do(RetireBodyMap(first.id, first.version))
    with pytest.raises(Missing):
        body_map(clinic.read, first.id)
    with pytest.raises(Missing):
        clinic.do(ChangeBodyMap(first.id, first.version + 1, MAP))
    clinic.undo()
    assert words(body_map(clinic.read, first.id)) == WORDS


def test_a_new_one_is_undone_and_nothing_is_deleted(clinic: Clinic) -> None:
    first = new_map(clinic)
    clinic.undo()
    assert body_map_page(clinic.read, first.case).rows == ()
    for table in ("body_maps", "body_marks"):
        count = clinic.read.one(f"SELECT count(*) AS number FROM {table}")["number"]
        assert count


@pytest.mark.parametrize("table", ["body_maps", "body_marks"])
def test_rows_are_never_deleted(clinic: Clinic, table: str) -> None:
    new_map(clinic, draft=replace(MAP, marks=(LOW_BACK, CALF, SCAR)))
    with pytest.raises(driver().IntegrityError, match="nothing clinical is deleted"):
        clinic._writer._database.execute(f"DELETE FROM {table}")
