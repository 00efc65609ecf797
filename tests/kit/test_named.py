"""Properties by the names of their values."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.kit.named import named


def test_a_name_sets_what_the_enumeration_sets(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    named(label, textFormat="PlainText", focusPolicy="StrongFocus")
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.focusPolicy() == Qt.FocusPolicy.StrongFocus


@pytest.mark.parametrize("wrong", [{"textFormat": "PlanText"}, {"textFromat": "PlainText"}])
def test_a_name_that_qt_does_not_know_raises(qtbot: QtBot, wrong: dict[str, str]) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    with pytest.raises(ValueError, match="takes no text"):
        named(label, **wrong)
