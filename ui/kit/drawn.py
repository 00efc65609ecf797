"""What Qt asks for the pixels of an icon."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from ui.kit.strokes import draw


class Drawn(QIconEngine):
    """Draws one SVG with currentColor replaced at the moment of painting, so a new theme needs no new icons."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        """The icon's name, and the color of the text beside it."""
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        palette = QApplication.palette()
        role = QPalette.ColorRole.Highlight if state == QIcon.State.On else self._role
        if mode == QIcon.Mode.Disabled:
            role = QPalette.ColorRole.PlaceholderText
        draw(self._name, painter, rect, palette.color(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(QColor(0, 0, 0, 0))
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return Drawn(self._name, self._role)
