"""Paints the figure and marks on it at any size, in the colors of the scheme."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import Property, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPainterPath, QPalette, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desktop.body_maps.loader import body_figure, figure_trouble
from clinic_desktop.body_maps.model.figure import FIGURE_HEIGHT, FigureRegion, FigureView
from clinic_desktop.body_maps.model.kinds import KINDS
from clinic_desktop.body_maps.model.maps import BodyMark
from clinic_desktop.body_maps.rules.regions import FigurePoint, full_width, offsets
from clinic_desktop.body_maps.rules.words import view_words
from clinic_desktop.values.outlines import Outline
from clinic_desktop.wording import say
from ui.kit.grid import step

_EDGE, _FINE = 1.5, 1.0
_TINT = 48
# A mark is so much of a step around; a stronger one is a little larger.
_RADIUS, _LEAST_SHARE, _SHARE_OF_ONE = 1.12, 0.88, 0.03
_USUAL_INTENSITY = 4
# In radiuses: a letter, a number beside, the rim, the line of a hollow mark, how far down a letter goes in a triangle.
_LETTER, _NUMBER, _RIM, _HOLLOW, _LOWER = 1.25, 1.05, 0.35, 0.2, 0.22
_PICTURE = 0.38
# From here on, in steps, a figure has marks of full size.
_FULL_STEPS = 44
_HUNDREDTH = 0.01
# How far in from the edges of a view its L and R stand.
_SIDES_IN = 0.18


class DrawnMark(NamedTuple):
    """A mark as it is painted."""

    kind: str
    point: FigurePoint
    intensity: int | None


def drawn_marks(marks: Iterable[BodyMark]) -> tuple[DrawnMark, ...]:
    """Kept marks as they are painted."""
    return tuple(DrawnMark(one.kind, FigurePoint(one.view, one.x, one.y), one.intensity) for one in marks)


class MarkInks(NamedTuple):
    """What a mark is painted in: its color, what it lies on, and its letter."""

    color: QColor
    paper: QColor
    letter: QColor


class FigureWidget(QWidget):
    """All views beside each other, as large as there is room, with numbered marks; nothing can be done with it."""

    def __init__(self, name: str, least_steps: int) -> None:
        """`name` is read by screen readers; it is never lower than so many steps of the grid."""
        super().__init__()
        self._least = least_steps
        self._colors: dict[str, QColor] = {}
        self.marks: Sequence[DrawnMark] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_marks(self, marks: Sequence[DrawnMark], words: str) -> None:
        """Show these marks; `words` are the same for who cannot see them."""
        self.marks = marks
        self.setAccessibleDescription(words)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return self.size_of(step(self._least))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def scale(self) -> float:
        """Pixels a unit."""
        return min(self.width() / full_width(body_figure()), (self.height() - self._around()) / FIGURE_HEIGHT)

    def pixel_of(self, point: FigurePoint) -> QPointF:
        """Where a point of the figure is in the widget."""
        scale = self.scale()
        return QPointF(
            self._left() + (offsets(body_figure())[point.view] + point.x) * scale,
            self._words_height() + point.y * scale,
        )

    def point_of(self, at: QPointF) -> FigurePoint | None:
        """The point of the figure's views under a pixel, on the figure or beside it; None between the views."""
        scale, figure = self.scale(), body_figure()
        x, y = (at.x() - self._left()) / scale, (at.y() - self._words_height()) / scale
        for key, begin in offsets(figure).items():
            if begin <= x <= begin + figure.views[key].width and 0 <= y <= FIGURE_HEIGHT:
                return FigurePoint(key, round(x - begin), round(y))
        return None

    def radius(self, one: DrawnMark) -> float:
        """How large a mark is, in pixels; smaller where the figure is small."""
        intensity = _USUAL_INTENSITY if one.intensity is None else one.intensity
        room = min(1.0, self.height() / step(_FULL_STEPS))
        return step(1) * _RADIUS * room * (_LEAST_SHARE + _SHARE_OF_ONE * intensity)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for view in body_figure().views.values():
            self._paint_view(painter, view)
        self.paint_between(painter)
        for one in self.marks:
            paint_mark(painter, one.kind, self.pixel_of(one.point), self.radius(one), self.inks(one.kind))
        # Afterwards: no mark lies on the number of its neighbor.
        for number, one in enumerate(self.marks, 1):
            self._paint_number(painter, one, number)
        self.paint_over(painter)
        painter.end()

    def paint_between(self, painter: QPainter) -> None:
        """What lies on the figure and below the marks."""

    def paint_over(self, painter: QPainter) -> None:
        """What lies over all."""

    def paint_region(self, painter: QPainter, view: str, region: FigureRegion) -> None:
        """Tint a region."""
        found = next(shape for shape in body_figure().views[view].shapes if region in shape.regions)
        cut = QPainterPath()
        cut.addPolygon(QPolygonF([QPointF(*corner) for corner in region.corners]))
        cut.closeSubpath()
        tint = QColor(self.palette().color(QPalette.ColorRole.Accent))
        tint.setAlpha(_TINT)
        painter.save()
        self._enter(painter, view)
        painter.setClipPath(painter_path(found.outline))
        painter.fillPath(cut, tint)
        painter.restore()

    def inks(self, kind: str) -> MarkInks:
        """What a kind of mark is painted in. What is to be avoided is hollow, all others are filled."""
        palette = self.palette()
        by_kind = {
            "pain": self._colors.get("stop"),
            "numb": palette.color(QPalette.ColorRole.Accent),
            "spasm": self._colors.get("warning"),
            "scar": self._colors.get("muted"),
            "swelling": self._colors.get("good"),
            "avoid": self._colors.get("stop"),
        }
        color = by_kind.get(kind) or palette.color(QPalette.ColorRole.Text)
        letter = color if kind == "avoid" else palette.color(QPalette.ColorRole.HighlightedText)
        return MarkInks(color, palette.color(QPalette.ColorRole.Base), letter)

    def _paint_view(self, painter: QPainter, view: FigureView) -> None:
        palette = self.palette()
        ink = self._colors.get("muted") or palette.color(QPalette.ColorRole.Text)
        painter.save()
        self._enter(painter, view.key)
        for shape in view.shapes:
            painter.fillPath(painter_path(shape.outline), palette.color(QPalette.ColorRole.Window))
            painter.strokePath(painter_path(shape.edge), _pen(ink, _EDGE))
            for line in shape.lines:
                painter.strokePath(painter_path(line), _pen(ink, _FINE))
        painter.restore()
        self._paint_words(painter, view, ink)

    def _paint_words(self, painter: QPainter, view: FigureView, ink: QColor) -> None:
        painter.setPen(ink)
        scale = self.scale()
        left = self._left() + offsets(body_figure())[view.key] * scale
        box = QRectF(left, step(1) / 2, view.width * scale, self.fontMetrics().height())
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, view_words(view.key))
        if view.key in ("front", "back"):
            sides = (say("R"), say("L")) if view.toward > 0 else (say("L"), say("R"))
            for side, where in zip(sides, (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight), strict=True):
                inner = box.adjusted(box.width() * _SIDES_IN, 0, -box.width() * _SIDES_IN, 0)
                painter.drawText(inner, where | Qt.AlignmentFlag.AlignVCenter, side)

    def _paint_number(self, painter: QPainter, one: DrawnMark, number: int) -> None:
        at, radius = self.pixel_of(one.point), self.radius(one)
        font = painter.font()
        font.setPixelSize(max(1, round(radius * _NUMBER)))
        font.setBold(True)
        words = QPainterPath()
        words.addText(at + QPointF(radius * 1.15, -radius * 0.45), font, str(number))
        # A rim of the ground keeps it legible over a line of the figure.
        rim = _pen(self.palette().color(QPalette.ColorRole.Window), radius * 0.4)
        painter.strokePath(words, rim)
        painter.fillPath(words, self.palette().color(QPalette.ColorRole.Text))

    def _enter(self, painter: QPainter, view: str) -> None:
        scale = self.scale()
        painter.translate(self.pixel_of(FigurePoint(view, 0, 0)))
        painter.scale(scale, scale)

    def _words_height(self) -> int:
        return self.fontMetrics().height() + step(2)

    def _around(self) -> int:
        """Above the figure, and below its feet."""
        return self._words_height() + step(1)

    def _left(self) -> float:
        return max(0.0, (self.width() - full_width(body_figure()) * self.scale()) / 2)

    def size_of(self, height: int) -> QSize:
        """How large it is at a height, with nothing left over at its sides; nothing where there is no figure."""
        if figure_trouble():
            # Qt asks for it of what is hidden too, and cannot be told of a mistake in a file.
            return QSize(0, 0)
        return QSize(round((height - self._around()) / FIGURE_HEIGHT * full_width(body_figure())), height)

    def _keep_color(name: str) -> Property:  # type: ignore[misc]  # noqa: N805
        """A color that the style sheet sets, for the palette of Qt knows neither good nor wrong."""

        def read(self: "FigureWidget") -> QColor:
            return self._colors.get(name, QColor())

        def write(self: "FigureWidget", color: QColor) -> None:
            self._colors[name] = color
            self.update()

        return Property(QColor, read, write)

    muted, good = _keep_color("muted"), _keep_color("good")
    warning, stop = _keep_color("warning"), _keep_color("stop")


