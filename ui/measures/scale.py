"""A question with a scale of numbers: chosen by a digit, by the arrows or with the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QVBoxLayout, QWidget

from clinic_desktop.measures.model import MeasureQuestion
from clinic_desktop.measures.rules.words import number
from clinic_desktop.wording import say
from ui.kit.field import Field
from ui.kit.grid import step
from ui.kit.layout import holder, row
from ui.kit.text import Text
from ui.measures.plot import muted_color

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_CLEARS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_EDGE, _FOCUS_EDGE = 1.0, 2.0
# Between two numbers.
_APART = 3.0
# A number is at most so wide, in steps of the grid: further apart they are no scale to the eye.
_MOST_CELL = 7


class NumberScale(QSlider):
    """Numbers beside each other, one of them chosen or none yet. A slider to a screen reader. "1" and "0" one after the
    other are 10, "-" and a digit a number below 0."""

    answered = Signal()

    def __init__(self, least: int, most: int) -> None:
        """Nothing is chosen."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(least, most)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chosen: int | None = None
        self._typed = ""
        self._beside: QWidget | None = None

    def choose(self, value: int | None) -> None:
        """Choose a number by program, None for none."""
        self.chosen = value
        self.setValue(self.minimum() if value is None else value)
        self.update()

    def cell(self, value: int) -> QRectF:
        """Where a number stands."""
        count = self.maximum() - self.minimum() + 1
        wide = min((self.width() - _EDGE + _APART) / count, step(_MOST_CELL))
        # The first begins where the words above it do.
        left = _EDGE / 2 + (value - self.minimum()) * wide
        return QRectF(left, _EDGE / 2, wide, self.height() - _EDGE)

    def stand_beside(self, other: QWidget) -> None:
        """Be as high as that, in one line with it."""
        self._beside = other
        self.updateGeometry()

    def most_wide(self) -> int:
        """How wide it is drawn where there is room."""
        return step(_MOST_CELL) * (self.maximum() - self.minimum() + 1)

    def sizeHint(self) -> QSize:
        return QSize(step(5) * (self.maximum() - self.minimum() + 1), self._high())

    def minimumSizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(number(self.minimum() * 10)) + step(1)
        return QSize(wide * (self.maximum() - self.minimum() + 1), self._high())

    def _high(self) -> int:
        return self._beside.sizeHint().height() if self._beside else step(5)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for value in range(self.minimum(), self.maximum() + 1):
                self._paint_cell(painter, value, colors)
            if self.hasFocus():
                around = self.cell(self.minimum()).united(self.cell(self.maximum()))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colors.color(QPalette.ColorRole.Highlight), _FOCUS_EDGE))
                # In the place of the edges of the numbers, as with any field.
                painter.drawRoundedRect(
                    around.adjusted(_EDGE / 2, _EDGE / 2, -_APART, -_EDGE / 2), step(1) / 2, step(1) / 2
                )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, key = event.text().replace("−", "-"), event.key()
        if key in _STEPS:
            self._answer(self._stepped(_STEPS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._answer(self.minimum() if key == Qt.Key.Key_Home else self.maximum())
        elif key in _CLEARS:
            self._answer(None)
        elif (text in ("-", "+") and self.minimum() < 0) or (text.isdecimal() and text.isascii()):
            self._type(text)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._typed = ""
        super().focusOutEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        values = range(self.minimum(), self.maximum() + 1)
        hit = next((one for one in values if self.cell(one).contains(event.position())), None)
        if hit is not None and event.button() == Qt.MouseButton.LeftButton:
            self._answer(hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """An answer is given where the button went down."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """An answer is given where the button went down."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Who scrolls the page changes no answer on the way.
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def _type(self, text: str) -> None:
        """A digit or a sign: it goes on with what was typed before where that makes a number of the scale."""
        for typed in (self._typed + text, text):
            is_sign = typed in ("-", "+")
            if is_sign or (typed.lstrip("+-").isdecimal() and self.minimum() <= int(typed) <= self.maximum()):
                self._typed = typed
                if not is_sign:
                    self._answer(int(typed), typed)
                return
        self._typed = ""

    def _stepped(self, by: int) -> int:
        if self.chosen is None:
            return max(self.minimum(), 0) if by > 0 else self.maximum()
        return max(self.minimum(), min(self.maximum(), self.chosen + by))

    def _answer(self, value: int | None, typed: str = "") -> None:
        self._typed = typed
        if value != self.chosen:
            self.choose(value)
            self.answered.emit()

    def _paint_cell(self, painter: QPainter, value: int, colors: QPalette) -> None:
        place, is_chosen = self.cell(value).adjusted(0, 0, -_APART, 0), value == self.chosen
        role = QPalette.ColorRole
        painter.setPen(QPen(colors.color(role.Highlight) if is_chosen else muted_color(), _EDGE))
        painter.setBrush(colors.color(role.Highlight if is_chosen else role.Base))
        painter.drawRoundedRect(place, step(1) / 2, step(1) / 2)
        font = self.font()
        # The chosen one is not told by its color alone.
        font.setBold(is_chosen)
        painter.setFont(font)
        painter.setPen(colors.color(role.HighlightedText if is_chosen else role.WindowText))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, number(value * 10))


class ScaleField(Field):
    """The question above its scale, the words of both ends below it. Its value is the number, "" while none is chosen.

    `names` are the words of each number, from the least; the chosen one's stand below.
    """

    box: NumberScale

    def __init__(self, key: str, question: MeasureQuestion, ends: tuple[int, int], names: Sequence[str] = ()) -> None:
        """Nothing is chosen."""
        super().__init__(key, question.words, "", NumberScale(*ends))
        self._question, self._names = question, names
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        words = row(Text(question.low, "small", wrap=False), None, Text(question.high, "small", wrap=False))
        self._ends = holder(words)
        self._ends.setMaximumWidth(self.box.most_wide())
        layout.insertWidget(layout.indexOf(self.box) + 1, self._ends)
        self.box.answered.connect(self._on_answered)
        self._say_below()

    def hide_ends(self) -> None:
        """Leave out the words of both ends, where those above several scales say the same."""
        self._ends.hide()

    def value(self) -> str:
        """The chosen number."""
        return "" if self.box.chosen is None else str(self.box.chosen)

    def set_value(self, value: str) -> None:
        """Choose a number; anything else chooses none."""
        is_number = value.removeprefix("-").isdecimal() and value.isascii()
        found = int(value) if is_number and self.box.minimum() <= int(value) <= self.box.maximum() else None
        if found != self.box.chosen:
            self.box.choose(found)
            self._on_answered()

    def _on_answered(self) -> None:
        if self._names:
            chosen = self.box.chosen
            self.show_hint("" if chosen is None else self._named(chosen))
        else:
            self._say_below()
        self.changed.emit()

    def _named(self, value: int) -> str:
        name = self._names[value - self.box.minimum()]
        return say("{score}: {words}", score=number(value * 10), words=name)

    def _say_below(self) -> None:
        super()._say_below()
        ends = say(
            "{least}: {low}. {most}: {high}.",
            least=number(self.box.minimum() * 10),
            low=self._question.low,
            most=number(self.box.maximum() * 10),
            high=self._question.high,
        )
        none = say("Nothing is chosen yet.") if self.box.chosen is None else ""
        self.box.setAccessibleDescription(" ".join(part for part in (self.below(), none, ends) if part))
