"""The list of steps: states in words, keys, and that the page decides which step is the current one."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot
from scenes_coverage import NOW
from windows import seen

from ui.coverage.steps import StepList, WizardStep


@pytest.fixture
def steps(qtbot: QtBot) -> Iterator[StepList]:
    made = StepList()
    qtbot.addWidget(made)
    made.show_steps(NOW, "call")
    made.resize(220, 560)
    made.show()
    made.activateWindow()
    yield made


def test_each_step_says_its_state_and_what_is_known(steps: StepList) -> None:
    names = [one.accessibleName() for one in steps.buttons.values()]
    assert names[0] == "Accident or work: Done. Neither"
    assert names[3] == "Prescription: Unknown. In hand, its end unknown"
    assert names[4] == "Diagnosis and need: Open"
    assert names[6] == "Money: Not needed"
    # A state with nothing known says itself.
    assert "Diagnosis and need\nOpen" in seen(steps)


def test_the_arrows_go_from_step_to_step_and_enter_chooses(steps: StepList, qtbot: QtBot) -> None:
    chosen: list[str] = []
    steps.chosen.connect(chosen.append)
    steps.setFocus()
    buttons = steps.buttons
    assert steps.window().focusWidget() is buttons["call"]
    for key, at in (
        (Qt.Key.Key_Down, "money"),
        (Qt.Key.Key_Down, "money"),
        (Qt.Key.Key_Up, "call"),
        (Qt.Key.Key_Home, "accident"),
        (Qt.Key.Key_Up, "accident"),
        (Qt.Key.Key_End, "money"),
        (Qt.Key.Key_Up, "call"),
        (Qt.Key.Key_Up, "diagnosis"),
    ):
        focused = steps.window().focusWidget()
        assert focused
        qtbot.keyClick(focused, key)
        assert steps.window().focusWidget() is buttons[at]
    assert not chosen
    qtbot.keyClick(buttons["diagnosis"], Qt.Key.Key_Return)
    qtbot.keyClick(buttons["diagnosis"], Qt.Key.Key_Space)
    qtbot.mouseClick(buttons["card"], Qt.MouseButton.LeftButton)
    assert chosen == ["diagnosis", "diagnosis", "card"]


def test_the_current_step_is_what_the_page_says(steps: StepList, qtbot: QtBot) -> None:
    qtbot.mouseClick(steps.buttons["card"], Qt.MouseButton.LeftButton)
    assert [key for key, one in steps.buttons.items() if one.isChecked()] == ["call"]
    qtbot.mouseClick(steps.buttons["call"], Qt.MouseButton.LeftButton)
    assert [key for key, one in steps.buttons.items() if one.isChecked()] == ["call"]
    steps.show_steps(NOW, "card")
    assert [key for key, one in steps.buttons.items() if one.isChecked()] == ["card"]


def test_showing_again_keeps_the_focus(steps: StepList) -> None:
    steps.buttons["card"].setFocus()
    steps.show_steps([one._replace(known="Something else") for one in NOW], "call")
    assert steps.window().focusWidget() is steps.buttons["card"]
    assert "Something else" in seen(steps)


def test_the_current_step_is_brought_into_view(steps: StepList) -> None:
    steps.resize(220, 200)
    seen(steps)
    steps.show_steps(NOW, "money")
    seen(steps)
    button, area = steps.buttons["money"], steps.findChildren(QScrollArea)[0]
    assert area.rect().contains(button.mapTo(area, button.rect().center()))


def test_long_and_hostile_words_wrap_and_stay_plain(steps: StepList) -> None:
    hostile = "<b>Harbor</b> & " + "a long name of a plan " * 6 + "y" * 200
    steps.show_steps([WizardStep("card", hostile, "done", hostile), *NOW[2:]], "card")
    button = steps.buttons["card"]
    # The scroll bar comes in a second round.
    seen(steps)
    seen(steps)
    assert steps.width() == 220
    assert button.width() <= steps.findChildren(QScrollArea)[0].viewport().width()
    labels = [one for one in button.findChildren(QLabel) if one.text()]
    assert len(labels) == 2
    for one in labels:
        assert one.textFormat() == Qt.TextFormat.PlainText
        assert one.text().replace("\u200b", "") == hostile
        assert one.height() >= one.heightForWidth(one.width())
    assert button.geometry().bottom() < steps.buttons["provider"].geometry().top()
