"""A map as drawn, mark by mark; what became of an earlier one; and the words of both."""

from dataclasses import replace
from datetime import date

import pytest
from body_drawing import CALF, FIGURE, LOW_BACK, MAP, SCAR, drawn
from factories import HOSTILE_NAMES, refused
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.body_maps.model.figure import BodyPlace
from clinic_desktop.body_maps.model.kinds import KINDS, MUSCLES, REGIONS
from clinic_desktop.body_maps.model.maps import BodyMapDraft, BodyMark, BodyMarkId, MarkDraft
from clinic_desktop.body_maps.rules.changes import changes_between
from clinic_desktop.body_maps.rules.typed import MapFacts, map_values, mark_drafts
from clinic_desktop.body_maps.rules.words import change_words, changes_summary, mark_words, marks_words
from clinic_desktop.errors import Refused

TODAY = date(2026, 11, 24)
FACTS = MapFacts(FIGURE, TODAY, date(1985, 3, 4), False)
texts = st.text(max_size=8) | st.sampled_from((*HOSTILE_NAMES, *KINDS, "front", "250", "7", "10", "²", "-1", "1e3"))
hostile_marks = st.builds(MarkDraft, *[texts] * 8)
places = st.builds(BodyPlace, st.sampled_from(list(REGIONS)[:3]), st.sampled_from(["", "left"]))
marks = st.builds(
    BodyMark,
    *(st.integers(1, 99).map(BodyMarkId), st.sampled_from(["pain", "numb"]), st.just("front"), st.integers(0, 9)),
    *(st.integers(0, 9), places, st.sampled_from(["", "psoas"]), st.none() | st.integers(0, 10), st.just("")),
)


def test_a_map_is_kept_with_where_each_mark_is() -> None:
    values = map_values(MAP, FACTS)
    assert values.body_map == {"drawn_on": "2026-11-20"}
    assert [row for row, _ in values.marks] == [0, 0, 0]
    assert values.marks[0][1] == {
        "kind": "pain",
        "view": "back",
        "x": int(LOW_BACK.x),
        "y": int(LOW_BACK.y),
        "region": "low_back",
        "side": "",
        "muscle": "quadratus_lumborum",
        "intensity": 7,
        "note": "Worse when sitting",
    }
    assert (values.marks[1][1]["region"], values.marks[1][1]["side"]) == ("lower_leg_back", "left")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"intensity": "11"}, "marks/0/intensity"),
        ({"intensity": "seven"}, "marks/0/intensity"),
        ({"intensity": "-1"}, "marks/0/intensity"),
        ({"kind": ""}, "marks/0/kind"),
        ({"muscle": "heart"}, "marks/0/muscle"),
        ({"note": "x" * 201}, "marks/0/note"),
        ({"x": "0", "y": "0"}, "marks/0"),
        ({"view": "above"}, "marks/0"),
        ({"x": "x"}, "marks/0"),
    ],
)
def test_what_is_wrong_is_said_at_its_mark(change: dict[str, str], field: str) -> None:
    typed = replace(MAP, marks=(replace(LOW_BACK, **change), CALF))
    assert refused(lambda: map_values(typed, FACTS)) == [field]


@pytest.mark.parametrize("day", ["", "tomorrow", "the other day", "3/3/1985"])
def test_the_day_has_come_and_the_client_was_born(day: str) -> None:
    assert refused(lambda: map_values(replace(MAP, drawn_on=day), FACTS)) == ["drawn_on"]


def test_a_first_map_has_a_mark_and_a_later_one_may_have_none() -> None:
    nothing = BodyMapDraft("today")
    assert refused(lambda: map_values(nothing, FACTS)) == ["marks"]
    assert map_values(nothing, FACTS._replace(has_other=True)).marks == ()
    assert refused(lambda: map_values(replace(MAP, marks=(SCAR,) * 61), FACTS)) == ["marks"]


def test_a_scar_has_no_intensity() -> None:
    (mark,) = map_values(replace(MAP, marks=(replace(SCAR, intensity="many"),)), FACTS).marks
    assert mark[1]["intensity"] is None


@given(st.lists(hostile_marks, max_size=3))
def test_anything_may_be_in_a_draft(some: list[MarkDraft]) -> None:
    try:
        values = map_values(BodyMapDraft("today", tuple(some)), FACTS)
    except Refused as answer:
        assert all(problem.words for problem in answer.problems)
    else:
        assert len(values.marks) == len(some)


@given(st.sampled_from(list(KINDS)), st.none() | st.integers(0, 10), st.sampled_from(["", *MUSCLES]))
def test_what_was_kept_is_drawn_the_same_again(kind: str, intensity: int | None, muscle: str) -> None:
    one = replace(kept(kind, "back", "low_back", intensity=intensity), muscle=muscle)
    (draft,) = mark_drafts([one], as_new=False)
    ((row, values),) = map_values(BodyMapDraft("today", (draft,)), FACTS).marks
    assert row == one.id
    assert (values["x"], values["y"], values["muscle"]) == (one.x, one.y, muscle)
    assert values["intensity"] == (intensity if KINDS[kind].is_graded else None)
    assert mark_drafts([one], as_new=True)[0].id == ""


@given(st.lists(marks, max_size=6), st.lists(marks, max_size=6))
def test_every_mark_is_gone_new_changed_or_the_same(then: list[BodyMark], now: list[BodyMark]) -> None:
    found = changes_between(then, now)
    assert len(found.gone) + len(found.changed) + len(found.same) == len(then)
    assert len(found.new) + len(found.changed) + len(found.same) == len(now)
    back = changes_between(now, then)
    assert len(back.gone) == len(found.new)


@given(st.lists(marks, max_size=6))
def test_nothing_changes_between_a_map_and_itself(some: list[BodyMark]) -> None:
    found = changes_between(some, some)
    assert (found.gone, found.new, found.changed) == ((), (), ())


def test_a_pain_that_moved_is_gone_here_and_new_there() -> None:
    then, now = [kept("pain", "back", "low_back", intensity=5)], [kept("pain", "back", "sacrum", intensity=5)]
    found = changes_between(then, now)
    assert (found.gone, found.new, found.same) == (tuple(then), tuple(now), ())


def test_of_two_alike_the_nearest_are_the_same() -> None:
    one = kept("pain", "back", "low_back", intensity=5)
    low, high = replace(one, y=420, intensity=3), replace(one, y=370)
    found = changes_between([low, high], [replace(high, y=375), replace(low, y=425)])
    assert [(pair.y) for pair in found.same] == [375, 425]
    assert found.changed == ()


def test_changes_in_words() -> None:
    then = [kept("pain", "back", "low_back", intensity=7), kept("scar", "front", "knee", "right")]
    now = [kept("pain", "back", "low_back", intensity=4), kept("spasm", "back", "upper_back", intensity=3)]
    found = changes_between(then, now)
    assert [change_words(one) for one in found.changed] == ["Pain from 7 to 4: Low back"]
    assert [mark_words(one) for one in found.gone] == ["Scar: Knee, right"]
    assert [mark_words(one) for one in found.new] == ["Spasm 3/10: Upper back"]
    assert changes_summary(found) == "1 gone, 1 new, 1 changed, 0 the same"
    assert marks_words(()) == "Nothing is marked."


def kept(kind: str, view: str, key: str, side: str = "", intensity: int | None = None) -> BodyMark:
    one = drawn(kind, view, key, side)
    return BodyMark(BodyMarkId(5), kind, view, int(one.x), int(one.y), BodyPlace(key, side), "", intensity, "")
