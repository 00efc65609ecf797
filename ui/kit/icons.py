"""Our own drawn icons, in the color of the text around them, crisp at every scale."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> "QIcon":
    """The icon of that name from resources/icons; a missing file shows at the first painting, as an error.

    `role` is the color of the text beside it.
    """
    # Imported here: Qt's class of icons takes 4 ms, and sign-in draws its mark without it.
    from PySide6.QtGui import QIcon

    from ui.kit.drawn import Drawn

    return QIcon(Drawn(name, role))
