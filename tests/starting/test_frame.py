"""The card of the pages before a clinic is open."""

from pytestqt.qtbot import QtBot

from ui.kit.grid import step
from ui.kit.text import Text
from ui.start.frame import framed


def test_its_edges_stay_where_they_are_whatever_stands_in_it(qtbot: QtBot) -> None:
    for words in ("A word.", "A long sentence about what is wrong. " * 8):
        said = Text(words)
        page = framed("Set up your clinic", "", said, width=60)
        qtbot.addWidget(page)
        page.resize(step(160), step(90))
        page.show()
        card = said.parentWidget()
        assert card
        assert card.width() == step(60)
        page.resize(step(40), step(90))
        assert card.width() < step(40)
