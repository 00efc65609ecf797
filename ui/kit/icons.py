"""Our own drawn icons, in the color of the text around them, crisp at every scale."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPalette

from clinic_desktop.paths import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtSvg import QSvgRenderer


def draw(name: str, painter: QPainter, rect: QRect, color: QColor) -> None:
    """Draw an icon as a square at the left of the rectangle, with currentColor replaced."""
    side = min(rect.width(), rect.height())
    place = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
    _renderer(name, color.name()).render(painter, place)


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> "QIcon":
    """The icon of that name from resources/icons; a missing file shows at the first painting, as an error.

    `role` is the color of the text beside it.
    """
    # Imported here: Qt's class of icons takes 4 ms, and sign-in draws its mark without it.
    from PySide6.QtGui import QIcon

    from ui.kit.drawn import Drawn

    return QIcon(Drawn(name, role))


@cache
def _renderer(name: str, color: str) -> "QSvgRenderer":
    # Imported here: the first window may have no icon to draw before it is shown.
    from PySide6.QtSvg import QSvgRenderer

    source = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
