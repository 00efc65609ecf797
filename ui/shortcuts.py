"""The sheet of shortcuts, drawn from the actions."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from clinic_desktop.wording import say
from ui.actions import EVERYWHERE, IN_FORMS
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import column, row
from ui.kit.text import Text


class ShortcutSheet(QDialog):
    """Two lists: everywhere, and in forms and lists."""

    topic = "65-keyboard"

    def __init__(self, parent: QWidget, places: Sequence[tuple[str, str]]) -> None:
        """`places` are the rail's titles (marked for translation) with their keys."""
        super().__init__(parent)
        self.setWindowTitle(say("Shortcuts"))
        everywhere = [*places, *((action.words, action.key) for action in EVERYWHERE)]
        in_forms = [(action.words, action.key) for action in IN_FORMS]
        # One grid for both lists: their keys stand on one line.
        grid = QGridLayout()
        grid.setHorizontalSpacing(step(6))
        grid.setVerticalSpacing(step(1))
        grid.setColumnStretch(0, 1)
        _put(grid, say("Everywhere"), everywhere)
        grid.setRowMinimumHeight(grid.rowCount(), step(1))
        _put(grid, say("In forms and lists"), in_forms)
        title, close = Text(say("Shortcuts"), "title", wrap=False), button(say("Close"), self.accept, "main")
        self.setLayout(column(title, grid, 1, row(None, close), gap=2, margin=3))


def _put(grid: QGridLayout, heading: str, lines: Sequence[tuple[str, str]]) -> None:
    """A heading and its lines, below what stands in the grid."""
    grid.addWidget(Text(heading, "strong", wrap=False), grid.rowCount(), 0, 1, 2)
    for words, key in lines:
        at = grid.rowCount()
        grid.addWidget(Text(say(words), wrap=False), at, 0)
        grid.addWidget(Text(key, "muted", wrap=False), at, 1)
