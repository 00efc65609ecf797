"""Facts to read and to copy: a label at the left, the value at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ui.kit.grid import step
from ui.kit.text import Text

# So many steps a value has at least; a word that is longer cannot be broken.
_LEAST = 12


def facts(pairs: Sequence[tuple[str, str]]) -> QGridLayout:
    """One line a fact; those without a value are left out. A value may have several lines."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(step(3))
    grid.setVerticalSpacing(step(1))
    grid.setColumnStretch(1, 1)
    for at, (label, value) in enumerate((label, value) for label, value in pairs if value):
        shown = Text(value)
        # As an address of a page on the web: it may be cut, and the page stays as wide as the window.
        shown.setMinimumWidth(step(_LEAST))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(f"{label}: {value}")
        grid.addWidget(Text(label, "muted", wrap=False), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, at, 1)
    return grid
