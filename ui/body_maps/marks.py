"""The marks of a map in words, one below the other: the same as on the figure, for whoever reads instead."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy

from clinic_desktop.wording import say
from ui.body_maps.canvas import NONE
from ui.body_maps.drawn import FigureWidget, mark_icon
from ui.kit.grid import step

_LEAST_STEPS = 8


class MarkList(QListWidget):
    """`picked` and `removed` with the number of a mark from 0. Up and down walk, Delete removes."""

    picked = Signal(int)
    removed = Signal(int)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setAccessibleName(say("Marks"))
        self.setMinimumHeight(step(_LEAST_STEPS))
        # As high as the figure beside it leaves room, whatever number of marks there is.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setIconSize(QSize(step(5) // 2, step(5) // 2))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._is_filled = False
        self.currentRowChanged.connect(self._on_row)

    def show_marks(self, marks: Sequence[tuple[str, str]], chosen: int, figure: FigureWidget) -> None:
        """Show kinds and words; `figure` has the colors."""
        self._is_filled = True
        while self.count() > len(marks):
            self.takeItem(self.count() - 1)
        while self.count() < len(marks):
            self.addItem(QListWidgetItem())
        for at, (kind, words) in enumerate(marks):
            item = self.item(at)
            item.setText(say("{number}. {words}", number=at + 1, words=words))
            item.setIcon(mark_icon(figure, kind))
        self.setCurrentRow(chosen)
        if chosen == NONE:
            self.clearSelection()
        self._is_filled = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentRow() >= 0:
            self.removed.emit(self.currentRow())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.currentRow() < 0:
            self.setCurrentRow(0)
        else:
            super().keyPressEvent(event)

    def _on_row(self, at: int) -> None:
        if not self._is_filled and at >= 0:
            self.picked.emit(at)
