"""Our own drawn icons, in the color of the text around them, crisp at every scale."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from clinic_desktop.paths import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer


def draw(name: str, painter: QPainter, rect: QRect, color: QColor) -> None:
    """Draw an icon as a square at the left of the rectangle, with currentColor replaced."""
    side = min(rect.width(), rect.height())
    place = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
    _renderer(name, color.name()).render(painter, place)


@cache
def _renderer(name: str, color: str) -> "QSvgRenderer":
    # Imported here: the first window may have no icon to draw before it is shown.
    from PySide6.QtSvg import QSvgRenderer

    source = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))


class _Drawn(QIconEngine):
    """Draws one SVG with currentColor replaced at the moment of painting, so a new theme needs no new icons."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        palette = QApplication.palette()
        role = QPalette.ColorRole.Highlight if state == QIcon.State.On else self._role
        if mode == QIcon.Mode.Disabled:
            role = QPalette.ColorRole.PlaceholderText
        draw(self._name, painter, rect, palette.color(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Drawn(self._name, self._role)


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The icon of that name from resources/icons; a missing file shows at the first painting, as an error.

    `role` is the color of the text beside it.
    """
    return QIcon(_Drawn(name, role))
