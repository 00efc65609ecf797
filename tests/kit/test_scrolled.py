"""A scrolled page ends where its last part ends, however wide the window is."""

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import card, column, holder, row, scrolled
from ui.kit.text import Text

HIGH = 300
# Rounding, and what stands below the last line of a card.
SLIP = 8
SENTENCE = (
    "The prescription of Dr. Lee ended on 14 Dec. Visits after that need a new one before the plan pays for them."
)


def shown(qtbot: QtBot, area: QScrollArea, width: int) -> QScrollArea:
    qtbot.addWidget(area)
    area.resize(width, HIGH)
    area.show()
    QApplication.processEvents()
    return area


def cards(count: int) -> list[QWidget]:
    texts = (SENTENCE, SENTENCE[:60], SENTENCE * 2)
    return [card(f"Card {at}", *map(Text, texts), row(Text(SENTENCE), button("Fix", list))) for at in range(count)]


def beyond(area: QScrollArea, last: QWidget, margin: int) -> int:
    """How far the page scrolls past the end of its last part, and the margin below it."""
    page = area.widget()
    assert page
    end = last.mapTo(page, last.rect().bottomLeft()).y() + 1 + step(margin)
    return area.verticalScrollBar().maximum() + area.viewport().height() - end


@pytest.mark.parametrize("width", [700, 1_300])
def test_a_page_of_wrapped_texts_scrolls_no_farther_than_it_must(qtbot: QtBot, width: int) -> None:
    made = cards(3)
    area = shown(qtbot, scrolled(holder(column(*made, gap=2, margin=3))), width)
    assert area.verticalScrollBar().maximum() > 0
    assert abs(beyond(area, made[-1], 3)) <= SLIP
    for text in area.findChildren(Text):
        assert text.height() >= text.heightForWidth(text.width()), text.text()


def test_it_follows_the_width_and_what_comes_and_goes(qtbot: QtBot) -> None:
    made = cards(4)
    area = shown(qtbot, scrolled(holder(column(*made, gap=2, margin=3))), 700)
    at_first = area.verticalScrollBar().maximum()
    area.resize(1_300, HIGH)
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() < at_first
    made[-1].hide()
    qtbot.waitUntil(lambda: abs(beyond(area, made[-2], 3)) <= SLIP)


def test_a_page_without_wrapped_texts_is_not_squeezed(qtbot: QtBot) -> None:
    words = Text(SENTENCE)
    buttons = [button(f"Button {at}", list) for at in range(30)]
    area = shown(qtbot, scrolled(holder(column(words, *buttons))), 700)
    for hidden in (False, True):
        words.setVisible(not hidden)
        qtbot.waitUntil(lambda: abs(beyond(area, buttons[-1], 0)) <= SLIP)
        assert all(one.height() >= one.sizeHint().height() for one in buttons)


def test_a_short_page_does_not_scroll(qtbot: QtBot) -> None:
    area = shown(qtbot, scrolled(holder(column(Text("Short"), None))), 700)
    assert area.verticalScrollBar().maximum() == 0
    page = area.widget()
    assert page
    assert page.height() == area.viewport().height()
