"""A trend on the screen, drawn in the colors of the theme: scores over their days, and the change that matters."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from clinic_desktop.values import dates
from clinic_desktop.values.trends import Trend
from ui.kit.grid import step
from ui.theme import points

_Role = QPalette.ColorRole
# The shade is the accent color, seen through.
_SHADE = 36
_CURVE, _THIN, _DOT, _LAST_DOT = 2.0, 1.0, 3.0, 5.0


def muted_color() -> QColor:
    """The color of muted words. Not the widget’s own: the style sheet makes it half of the ink, hard to read."""
    return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)


class TrendPlot(QWidget):
    """`rows` is its height in steps of the grid; a `spare` one has no scale and no days: those stand beside it."""

    def __init__(self, rows: int, *, spare: bool = False) -> None:
        """Draws nothing before `show_trend`."""
        super().__init__()
        self._rows, self._spare = rows, spare
        self._trend: Trend | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_trend(self, trend: Trend, words: str) -> None:
        """Draw it; `words` say the same to who does not see it."""
        self._trend = trend
        self.setAccessibleName(trend.title)
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(step(24), step(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(step(12), step(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._trend:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                _Drawing(painter, self, self._trend, self._spare).draw()


class _Drawing:
    """One painting of a trend."""

    def __init__(self, painter: QPainter, plot: QWidget, trend: Trend, spare: bool) -> None:
        self._painter, self._trend, self._spare = painter, trend, spare
        self._colors = plot.palette()
        self._fine = QFont(plot.font())
        self._fine.setPointSizeF(points(plot.font(), "small"))
        self._bold = QFont(self._fine)
        self._bold.setBold(True)
        self._letters = QFontMetricsF(self._fine)
        self._area = self._placed(QRectF(plot.rect()))

    def draw(self) -> None:
        self._draw_ground()
        self._draw_curve()
        if not self._spare:
            self._draw_days()

    def _placed(self, whole: QRectF) -> QRectF:
        """Where the curve stands: beside and below it is room for words."""
        trend, high = self._trend, self._letters.height()
        widest = max(self._width(one.words, self._bold) for one in trend.points)
        # Those below each other begin in one line, whatever they are counted in.
        left = (
            self._width("00/00", self._bold) / 2 + 1
            if self._spare
            else max(self._width(one.words) for one in (trend.least, trend.most)) + step(1)
        )
        right = max((self._width(one.words) + step(1) for one in trend.lines), default=0.0)
        below = _LAST_DOT if self._spare else high + step(1)
        return whole.adjusted(max(left, widest / 2 + 1), high, -max(right, widest / 2 + 1), -below)

    def _at(self, place: int) -> QPointF:
        one = self._trend.points[place]
        across = self._trend.across(one.day)
        return QPointF(self._area.left() + across * self._area.width(), self._level(one.value))

    def _level(self, value: int) -> float:
        return self._area.bottom() - self._trend.up(value) * self._area.height()

    def _width(self, words: str, font: QFont | None = None) -> float:
        return QFontMetricsF(font or self._fine).horizontalAdvance(words)

    def _color(self, role: QPalette.ColorRole) -> QColor:
        return self._colors.color(role)

    def _draw_ground(self) -> None:
        """The shade, with an edge for who sees it badly; the ends of the scale; the level lines."""
        painter, area, trend = self._painter, self._area, self._trend
        muted = muted_color()
        if trend.band:
            shade = self._color(_Role.Highlight)
            shade.setAlpha(_SHADE)
            low, high = (self._level(value) for value in trend.band)
            painter.fillRect(QRectF(area.left(), high, area.width(), low - high), shade)
            painter.setPen(QPen(muted, _THIN, Qt.PenStyle.DotLine))
            for y in (low, high):
                painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setFont(self._fine)
        for end in (trend.least, trend.most):
            y = self._level(end.value)
            painter.setPen(QPen(self._color(_Role.Mid), _THIN))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            if not self._spare:
                painter.setPen(muted)
                self._write(end.words, area.left() - step(1) - self._width(end.words), y + self._letters.ascent() / 3)
        for line in trend.lines:
            y = self._level(line.value)
            painter.setPen(QPen(self._color(_Role.WindowText), _THIN, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            self._write(line.words, area.right() + step(1), y + self._letters.ascent() / 3)

    def _draw_curve(self) -> None:
        painter, count = self._painter, len(self._trend.points)
        places = [self._at(place) for place in range(count)]
        painter.setPen(QPen(self._color(_Role.Highlight), _CURVE, c=Qt.PenCapStyle.RoundCap))
        for begin, end in pairwise(places):
            painter.drawLine(begin, end)
        painter.setBrush(self._color(_Role.Highlight))
        painter.setPen(QPen(self._color(_Role.Base), _THIN))
        for place, at in enumerate(places):
            size = _LAST_DOT if place == count - 1 else _DOT
            painter.drawEllipse(at, size, size)
        painter.setFont(self._bold)
        painter.setPen(self._color(_Role.WindowText))
        widest = max(self._width(one.words, self._bold) for one in self._trend.points)
        fitting = self._trend.spaced(widest * 1.4 / self._area.width())
        for one, at, fits in zip(self._trend.points, places, fitting, strict=True):
            if fits:
                wide = self._width(one.words, self._bold)
                self._write(one.words, at.x() - wide / 2, at.y() - _LAST_DOT - self._letters.descent())

    def _draw_days(self) -> None:
        """The days below the curve, as far as there is room."""
        trend, area, count = self._trend, self._area, len(self._trend.points)
        self._painter.setFont(self._fine)
        self._painter.setPen(muted_color())
        widest = max(self._width(dates.shown(one.day)) for one in trend.points)
        fitting = trend.spaced(widest * 1.2 / area.width(), inset=True)
        for place, (one, fits) in enumerate(zip(trend.points, fitting, strict=True)):
            if fits:
                words = dates.shown(one.day)
                is_last = place > 0 and place == count - 1
                back = self._width(words) * (1.0 if is_last else 0.5 if place else 0.0)
                self._write(words, self._at(place).x() - back, area.bottom() + self._letters.height())

    def _write(self, words: str, x: float, y: float) -> None:
        self._painter.drawText(QPointF(x, y), words)
