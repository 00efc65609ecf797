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
        self.setLayout(
            column(
                Text(say("Shortcuts"), "title"),
                Text(say("Everywhere"), "strong"),
                _grid(everywhere),
                1,
                Text(say("In forms and lists"), "strong"),
                _grid(in_forms),
                1,
                row(None, button(say("Close"), self.accept, "main")),
                gap=1,
                margin=3,
            )
        )
        self.setMinimumWidth(step(50))


def _grid(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(step(3))
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(1, step(11))
    for at, (words, key) in enumerate(lines):
        grid.addWidget(Text(say(words)), at, 0)
        grid.addWidget(Text(key, "muted", wrap=False), at, 1)
    return grid
