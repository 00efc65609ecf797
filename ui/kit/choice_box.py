"""A choice with our own arrow. Imported where something is to be chosen: sign-in of one person stands sooner."""

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.kit.strokes import draw


class ChoiceBox(QComboBox):
    """A combo box with our own arrow; the style sheet takes the platform's away."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.fontMetrics().height()
        place = QRect(self.width() - side - side // 2, (self.height() - side) // 2, side, side)
        role = QPalette.ColorRole.WindowText if self.isEnabled() else QPalette.ColorRole.PlaceholderText
        with QPainter(self) as painter:
            draw("down", painter, place, self.palette().color(role))


class NoWheel(QObject):
    """A wheel over a box that has no focus scrolls the page and does not change the value."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
