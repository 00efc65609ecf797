"""The one box that asks, and only before what cannot be undone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMessageBox, QSpacerItem, QWidget

from clinic_desktop.wording import say
from ui.kit.grid import step
from ui.kit.text import button_text
from ui.kit.topic import hear_help_key


def ask(parent: QWidget, words: str, detail: str, verb: str, then: Callable[[], object]) -> QMessageBox:
    """Ask, and do `then` on the button named by `verb`; Esc and Cancel do nothing. Returns at once."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(say("Clinic Desktop"))
    box.setText(words)
    box.setInformativeText(detail)
    go_on = box.addButton(button_text(verb), QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(say("Cancel"), QMessageBox.ButtonRole.RejectRole)
    go_on.setAccessibleName(verb)
    keep.setAccessibleName(say("Cancel"))
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    hear_help_key(box)
    box.finished.connect(lambda _: then() if box.clickedButton() is go_on else None)
    _line_up(box)
    box.open()
    return box


def _line_up(box: QMessageBox) -> None:
    """Let the words begin where the buttons do: Qt keeps room at their left for a picture that is not there."""
    grid = box.layout()
    assert isinstance(grid, QGridLayout)
    spacer = grid.itemAtPosition(0, 0)
    if isinstance(spacer, QSpacerItem):
        grid.removeItem(spacer)
    # Else the buttons, which are wider, would make that room again.
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(0)
    grid.setContentsMargins(step(3), step(3), step(3), step(3))
    grid.setVerticalSpacing(step(2))
