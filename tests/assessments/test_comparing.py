"""Then and now: what got better, what worse, what was not measured again."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from assessing import FIRST, LAST, new_assessment
from factories import new_case
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.assessments.model import (
    COURSES,
    Assessment,
    AssessmentChange,
    AssessmentId,
    FunctionalLimit,
    MeasuredMotion,
    MeasuredStrength,
    Palpation,
    SpecialTest,
)
from clinic_desktop.assessments.queries import assessment
from clinic_desktop.assessments.rules.comparing import compared
from clinic_desktop.assessments.rules.words import moved_words, pains_words, told_changes
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.model import TherapistId

EMPTY = Assessment(
    id=AssessmentId(1),
    version=1,
    case=CaseId(1),
    therapist=TherapistId(1),
    therapist_name="Maya Ortiz, LMT",
    day=date(2026, 10, 6),
    pain_now=None,
    pain_best=None,
    pain_worst=None,
    pain_average=None,
    pain_quality="",
    since="",
    course="",
    aggravates="",
    eases="",
    posture="",
    gait="",
    impression="",
    limits=(),
    motions=(),
    palpations=(),
    strengths=(),
    tests=(),
    signed_at=None,
    signer="",
)
SIDES = st.sampled_from(["", "left", "right", "both"])
NAMES = st.sampled_from(["Psoas", "Deltoid", "psoas ", "own words"])
POINTS = st.none() | st.integers(0, 4)
PAIN = st.none() | st.integers(0, 10)


def rising(needs: tuple[str, str, int]) -> FunctionalLimit:
    """One whose need never changes, so that both ways agree on which is better."""
    return FunctionalLimit(needs[0], needs[1], needs[2], 1000)


def keyed(kind: object, values: st.SearchStrategy[tuple[object, ...]]) -> st.SearchStrategy[tuple[object, ...]]:
    made = values.map(lambda one: kind(*one))  # type: ignore[operator]
    return st.lists(made, max_size=4).map(tuple)


FOUND = st.builds(
    lambda **parts: replace(EMPTY, **parts),
    pain_now=PAIN,
    pain_worst=PAIN,
    course=st.sampled_from(["", *COURSES]),
    eases=st.sampled_from(["", "Heat", "heat ", "Rest"]),
    limits=st.lists(
        st.tuples(st.sampled_from(["Sit", "Walk"]), st.just("minutes"), st.integers(0, 99)).map(rising), max_size=2
    ).map(tuple),
    motions=keyed(
        MeasuredMotion,
        st.tuples(
            st.sampled_from(["neck_side", "hip_flexion"]),
            st.sampled_from(["left", "right"]),
            *(st.booleans(), st.integers(0, 100), st.booleans()),
        ),
    ),
    palpations=keyed(Palpation, st.tuples(NAMES, SIDES, st.integers(0, 4), POINTS, st.booleans(), st.booleans())),
    strengths=keyed(MeasuredStrength, st.tuples(NAMES, st.sampled_from(["left", "right"]), st.integers(0, 5))),
    tests=keyed(SpecialTest, st.tuples(NAMES, SIDES, st.sampled_from(["positive", "negative", "unclear"]))),
)
BACK = {"better": "worse", "worse": "better", "new": "gone", "gone": "new", "same": "same", "other": "other"}


@given(FOUND)
def test_beside_itself_all_is_the_same(one: Assessment) -> None:
    for change in compared(one, one):
        assert (change.kind, change.by, change.before) == ("same", None, change.now)


@given(FOUND, FOUND)
def test_the_other_way_round_it_is_the_opposite(first: Assessment, last: Assessment) -> None:
    there, back = compared(first, last), compared(last, first)
    assert Counter((one.group, one.before, one.now, one.by, one.kind) for one in there) == Counter(
        (one.group, one.now, one.before, one.by, BACK[one.kind]) for one in back
    )


@given(FOUND, FOUND)
def test_what_is_on_one_sheet_alone_was_not_measured_on_the_other(first: Assessment, last: Assessment) -> None:
    for one in compared(first, last):
        assert (one.kind == "new") is (not one.before and bool(one.now))
        assert (one.kind == "gone") is (bool(one.before) and not one.now)
        assert one.name and (one.before or one.now)


@pytest.fixture
def changes(clinic: Clinic) -> dict[str, AssessmentChange]:
    case = new_case(clinic)
    first, last = (assessment(clinic.read, new_assessment(clinic, case, draft)) for draft in (FIRST, LAST))
    assert pains_words(first) == "Pain now 6/10, pain at its best 2/10, pain at its worst 8/10"
    return {one.name: one for one in compared(first, last)}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Pain now", ("6/10", "3/10", "3 points better")),
        ("Pain at its best", ("2/10", "2/10", "Same")),
        ("Sit at the desk", ("20 minutes, needs 60", "60 minutes, needs 60", "40 minutes better, need met")),
        ("Wakes up at night", ("5 nights a week, needs 1", "2 nights a week, needs 1", "3 nights a week better")),
        ("Carry groceries", ("5 pounds, needs 20", "", "Not measured again")),
        ("Neck: flexion", ("40°", "38°", "2° worse")),
        ("Neck: rotation, left", ("70°", "70°", "Same")),
        ("Neck: rotation, right", ("45°, painful", "60°", "15° better")),
        ("Neck: rotation, right, passive", ("55°", "", "Not measured again")),
        ("Upper trapezius, right", ("tone 3, tenderness 3, trigger points", "tone 2, tenderness 1", "Better")),
        ("Levator scapulae, right", ("tone 2, spasm", "", "Not measured again")),
        ("Strength of Deltoid, right", ("3/5", "4/5", "1 point better")),
        ("Empty can, right", ("positive", "negative", "Better")),
        ("Which way it goes", ("Getting worse", "Getting better", "Changed")),
        ("What makes it worse", ("Reaching up", "Reaching up", "Same")),
        ("What makes it better", ("Heat", "", "Not told again")),
    ],
)
def test_each_change_in_words(changes: dict[str, AssessmentChange], name: str, told: tuple[str, str, str]) -> None:
    one = changes[name]
    assert (one.before, one.now, moved_words(one)) == told


def test_all_changes_in_a_line(changes: dict[str, AssessmentChange]) -> None:
    assert told_changes(changes.values()) == "8 better, 3 the same, 1 worse, 5 not measured again"


def motion(degrees: int, *, hurts: bool) -> Assessment:
    return replace(EMPTY, motions=(MeasuredMotion("hip_flexion", "left", True, degrees, hurts),))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (motion(90, hurts=True), motion(90, hurts=False), "Better"),
        (motion(90, hurts=False), motion(90, hurts=True), "Worse"),
        (motion(90, hurts=False), motion(95, hurts=True), "Changed"),
        (motion(90, hurts=True), motion(80, hurts=True), "10° worse"),
    ],
)
def test_pain_on_movement_counts_too(first: Assessment, last: Assessment, words: str) -> None:
    assert [moved_words(one) for one in compared(first, last)] == [words]


def test_who_does_more_than_needed_got_better() -> None:
    first = replace(EMPTY, limits=(FunctionalLimit("Sit", "minutes", 20, 60),))
    last = replace(EMPTY, limits=(FunctionalLimit("sit", "minutes", 90, 60),))
    (one,) = compared(first, last)
    assert moved_words(one) == "70 minutes better, need met"


def test_a_test_that_was_not_clear_is_neither() -> None:
    first = replace(EMPTY, tests=(SpecialTest("Spurling", "", "unclear"),))
    last = replace(EMPTY, tests=(SpecialTest("Spurling", "", "negative"),))
    assert [moved_words(one) for one in compared(first, last)] == ["Changed"]
