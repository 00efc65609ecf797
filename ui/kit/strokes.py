"""One icon drawn on a painter: its SVG with currentColor replaced."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF
from PySide6.QtGui import QColor, QPainter

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
