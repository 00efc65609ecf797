"""A whole assessment typed by the keyboard alone, and how many keys it takes."""

from pathlib import Path

import pytest
from charts import open_chart
from factories import new_case
from keyboard import Keyboard, focused, words_of
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.assessments.model import (
    FunctionalLimit,
    MeasuredMotion,
    MeasuredStrength,
    Palpation,
    SpecialTest,
)
from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from ui.assessments.section import AssessmentSection
from ui.session import Session

TAB = Qt.Key.Key_Tab
# With the ways between the fields; what is typed itself are 100 letters.
MOST_KEYS = 170


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def keys(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> Keyboard:
    page = open_chart(qtbot, Session(clinic), tmp_path)
    page.open_part("assessment")
    page.findChildren(AssessmentSection)[0].table.setFocus()
    return Keyboard(qtbot, page.window())


def each(keys: Keyboard, *typed: str) -> list[str]:
    """Type a text into each control, one after the other; returns what they are called."""
    walked = []
    for text in typed:
        walked.append(words_of(focused()))
        keys.type(text)
        keys.press(TAB)
    return walked


def joint(keys: Keyboard, letters: str) -> None:
    keys.tab_to("Add a joint")
    keys.type(letters)
    keys.enter()


def type_motion(keys: Keyboard) -> None:
    """Down the joint, left and right beside each other, what the client does first; then what the therapist does."""
    joint(keys, "ne")
    assert each(keys, "45", "40p", "30", "35", "70", "50p") == [
        *("Neck, flexion", "Neck, extension", "Neck, side bending, left", "Neck, side bending, right"),
        *("Neck, rotation, left", "Neck, rotation, right"),
    ]
    assert words_of(focused()) == "Passive too"
    keys.enter()
    assert words_of(focused()) == "Neck, flexion, passive"
    assert each(keys, "50", "", "", "", "", "")[-1] == "Neck, rotation, right, passive"
    assert words_of(focused()) == "Remove"
    joint(keys, "sho")
    each(keys, "150")


def type_findings(keys: Keyboard) -> None:
    """Muscles by a few letters, sides and results by their first."""
    keys.tab_to("Muscle or region, muscle or region 1")
    each(keys, "piri", "l", "3", "2", "s")
    keys.tab_to("Muscle or movement, strength 1")
    each(keys, "deltoid", "", "4")
    keys.tab_to("Test, test 1")
    each(keys, "Empty can", "r", "neg")
    keys.tab_to("Impression")
    keys.type("Guarded to the right")


def test_what_the_client_tells_of_it_is_typed(keys: Keyboard, clinic: Clinic, case: CaseId) -> None:
    keys.press(Qt.Key.Key_N, ctrl=True)
    keys.tab_to("Since when")
    assert each(keys, "2 weeks", "c", "sitting", "heat") == [
        *("Since when", "Which way it goes", "What makes it worse", "What makes it better"),
    ]
    keys.tab_to("Save")
    keys.enter()
    (found,) = assessments_of(clinic.read, case)
    assert (found.since, found.course, found.aggravates, found.eases) == ("2 weeks", "varies", "sitting", "heat")


def test_a_whole_assessment_is_typed_without_the_mouse(keys: Keyboard, clinic: Clinic, case: CaseId) -> None:
    keys.press(Qt.Key.Key_N, ctrl=True)
    typed = ("6", "2", "8", "5", "dull", "", "g", "", "", "Sit at the desk", "20", "60")
    assert each(keys, *typed) == [
        *("Pain now", "Pain at its best", "Pain at its worst", "Pain on average", "Pain is like"),
        *("Since when", "Which way it goes", "What makes it worse", "What makes it better"),
        *("Activity, activity 1", "Now, activity 1", "Needed, activity 1"),
    ]
    type_motion(keys)
    type_findings(keys)
    keys.tab_to("Save")
    keys.enter()
    (found,) = assessments_of(clinic.read, case)
    assert (found.pain_now, found.pain_best, found.pain_worst, found.pain_average) == (6, 2, 8, 5)
    assert found.course == "better"
    assert found.limits == (FunctionalLimit("Sit at the desk", "minutes", 20, 60),)
    assert found.motions == (
        MeasuredMotion("neck_flexion", "", True, 45, False),
        MeasuredMotion("neck_flexion", "", False, 50, False),
        MeasuredMotion("neck_extension", "", True, 40, True),
        MeasuredMotion("neck_side", "left", True, 30, False),
        MeasuredMotion("neck_side", "right", True, 35, False),
        MeasuredMotion("neck_rotation", "left", True, 70, False),
        MeasuredMotion("neck_rotation", "right", True, 50, True),
        MeasuredMotion("shoulder_flexion", "left", True, 150, False),
    )
    assert found.palpations == (Palpation("Piriformis", "left", 3, 2, False, True),)
    assert found.strengths == (MeasuredStrength("Deltoid", "right", 4),)
    assert found.tests == (SpecialTest("Empty can", "right", "negative"),)
    assert found.impression == "Guarded to the right"
    assert keys.pressed < MOST_KEYS, keys.pressed
