"""What one marks with: a button for each kind, which shows its shape, its letter and its color too."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from clinic_desktop.body_maps.model.kinds import KINDS
from clinic_desktop.wording import say
from ui.body_maps.drawn import FigureWidget, mark_icon
from ui.kit.buttons import Button, button
from ui.kit.flow import flow
from ui.kit.grid import step
from ui.kit.text import tip


class KindButtons(QWidget):
    """`chosen` whenever another kind is; the first one is pain."""

    chosen = Signal()

    def __init__(self) -> None:
        """One is always chosen."""
        super().__init__()
        self.kind = next(iter(KINDS))
        self.buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        for key, one in KINDS.items():
            words = say(one.words)
            made = button(words, partial(self.choose, key), "tab")
            made.setAccessibleDescription(say("Key {letter} on the figure", letter=one.letter))
            tip(made, say("Key {letter} on the figure", letter=one.letter))
            made.setIconSize(QSize(step(5) // 2, step(5) // 2))
            self._group.addButton(made)
            self.buttons[key] = made
        self.setLayout(flow(*self.buttons.values(), gap=0))
        self.choose(self.kind)

    def choose(self, kind: str) -> None:
        """Mark with this kind from now on."""
        self.kind = kind
        self.buttons[kind].setChecked(True)
        self.chosen.emit()

    def dress(self, figure: FigureWidget) -> None:
        """Paint the shapes in the colors that the figure has now."""
        for key, made in self.buttons.items():
            made.setIcon(mark_icon(figure, key))
