"""Lines of fields whose boxes stand level, however many lines a label beside them takes."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.kit.field import Field
from ui.kit.grid import step
from ui.kit.one_line import OneLine
from ui.kit.shares import widths

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

# A field with its share of the width.
Line = list[tuple[int, Field]]
_A_TIME = "12:45 PM"
# Frame and margins of a box, in steps.
_BESIDE = 3


class FieldLine(QHBoxLayout):
    """Fields beside each other. A label that wraps in a narrow window moves the other boxes down with its own; where
    what is typed would be cut, the fields go on in the next line."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        # Qt asks for the height at a width dozens of times before it settles: what was found is kept until something
        # in the line changes.
        self._leasts: dict[Field, int] = {}
        self._heights: dict[int, int] = {}

    def invalidate(self) -> None:
        super().invalidate()
        self._leasts.clear()
        self._heights.clear()

    def setGeometry(self, rect: "QRect") -> None:
        lines = self._lines(rect.width())
        super().setGeometry(rect)
        if len(lines) > 1:
            self._place(lines, rect)
        elif placed := self._on_grid(rect.width()):
            for field, left, wide in placed:
                field.setGeometry(rect.x() + left, field.y(), wide, field.height())
        elif any(field.width() < self._least(field) for _, field in lines[0]):
            self._place(lines, rect)
        for line in lines:
            level(field for _, field in line)

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._height_at(width)
        return known

    def _height_at(self, width: int) -> int:
        lines = self._lines(width)
        if len(lines) == 1:
            high = super().heightForWidth(width)
            placed = self._on_grid(width)
            return max(high, _height([(field, wide) for field, _, wide in placed])) if placed else high
        heights = [_height(self._shared(line, width)) for line in lines]
        return sum(heights) + self.spacing() * (len(heights) - 1)

    def minimumSize(self) -> QSize:
        least = [self._least(field) for _, field in self._shown()]
        return QSize(max(least, default=0), super().minimumSize().height())

    def _least(self, field: Field) -> int:
        known = self._leasts.get(field)
        if known is None:
            known = self._leasts[field] = _least(field)
        return known

    def _shown(self) -> "Line":
        found = ((at, item.widget()) for at in range(self.count()) if (item := self.itemAt(at)))
        return [(self.stretch(at), one) for at, one in found if isinstance(one, Field) and not one.isHidden()]

    def _on_grid(self, width: int) -> list[tuple[Field, int, int]]:
        """Each field with its left edge and its width, so that half of a line ends where two quarters of the next one
        do, however many gaps lie between; nothing where a field would be too narrow."""
        found = [(self.stretch(at), item) for at in range(self.count()) if (item := self.itemAt(at))]
        # What is hidden takes no room; what is left free does.
        shown = [(share, item) for share, item in found if item.spacerItem() or not item.isEmpty()]
        whole, room, before, placed = sum(share for share, _ in shown), width + self.spacing(), 0, []
        for share, item in shown:
            left = room * before // whole if whole else 0
            before += share
            field = item.widget()
            if isinstance(field, Field):
                wide = room * before // whole - self.spacing() - left if whole and share else 0
                if wide < self._least(field):
                    return []
                placed.append((field, left, wide))
        return placed

    def _lines(self, width: int) -> "list[Line]":
        shown = self._shown()
        lines: list[Line] = [[]]
        left = width
        for share, field in shown:
            least = self._least(field)
            if lines[-1] and least > left:
                lines.append([])
                left = width
            lines[-1].append((share, field))
            left -= least + self.spacing()
        return lines

    def _shared(self, line: "Line", width: int) -> list[tuple[Field, int]]:
        room = width - self.spacing() * (len(line) - 1)
        shares = widths(room, [max(1, share) for share, _ in line], [self._least(field) for _, field in line])
        return [(field, wide) for (_, field), wide in zip(line, shares, strict=True)]

    def _place(self, lines: "list[Line]", rect: "QRect") -> None:
        top = rect.y()
        for line in lines:
            shared = self._shared(line, rect.width())
            high, left = _height(shared), rect.x()
            for field, wide in shared:
                field.setGeometry(left, top, wide, high)
                left += wide + self.spacing()
            top += high + self.spacing()


class FieldGrid(QGridLayout):
    """A grid that tells each time it has laid out its cells."""

    def __init__(self, parent: QWidget, laid_out: Callable[[], object]) -> None:
        """Of this widget; `laid_out` is called with every cell in its place."""
        super().__init__(parent)
        self._laid_out = laid_out

    def setGeometry(self, rect: "QRect") -> None:
        super().setGeometry(rect)
        self._laid_out()


def _height(line: list[tuple[Field, int]]) -> int:
    """Of fields with their widths. One without a text that wraps is as high at any width."""
    return max(one.heightForWidth(wide) if one.hasHeightForWidth() else one.sizeHint().height() for one, wide in line)


def _least(field: Field) -> int:
    """As wide as a time that is typed, in a box of one line; else what Qt itself asks for."""
    least = field.minimumSizeHint().width()
    if not isinstance(field.box, OneLine):
        return least
    return max(least, field.box.fontMetrics().horizontalAdvance(_A_TIME) + step(_BESIDE))


def level(line: Iterable[Field]) -> int:
    """Give all labels of a line the height of the highest; returns it, in pixels."""
    shown = [field for field in line if not field.isHidden()]
    highest = max((field.label_height(field.width()) for field in shown), default=0)
    for field in shown:
        field.level_label(highest)
    return highest
