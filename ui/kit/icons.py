"""Our own drawn icons, in the color of the text around them, crisp at every scale."""

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from clinic_desktop.paths import RESOURCES


def draw(name: str, painter: QPainter, rect: QRect, color: QColor) -> None:
    """Draw an icon as a square at the left of the rectangle, with currentColor replaced."""
    # Imported here: the first window may have no icon to draw before it is shown.
    from PySide6.QtSvg import QSvgRenderer

    source = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    side = min(rect.width(), rect.height())
    place = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
    QSvgRenderer(QByteArray(source.replace("currentColor", color.name()).encode())).render(painter, place)


class _Drawn(QIconEngine):
    """Draws one SVG with currentColor replaced at the moment of painting, so a new theme needs no new icons."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        palette = QApplication.palette()
        role = QPalette.ColorRole.Highlight if state == QIcon.State.On else QPalette.ColorRole.WindowText
        if mode == QIcon.Mode.Disabled:
            role = QPalette.ColorRole.PlaceholderText
        draw(self._name, painter, rect, palette.color(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Drawn(self._name)


def icon(name: str) -> QIcon:
    """The icon of that name from resources/icons; a missing file shows at the first painting, as an error."""
    return QIcon(_Drawn(name))
