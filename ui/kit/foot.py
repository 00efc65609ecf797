"""The row of buttons below a form: it stays in view while the page around it scrolls."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.kit.buttons import look_as
from ui.kit.grid import step
from ui.kit.layout import ScrolledPage, Scrolling

if TYPE_CHECKING:
    from PySide6.QtGui import QMoveEvent, QResizeEvent, QShowEvent


class Foot(QFrame):
    """Stands where its layout puts it; where that lies below what is seen of the page, at the bottom of the view, over
    the form. So whoever types in a long form sees Save, and a short one looks as ever."""

    def __init__(self, buttons: QHBoxLayout) -> None:
        """Around these buttons."""
        super().__init__()
        self.setProperty("surface", "foot")
        buttons.setContentsMargins(0, 0, 0, 0)
        self.setLayout(buttons)
        self._area: Scrolling | None = None
        # Where the layout put it, and where it was moved to from there.
        self._place, self._moved = QRect(), QRect()
        self._is_held = False

    @property
    def is_held(self) -> bool:
        """Whether it stands over the form, for its own place is out of view."""
        return self._is_held

    def showEvent(self, event: "QShowEvent") -> None:
        super().showEvent(event)
        area = self._around()
        if area is not self._area and area:
            area.view_moved.connect(self._hold)
        self._area = area
        self._hold()

    def moveEvent(self, event: "QMoveEvent") -> None:
        super().moveEvent(event)
        self._on_placed()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._on_placed()

    def _on_placed(self) -> None:
        # Moved by the layout, and not by us.
        if self.geometry() != self._moved:
            self._place = self.geometry()
            self._hold()

    def _hold(self) -> None:
        """Move to the bottom of the view, or back to the own place."""
        parent, area, beside = self.parentWidget(), self._area, step(1)
        if not (parent and area and self.isVisible()):
            return
        # It has no frame and no bar below: its height is that of the view.
        seen = parent.mapFrom(area, QPoint(0, area.height())).y()
        # With room above and below the buttons, which stand in its middle: at its place they are where they would be.
        own, high = self._place.y() - beside, self._place.height() + 2 * beside
        top = min(own, seen - high)
        # Of a form that is hardly in view itself it covers nothing.
        if top < high:
            top = own
        self._moved = QRect(self._place.x(), top, self._place.width(), high)
        self.setGeometry(self._moved)
        self.raise_()
        if self._is_held != (top < own):
            self._is_held = top < own
            look_as(self, "held", "true" if self._is_held else "false")

    def _around(self) -> Scrolling | None:
        # Not up to the area itself: between it and its page stands a widget of Qt's own, and to be handed the first of
        # those takes 20 ms, which the first window would wait for.
        parent = self.parentWidget()
        while parent and not isinstance(parent, ScrolledPage):
            parent = parent.parentWidget()
        return parent.area if isinstance(parent, ScrolledPage) else None
