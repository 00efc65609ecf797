"""A shortcut becomes its words in a box of text, where it is one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ui.kit.expanding import Expander

WORDS = {"neck": "Neck is stiff", "two": "One line\nand another"}


@pytest.fixture
def box(qtbot: QtBot) -> QPlainTextEdit:
    made = QPlainTextEdit()
    qtbot.addWidget(made)
    Expander(made, ".", lambda typed: WORDS.get(typed, ""))
    made.show()
    made.setFocus()
    return made


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        (".neck ", "Neck is stiff "),
        ("Says: .neck ", "Says: Neck is stiff "),
        (".two ", "One line\nand another "),
        ("e.neck ", "e.neck "),
        (".neck", ".neck"),
        (".neckk ", ".neckk "),
        (". ", ". "),
        ("neck ", "neck "),
        (".neck .neck ", "Neck is stiff Neck is stiff "),
    ],
)
def test_what_stands_after_it_was_typed(qtbot: QtBot, box: QPlainTextEdit, typed: str, stands: str) -> None:
    qtbot.keyClicks(box, typed)
    assert box.toPlainText() == stands


def test_enter_finishes_it_too_and_it_can_be_taken_back(qtbot: QtBot, box: QPlainTextEdit) -> None:
    qtbot.keyClicks(box, ".neck")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.toPlainText() == "Neck is stiff\n"
    box.setPlainText("")
    qtbot.keyClicks(box, ".neck ")
    qtbot.keySequence(box, QKeySequence(QKeySequence.StandardKey.Undo))
    assert box.toPlainText() == ".neck"


def test_with_words_chosen_it_stays_what_it_is(qtbot: QtBot, box: QPlainTextEdit) -> None:
    qtbot.keyClicks(box, ".neck")
    box.selectAll()
    qtbot.keyClicks(box, " ")
    assert box.toPlainText() == " "


@pytest.mark.parametrize("before", ["🙂🙂 ", "王 𝒳 ", "שרה כהן ", "abc "])
def test_it_is_found_in_any_script_and_in_the_middle_of_a_line(qtbot: QtBot, box: QPlainTextEdit, before: str) -> None:
    box.setPlainText(f"{before}.neckafter")
    cursor = box.textCursor()
    cursor.setPosition(cursor.document().characterCount() - 1 - len("after"))
    box.setTextCursor(cursor)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.toPlainText() == f"{before}Neck is stiff after"
