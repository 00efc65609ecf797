"""Stacked bars on the screen, in the colors of the theme; hatching tells parts apart too, never color alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desktop.values.bars import FILLS, BarChart, Fill, hatching
from ui.kit.grid import step
from ui.theme import points

_Role = QPalette.ColorRole
_EDGE, _LINE = 1.0, 1.0
# Of the width, at most for the words at the left; of few bars they may have more.
_MOST_LABEL, _FEW_LABEL, _FEW = 0.3, 0.5, 3


class BarPlot(QWidget):
    """As high as its bars; hidden while there is no picture."""

    def __init__(self) -> None:
        """Draws nothing before `show_chart`."""
        super().__init__()
        self._chart: BarChart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def show_chart(self, chart: BarChart | None) -> None:
        """Draw it; what it says is said too to who does not see it."""
        self._chart = chart
        self.setVisible(chart is not None)
        self.setAccessibleName(chart.title if chart else "")
        self.setAccessibleDescription(chart.said if chart else "")
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: object) -> None:
        # Of a narrower picture the key takes more lines.
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        if self._chart is None:
            return QSize(step(24), 0)
        drawing = _Bars(self, self._chart)
        return QSize(step(48), round(drawing.height))

    def minimumSizeHint(self) -> QSize:
        return QSize(step(24), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                _Bars(self, self._chart).draw(painter)
                if self.hasFocus():
                    painter.setPen(QPen(self.palette().color(_Role.Highlight), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class _Bars:
    """One painting of a chart."""

    def __init__(self, plot: QWidget, chart: BarChart) -> None:
        self._chart, self._colors, self._width = chart, plot.palette(), float(plot.width())
        self._fine = QFont(plot.font())
        self._fine.setPointSizeF(points(plot.font(), "small"))
        self._bold = QFont(self._fine)
        self._bold.setBold(True)
        self._letters, self._heavy = QFontMetricsF(self._fine), QFontMetricsF(self._bold)
        self._keys = self._laid_keys()

    @property
    def _row(self) -> float:
        """How high a bar is with the space below it."""
        return self._letters.height() + step(1) / 4

    @property
    def height(self) -> float:
        """In pixels."""
        keys = len(self._keys) * (self._letters.height() + step(1) / 2)
        return keys + step(1) + len(self._chart.bars) * self._row + step(1) / 2

    def draw(self, painter: QPainter) -> None:
        """The key, then the bars."""
        y = step(1) / 2
        for keys in self._keys:
            self._draw_keys(painter, keys, y)
            y += self._letters.height() + step(1) / 2
        y += step(1) / 2
        bars = self._chart.bars
        widest = max(self._letters.horizontalAdvance(bar.label) for bar in bars)
        most = _FEW_LABEL if len(bars) <= _FEW else _MOST_LABEL
        left = min(widest, self._width * most) + step(1)
        after = max(self._heavy.horizontalAdvance(bar.words) for bar in bars) + step(2)
        room = self._width - left - after
        for bar in bars:
            high = self._row - step(1) / 2
            label = self._letters.elidedText(bar.label, Qt.TextElideMode.ElideRight, left - step(1))
            base = y + (high + self._letters.ascent() - self._letters.descent()) / 2
            painter.setPen(self._colors.color(_Role.WindowText))
            painter.setFont(self._fine)
            painter.drawText(QPointF(left - step(1) - self._letters.horizontalAdvance(label), base), label)
            end = left
            for place, begin, stop in self._chart.spans(bar):
                end = left + stop * room
                self._fill(painter, QRectF(left + begin * room, y, (stop - begin) * room, high), FILLS[place])
            painter.setFont(self._bold)
            painter.setPen(self._colors.color(_Role.WindowText))
            painter.drawText(QPointF(end + step(1), base), bar.words)
            y += self._row
        painter.setPen(QPen(self._colors.color(_Role.WindowText), _EDGE))
        painter.drawLine(QPointF(left, y - len(bars) * self._row - step(1) / 4), QPointF(left, y - step(1) / 4))

    def _laid_keys(self) -> list[list[tuple[int, str, float]]]:
        """What the fills mean, in as many lines as it takes; nothing where a bar has but one part."""
        if len(self._chart.parts) == 1:
            return []
        lines: list[list[tuple[int, str, float]]] = [[]]
        for place, words in enumerate(self._chart.parts):
            shown = self._letters.elidedText(words, Qt.TextElideMode.ElideRight, step(36))
            width = self._letters.height() + self._letters.horizontalAdvance(shown) + step(3)
            if lines[-1] and sum(one[2] for one in lines[-1]) + width > self._width:
                lines.append([])
            lines[-1].append((place, shown, width))
        return lines

    def _draw_keys(self, painter: QPainter, keys: list[tuple[int, str, float]], y: float) -> None:
        x, side = _EDGE, self._letters.ascent()
        painter.setFont(self._fine)
        for place, words, width in keys:
            self._fill(painter, QRectF(x, y, side, side), FILLS[place])
            painter.setPen(self._colors.color(_Role.WindowText))
            painter.drawText(QPointF(x + side + step(1), y + side - self._letters.descent() / 2), words)
            x += width

    def _fill(self, painter: QPainter, box: QRectF, fill: Fill) -> None:
        ink = self._colors.color(_Role.WindowText)
        painter.fillRect(box, _between(self._colors.color(_Role.Base), self._colors.color(_Role.Highlight), fill.dark))
        painter.setPen(QPen(ink, _LINE))
        for begin, end in hatching(fill.hatch, (box.left(), box.top(), box.right(), box.bottom()), step(1) * 0.75):
            painter.drawLine(QPointF(*begin), QPointF(*end))
        painter.setPen(QPen(ink, _EDGE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)


def _between(ground: QColor, ink: QColor, share: float) -> QColor:
    def mixed(low: float, high: float) -> float:
        return low + (high - low) * share

    return QColor.fromRgbF(
        mixed(ground.redF(), ink.redF()), mixed(ground.greenF(), ink.greenF()), mixed(ground.blueF(), ink.blueF())
    )