def paint_mark(painter: QPainter, kind: str, at: QPointF, radius: float, inks: MarkInks) -> None:
    """One mark with its letter, and a rim that keeps it apart from what lies below."""
    painter.save()
    painter.translate(at)
    painter.save()
    painter.scale(radius * _HUNDREDTH, radius * _HUNDREDTH)
    shape, is_hollow = painter_path(body_figure().marks[kind]), inks.letter == inks.color
    painter.strokePath(shape, _pen(inks.paper, radius * _RIM))
    painter.fillPath(shape, QBrush(inks.paper if is_hollow else inks.color))
    painter.strokePath(shape, _pen(inks.color, radius * _HOLLOW if is_hollow else _FINE))
    painter.restore()
    font = painter.font()
    font.setPixelSize(max(1, round(radius * _LETTER)))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(inks.letter)
    # A triangle is wide where it is low.
    down = radius * _LOWER if kind == "spasm" else 0.0
    box = QRectF(-2 * radius, -2 * radius + down, 4 * radius, 4 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, KINDS[kind].letter)
    painter.restore()


def mark_icon(widget: FigureWidget, kind: str) -> QIcon:
    """A mark as a picture beside its words."""
    side, ratio = step(2) + step(1) // 2, widget.devicePixelRatioF()
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(0, 0, 0, 0))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, kind, QPointF(side / 2, side / 2), side * _PICTURE, widget.inks(kind))
    painter.end()
    icon = QIcon(made)
    # Qt would tint it in a row that is chosen.
    icon.addPixmap(made, QIcon.Mode.Selected)
    return icon


@cache
def painter_path(steps: Outline) -> QPainterPath:
    """An outline as Qt paints it."""
    path = QPainterPath()
    for one in steps:
        points = [QPointF(*point) for point in one.points]
        if one.verb == "M":
            path.moveTo(points[0])
        elif one.verb == "L":
            path.lineTo(points[0])
        elif one.verb == "C":
            path.cubicTo(points[0], points[1], points[2])
        else:
            path.closeSubpath()
    return path


def _pen(color: QColor, width: float) -> QPen:
    made = QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    # As wide on the screen whatever the size of the figure.
    made.setCosmetic(True)
    return made
