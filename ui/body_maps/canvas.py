"""The figure that one draws on, by mouse, by pen, or by keys alone."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QPointingDevice,
    QShowEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy

from clinic_desktop.body_maps.loader import body_figure
from clinic_desktop.body_maps.model.kinds import KINDS
from clinic_desktop.body_maps.rules.regions import (
    FigurePoint,
    first_stop,
    moved_point,
    next_stop,
    place_at,
    region_at,
)
from ui.body_maps.drawn import DrawnMark, FigureWidget
from ui.kit.grid import step

_ARROWS: Mapping[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
# With Shift or Ctrl held down, in units.
_FINE_UNITS = 4
# Never lower than this; else as high as the window leaves room beside what stands around it.
_LEAST_STEPS, _AROUND_STEPS = 44, 60
NONE = -1


class FigureCanvas(FigureWidget):
    """`placed` where a new mark goes, `moved` and `removed` with the number of a mark from 0, `picked` with that or
    NONE; `kind_chosen` and `digit_typed` by a key; `looked` whenever another place is looked at."""

    placed = Signal(object)
    moved = Signal(int, object)
    picked = Signal(int)
    removed = Signal(int)
    kind_chosen = Signal(str)
    digit_typed = Signal(str)
    looked = Signal()

    def __init__(self, name: str) -> None:
        """The cross begins in front, in the face."""
        super().__init__(name, _LEAST_STEPS)
        self.chosen = NONE
        self.cross = first_stop(body_figure())
        self._hovered: FigurePoint | None = None
        # The mark that is held by the mouse, and where it was taken.
        self._held = NONE
        self._taken = QPointF()
        self._is_dragged = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setTabletTracking(True)

    @property
    def looked_at(self) -> FigurePoint:
        """The place under the pointer, else under the cross."""
        return self._hovered or self.cross

    def choose(self, mark: int) -> None:
        """Show which mark is chosen, NONE for none; the cross goes there."""
        self.chosen = mark
        if 0 <= mark < len(self.marks):
            self.cross, self._hovered = self.marks[mark].point, None
        self.looked.emit()
        self.update()

    def sizeHint(self) -> QSize:
        return self.size_of(max(step(_LEAST_STEPS), self.window().height() - step(_AROUND_STEPS)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.updateGeometry()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.window().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        letters = {one.letter: kind for kind, one in KINDS.items()}
        is_bare = not held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        text = event.text().upper() if is_bare else ""
        if key in _ARROWS:
            self._walk(_ARROWS[key], held)
        elif text in letters:
            self.kind_chosen.emit(letters[text])
        elif text.isascii() and text.isdigit():
            self.digit_typed.emit(text)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and is_bare:
            # Held down it would set one mark over the other.
            if not event.isAutoRepeat():
                self.placed.emit(self.cross)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.chosen != NONE:
                self.removed.emit(self.chosen)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self.marks:
            on = 1 if key == Qt.Key.Key_PageDown else -1
            self.picked.emit((self.chosen + on) % len(self.marks) if self.chosen != NONE else 0)
        else:
            super().keyPressEvent(event)

    # A finger that nobody takes here comes again as a mouse. A pen would too, but its other end rubs out.
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = NONE

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802
        """However lightly the pen touches; its buttons do nothing, as those of a mouse."""
        kind, at = event.type(), event.position()
        is_down = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if event.pointerType() == QPointingDevice.PointerType.Eraser:
            mark = self._mark_at(at) if is_down else NONE
            if mark != NONE:
                self.removed.emit(mark)
        elif kind == QEvent.Type.TabletMove:
            self._go_to(at)
        elif kind == QEvent.Type.TabletRelease:
            self._held = NONE
        elif event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._press(at)
        # Taken: no mouse is made of it, which would set a second mark.
        event.accept()

    def _press(self, at: QPointF) -> None:
        """Set a mark there, or choose and hold the one that is there."""
        mark = self._mark_at(at)
        point = self._on_figure(at)
        if mark == NONE and point:
            self.cross = point
            self.placed.emit(point)
            mark = self.chosen
        else:
            self.picked.emit(mark)
        self._held, self._taken, self._is_dragged = mark, at, False

    def _go_to(self, at: QPointF) -> None:
        """Look there, and take along the mark that is held."""
        point = self._on_figure(at)
        self._hovered = point
        if self._held != NONE:
            self._is_dragged |= (at - self._taken).manhattanLength() >= QApplication.startDragDistance()
            if self._is_dragged and point:
                self.moved.emit(self._held, point)
        self.setCursor(Qt.CursorShape.CrossCursor if point else Qt.CursorShape.ArrowCursor)
        self.looked.emit()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self._hovered = None
        self.looked.emit()
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paint_between(self, painter: QPainter) -> None:
        """The region that is looked at."""
        if self._hovered or self.hasFocus():
            at = self.looked_at
            region = region_at(body_figure().views[at.view], at.x, at.y)
            if region:
                self.paint_region(painter, at.view, region)

    def paint_over(self, painter: QPainter) -> None:
        """The chosen mark, the cross, and that the keys go here."""
        accent = self.palette().color(QPalette.ColorRole.Accent)
        if 0 <= self.chosen < len(self.marks):
            self._ring(painter, self.marks[self.chosen], accent)
        if self.hasFocus():
            self._paint_cross(painter, accent)
            painter.setPen(QPen(accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), step(1), step(1))

    def _walk(self, way: tuple[int, int], held: Qt.KeyboardModifier) -> None:
        figure, (right, down) = body_figure(), way
        self._hovered = None
        if held & Qt.KeyboardModifier.ControlModifier and self.chosen != NONE:
            here = self.marks[self.chosen].point
            self.moved.emit(self.chosen, moved_point(figure, here, right * _FINE_UNITS, down * _FINE_UNITS))
            return
        if held & Qt.KeyboardModifier.ShiftModifier:
            self.cross = moved_point(figure, self.cross, right * _FINE_UNITS, down * _FINE_UNITS)
        else:
            self.cross = next_stop(figure, self.cross, right, down)
        on_it = [at for at, one in enumerate(self.marks) if one.point == self.cross]
        self.picked.emit(on_it[-1] if on_it else NONE)

    def _ring(self, painter: QPainter, one: DrawnMark, color: QColor) -> None:
        painter.setPen(QPen(color, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self.radius(one) * 1.45
        painter.drawEllipse(self.pixel_of(one.point), radius, radius)

    def _paint_cross(self, painter: QPainter, color: QColor) -> None:
        at, arm, gap = self.pixel_of(self.cross), step(2), step(1) * 0.5
        painter.setPen(QPen(color, 2))
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(at + QPointF(x, y) * gap, at + QPointF(x, y) * arm)

    def _on_figure(self, at: QPointF) -> FigurePoint | None:
        point = self.point_of(at)
        return point if point and place_at(body_figure(), point) else None

    def _mark_at(self, at: QPointF) -> int:
        """The mark under a pixel, of several the one on top."""
        near: Sequence[int] = [
            number
            for number, one in enumerate(self.marks)
            if (self.pixel_of(one.point) - at).manhattanLength() <= self.radius(one) * 1.3
        ]
        return near[-1] if near else NONE
